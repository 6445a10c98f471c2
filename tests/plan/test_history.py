from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from support.planning import planned
from support.templates import desired, live, snapshot, template

from syncer.model import TemplateKey
from syncer.plan.history import History, PastWrite

if TYPE_CHECKING:
    from collections.abc import Iterable

    from syncer.model import Snapshot
    from syncer.plan.values import AccountPlan

NOW = datetime(2026, 3, 31, 12, tzinfo=UTC)
KEY = TemplateKey("shop_greeting", "en")
FILES = [desired(template(footer="Bye"))]


def created(ago: timedelta, *, sync_meta: bool = True) -> PastWrite:
    return PastWrite("create", TemplateKey("another", "en"), NOW - ago, sync_meta)


def edited(
    ago: timedelta,
    status: str | None = "APPROVED",
    *,
    key: TemplateKey = KEY,
    sync_meta: bool = True,
) -> PastWrite:
    return PastWrite("update", key, NOW - ago, sync_meta, status)


def deleted(
    ago: timedelta, status: str | None = "APPROVED", *, key: TemplateKey = KEY
) -> PastWrite:
    return PastWrite("delete", key, NOW - ago, sync_meta=False, status_before=status)


def history(*writes: PastWrite, creations_per_hour: int = 100) -> History:
    return History(NOW, writes, creations_per_hour)


def warnings(writes: Iterable[PastWrite], status: str | None = "APPROVED") -> tuple[str, ...]:
    """The warnings of an update of the live template, or of its create where there is none."""
    there = snapshot(live(status=status)) if status else snapshot()
    return plan_with(*writes, there=there).warnings


def plan_with(*writes: PastWrite, there: Snapshot | None = None) -> AccountPlan:
    return planned(FILES, there or snapshot(), history=history(*writes)).plan


class TestCreations:
    def test_of_the_last_hour_that_meta_heard_of_count(self) -> None:
        past = history(
            created(timedelta(minutes=59, seconds=59)),
            created(timedelta(minutes=1)),
            created(timedelta(hours=1)),
            created(timedelta(minutes=1), sync_meta=False),
            edited(timedelta(minutes=1)),
            creations_per_hour=5,
        )
        assert past.creations() == [
            NOW - timedelta(minutes=59, seconds=59),
            NOW - timedelta(minutes=1),
        ]
        assert past.creations_left == 3

    def test_are_never_less_than_none_left(self) -> None:
        past = history(*[created(timedelta(minutes=1))] * 3, creations_per_hour=2)
        assert past.creations_left == 0

    @pytest.mark.parametrize(
        ("minutes_ago", "most", "free_in"),
        [
            pytest.param([], 2, 60, id="an hour from now, if there was none"),
            pytest.param([20, 50], 2, 10, id="an hour after the oldest"),
            pytest.param([20], 2, 40, id="also if not all are used up yet"),
            pytest.param([20, 40, 50], 2, 20, id="an hour after the last that is too many"),
        ],
    )
    def test_are_free_again(self, minutes_ago: list[int], most: int, free_in: int) -> None:
        made = [created(timedelta(minutes=minutes)) for minutes in minutes_ago]
        past = history(*made, creations_per_hour=most)
        assert past.creations_free_again == NOW + timedelta(minutes=free_in)


