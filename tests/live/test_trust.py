"""When details are certain to be those of a row: the second of its `updated_at` was over."""

from __future__ import annotations

from typing import Any

import pytest

from syncer.live.trust import Listed, is_over, newest, stamp

UPDATED = "2025-03-02 09:30:00"
AT = 1_740_907_800.0
"""The same as a time, if it is UTC."""
LONG_AGO = AT - 1_000_000
HOUR = 3600.0


def over(listed: Listed, *, seen_at: float | None = None, asked_at: float | None = None) -> bool:
    """Asked for as soon as the list was read, which showed the row for the first time."""
    seen = listed.at if seen_at is None else seen_at
    return is_over(UPDATED, listed, seen, listed.at if asked_at is None else asked_at)


def test_an_updated_at_is_a_time_of_whole_seconds() -> None:
    assert stamp(UPDATED) == AT


@pytest.mark.parametrize(
    "odd",
    [
        None,
        "",
        1_740_907_800,
        "2025-03-02",
        "2025-03-02 09:30",
        "2025-03-02 09:30:61",
        "yesterday, at noon.",
        "2025-03-02 09:30:00.5",
        "0000-00-00 00:00:00",
    ],
)
def test_what_is_no_such_time_is_never_trusted(odd: Any) -> None:
    assert stamp(odd) is None
    assert not is_over(odd, Listed(AT + HOUR, AT + HOUR, AT + HOUR), LONG_AGO, AT + HOUR)


def test_with_nothing_else_known_a_row_just_seen_is_not_trusted() -> None:
    assert not over(Listed(AT + HOUR))


# A later `updated_at` in the list


@pytest.mark.parametrize(("later", "certain"), [(0, False), (1, False), (2, True), (9999, True)])
def test_a_later_stamp_in_the_list_proves_that_the_second_was_over(
    later: float, *, certain: bool
) -> None:
    assert over(Listed(LONG_AGO, newest=AT + later)) is certain


def test_the_newest_stamp_is_one_of_the_past_somewhere_on_earth() -> None:
    stamps = ["2025-03-02 09:30:00", "2025-03-02 23:30:01", "2099-01-01 00:00:00", None, "?"]
    assert newest(stamps, AT) == AT + 14 * HOUR + 1
    assert newest([], AT) is None


# The list's `Date`


@pytest.mark.parametrize(("age", "certain"), [(0, False), (1, False), (2, True), (600, True)])
def test_a_date_behind_the_stamp_proves_that_the_second_was_over(
    age: float, *, certain: bool
) -> None:
    assert over(Listed(LONG_AGO, date=AT + age)) is certain


@pytest.mark.parametrize("zone", [-12, -3.5, 0, 5.75, 8, 14])
def test_the_time_zone_of_the_stamp_does_not_matter(zone: float) -> None:
    assert not over(Listed(LONG_AGO, date=AT + 1 + zone * HOUR))
    assert over(Listed(LONG_AGO, date=AT + 2 + zone * HOUR))


@pytest.mark.parametrize(
    ("ahead", "certain"), [(-1, False), (-2, True), (-899, False), (-900, False)]
)
def test_a_date_a_little_before_the_stamp_is_a_clock_that_is_slow(
    ahead: float, *, certain: bool
) -> None:
    assert over(Listed(LONG_AGO, date=AT + ahead)) is certain


# How long the row has been seen


@pytest.mark.parametrize(("seconds", "certain"), [(0, False), (1.99, False), (2, True)])
def test_a_row_that_was_seen_before_is_as_old_as_that(seconds: float, *, certain: bool) -> None:
    assert over(Listed(LONG_AGO), seen_at=LONG_AGO - seconds) is certain
    assert over(Listed(LONG_AGO), asked_at=LONG_AGO + seconds) is certain


def test_what_is_known_of_the_list_and_the_time_since_then_add_up() -> None:
    listed = Listed(LONG_AGO, date=AT + 1)
    assert not over(listed, asked_at=LONG_AGO + 0.9)
    assert over(listed, asked_at=LONG_AGO + 1)


def test_a_row_seen_in_the_future_is_not_old() -> None:
    assert not over(Listed(LONG_AGO), seen_at=LONG_AGO + HOUR)
