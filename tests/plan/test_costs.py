from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from support.planning import EVERYTHING, PRUNE, planned
from support.templates import desired, live, snapshot, template

from syncer.model import TemplateKey
from syncer.plan.history import History, PastWrite

NOW = datetime(2026, 3, 31, 12, tzinfo=UTC)


def costs_of_update(status: str, **changes: Any) -> tuple[str, ...]:
    files = [desired(template(**changes))]
    (action,) = planned(files, snapshot(live(status=status))).plan.actions
    return action.costs


def costs_of_delete(status: str) -> tuple[str, ...]:
    (action,) = planned((), snapshot(live(status=status)), EVERYTHING, PRUNE).plan.actions
    return action.costs


def account_costs(
    creates: int, *, before: int = 0, most: int = 100, rows: int = 0
) -> tuple[str, ...]:
    files = [desired(template(f"new_{number}")) for number in range(creates)]
    lives = snapshot(*(live(template(f"old_{number}"), number + 1) for number in range(rows)))
    made = PastWrite("create", TemplateKey("x", "en"), NOW, sync_meta=True)
    history = History(NOW + timedelta(minutes=5), (made,) * before, most)
    return planned(files, lives, history=history).plan.costs


def test_an_edit_of_an_approved_template_sends_a_live_one_to_review() -> None:
    (cost,) = costs_of_update("APPROVED", footer="Bye")
    assert cost.startswith("this sends a live template to review")
    assert "the one edit that Meta takes in 24 hours" in cost


@pytest.mark.parametrize("status", ["REJECTED", "PAUSED"])
def test_an_edit_of_another_one_only_sends_it_to_review_again(status: str) -> None:
    expected = f"this sends a template that is {status} to review again"
    assert costs_of_update(status, footer="Bye") == (expected,)


def test_an_edit_in_nxcloud_only_costs_nothing() -> None:
    assert costs_of_update("APPROVED", tag="vip") == ()


def test_a_blocked_change_costs_nothing() -> None:
    assert costs_of_update("PENDING", footer="Bye") == ()


def test_deleting_an_approved_template_locks_its_name_for_30_days() -> None:
    (cost,) = costs_of_delete("APPROVED")
    assert cost.startswith("this deletes an approved template: its name is locked for 30 days")


@pytest.mark.parametrize("status", ["REJECTED", "PENDING", "PAUSED"])
def test_deleting_another_one_locks_it_for_a_minute(status: str) -> None:
    (cost,) = costs_of_delete(status)
    assert cost == "this deletes a template: its name is locked for about a minute in this language"


class TestCreations:
    def test_none_cost_nothing(self) -> None:
        assert account_costs(0, before=3) == ()

    def test_that_are_sent_to_meta_count_for_the_hour(self) -> None:
        assert account_costs(2) == ("2 of 100 creations this hour",)
        assert account_costs(2, before=80) == (
            "82 of 100 creations this hour, 80 of them made already by this machine",
        )

    def test_that_stay_in_nxcloud_do_not(self) -> None:
        files = [desired(template("new"), sync_meta="never")]
        assert planned(files, snapshot()).plan.costs == ()

    def test_beyond_what_the_hour_allows_are_left_for_later(self) -> None:
        assert account_costs(3, most=3) == ("3 of 3 creations this hour",)
        assert account_costs(4, most=3) == (
            (
                "3 of 3 creations this hour; apply leaves 1 for later: apply again after"
                " 2026-03-31 13:05 UTC"
            ),
        )
        assert account_costs(2, most=3, before=5) == (
            (
                "5 of 3 creations this hour, 5 of them made already by this machine; apply leaves 2"
                " for later: apply again after 2026-03-31 13:00 UTC"
            ),
        )


@pytest.mark.parametrize(
    ("rows", "creates", "told"), [(249, 1, False), (249, 2, True), (250, 1, True), (251, 1, False)]
)
def test_growing_beyond_what_an_account_may_have_is_told(
    rows: int,
    creates: int,
    told: bool,  # noqa: FBT001
) -> None:
    (_, *more) = account_costs(creates, rows=rows)
    assert bool(more) is told
    if told:
        assert more == [
            (
                f"the account will have {rows + creates} templates, and Meta allows 250 templates"
                " of a business that is not verified"
            )
        ]


def test_what_goes_makes_room_for_what_comes() -> None:
    lives = snapshot(*(live(template(f"old_{number}"), number + 1) for number in range(250)))
    result = planned([desired(template("new"))], lives, EVERYTHING, PRUNE)
    assert len(result.plan.costs) == 1