class TestAnEdit:
    def test_within_24_hours_of_another_is_doubtful_until_they_are_over(self) -> None:
        (found,) = warnings([edited(timedelta(hours=3))])
        assert found == (
            "shop_greeting/en: this machine edited it once in the last 24 hours, and Meta takes 1"
            " edit of an approved template in that time: it may refuse this one until"
            " 2026-04-01 09:00 UTC"
        )

    @pytest.mark.parametrize(
        ("seconds", "doubtful"), [(24 * 3600 - 1, True), (24 * 3600, False), (0, True)]
    )
    def test_counts_for_24_hours(self, seconds: int, doubtful: bool) -> None:  # noqa: FBT001
        assert bool(warnings([edited(timedelta(seconds=seconds))])) is doubtful

    @pytest.mark.parametrize(("edits", "doubtful"), [(9, False), (10, True), (11, True)])
    def test_is_doubtful_after_ten_in_30_days(self, edits: int, doubtful: bool) -> None:  # noqa: FBT001
        past = [edited(timedelta(days=2 + number)) for number in range(edits)]
        (*found,) = warnings(past)
        assert bool(found) is doubtful
        if doubtful:
            assert f"edited it {edits} times in the last 30 days, and Meta takes 10" in found[0]
            assert "until 2026-04-19 12:00 UTC" in found[0]

    @pytest.mark.parametrize(
        "write",
        [
            pytest.param(edited(timedelta(hours=1), "REJECTED"), id="of a rejected template"),
            pytest.param(edited(timedelta(hours=1), "PAUSED"), id="of a paused template"),
            pytest.param(edited(timedelta(hours=1), sync_meta=False), id="in NxCloud only"),
            pytest.param(
                edited(timedelta(hours=1), key=TemplateKey("shop_greeting", "de")),
                id="of another language",
            ),
            pytest.param(created(timedelta(hours=1)), id="that is a creation"),
        ],
    )
    def test_before_it_is_free(self, write: PastWrite) -> None:
        assert warnings([write]) == ()

    def test_of_unknown_status_may_count(self) -> None:
        assert len(warnings([edited(timedelta(hours=1), None)])) == 1

    @pytest.mark.parametrize("status", ["REJECTED", "PAUSED"])
    def test_of_a_template_that_is_not_approved_now_is_free(self, status: str) -> None:
        assert warnings([edited(timedelta(hours=1))], status) == ()

    def test_in_nxcloud_only_is_free(self) -> None:
        files = [desired(template(tag="vip"))]
        past = history(edited(timedelta(hours=1)))
        assert planned(files, snapshot(live()), history=past).plan.warnings == ()


class TestACreate:
    def test_of_a_deleted_name_is_doubtful_for_30_days(self) -> None:
        (found,) = warnings([deleted(timedelta(days=29))], None)
        assert found == (
            "shop_greeting/en: this machine deleted a template of this name and language, and Meta"
            " may keep both locked until 2026-04-01 12:00 UTC (30 days, if it was approved): wait,"
            " or use another name"
        )

    @pytest.mark.parametrize(
        ("seconds", "status", "doubtful"),
        [
            (30 * 86400 - 1, "APPROVED", True),
            (30 * 86400, "APPROVED", False),
            (30 * 86400 - 1, None, True),
            (59, "REJECTED", True),
            (60, "REJECTED", False),
        ],
    )
    def test_is_doubtful_as_long_as_the_name_is_locked(
        self,
        seconds: int,
        status: str | None,
        doubtful: bool,  # noqa: FBT001
    ) -> None:
        assert bool(warnings([deleted(timedelta(seconds=seconds), status)], None)) is doubtful

    def test_of_another_language_is_not(self) -> None:
        other = deleted(timedelta(days=1), key=TemplateKey("shop_greeting", "de"))
        assert warnings([other], None) == ()

    def test_follows_the_longest_lock(self) -> None:
        past = history(deleted(timedelta(days=9)), deleted(timedelta(seconds=1), "REJECTED"))
        assert past.locked_until(KEY) == NOW + timedelta(days=21)


def test_a_doubt_is_no_obstacle_and_known_where_the_plan_is_carried_out() -> None:
    past = history(edited(timedelta(hours=3)))
    result = planned(FILES, snapshot(live()), history=past)
    assert result.plan.summary.update == 1
    assert {f"{key}: {doubt}" for key, doubt in result.doubts.items()} == {*result.plan.warnings}
    assert result.history == past


def test_the_fingerprint_does_not_depend_on_the_history() -> None:
    assert plan_with().fingerprint == plan_with(deleted(timedelta(days=1))).fingerprint
