from __future__ import annotations

import pytest
from support.planning import planned
from support.templates import desired, live, snapshot, template

from syncer.plan.category import accepted
from syncer.plan.values import Change

MARKETING = template(category="MARKETING")


def test_without_accept_category_the_difference_is_blocked_and_a_finding() -> None:
    result = planned([desired()], snapshot(live(MARKETING)))
    (action,) = result.plan.actions
    assert action.action == "blocked"
    assert action.changes == (Change("category", "MARKETING", "UTILITY"),)
    assert "MARKETING costs about four times as much as UTILITY" in action.reason
    assert "`accept_category: true`" in action.reason
    assert [one.finding for one in result.health] == ["recategorised"]


@pytest.mark.parametrize("status", ["APPROVED", "PAUSED", "PENDING", "DISABLED"])
def test_with_accept_category_meta_is_right(status: str) -> None:
    result = planned([desired(accept_category=True)], snapshot(live(MARKETING, status=status)))
    assert result.plan.actions == ()
    assert "recategorised" not in [one.finding for one in result.health]


def test_an_update_keeps_the_accepted_category() -> None:
    files = [desired(template(footer="Bye"), accept_category=True)]
    result = planned(files, snapshot(live(MARKETING)))
    (action,) = result.plan.actions
    assert (action.action, action.changes) == ("update", (Change("footer", None, "Bye"),))
    assert result.targets[action.key].category == "MARKETING"


def test_a_rejected_template_takes_the_category_of_the_file() -> None:
    files = [desired(template(category="MARKETING"), accept_category=True)]
    result = planned(files, snapshot(live(template(), status="REJECTED")))
    (action,) = result.plan.actions
    assert (action.action, action.changes) == (
        "update",
        (Change("category", "UTILITY", "MARKETING"),),
    )


def test_a_category_that_files_cannot_have_is_not_accepted() -> None:
    one = desired(accept_category=True)
    assert accepted(one, live(template(category="AUTHENTICATION"))) == one


def test_there_is_nothing_to_accept_before_the_template_is_live() -> None:
    one = desired(accept_category=True)
    assert accepted(one, None) == one


def test_what_was_planned_does_not_depend_on_what_meta_says() -> None:
    files = [desired(accept_category=True)]
    before, after = (planned(files, snapshot(live(one))).plan for one in (template(), MARKETING))
    assert before.desired == after.desired
    assert before.fingerprint == after.fingerprint
