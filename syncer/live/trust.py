"""Whether details read once can be taken for those of a template whose row is still the same.

`updated_at` counts seconds. Details read while the second of their `updated_at` ran may be older
than a second change in it, and the list would never tell; git's index has the same question, and
gives the same answer: such an entry is not trusted. So it has to be certain that the second was
over. NxCloud's `updated_at` names no time zone, so its age is known by what is certain only:

* NxCloud showed a later `updated_at` in the list that was read before the details;
* the list's `Date` is later by the same clock but for the time zone, and every time zone differs
  from UTC by quarters of an hour: what is over a whole number of them is an age, or more;
* the row has been seen for so long, by this machine's clock.

A quarter's last two seconds may be a server's clock that is a little slow, so they are no age. A
change of the clock back by an hour, in the autumn, is not seen.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

OVER_SECONDS = 2.0
"""One for the second itself, one for clocks: servers of one service follow NTP to a fraction."""

SETTLED = frozenset({"APPROVED", "REJECTED", "DISABLED", "ARCHIVED"})
"""The statuses that stay until the list shows otherwise; a review, a pause or a deletion ends."""

_QUARTER = 15 * 60.0
_FURTHEST_EAST = 14 * 60 * 60.0
_FORM = "2024-06-25 15:27:39"


@dataclass(frozen=True, slots=True)
class Listed:
    """When a list was read: `at` by this machine's clock, `date` by the server's, if it told.

    `newest` is the latest `updated_at` in it. All in seconds since 1970.
    """

    at: float
    date: float | None = None
    newest: float | None = None


def stamp(updated_at: object) -> float | None:
    """An `updated_at` in seconds since 1970, as if it were UTC; None for what is none."""
    if not isinstance(updated_at, str) or len(updated_at) != len(_FORM):
        return None
    try:
        return datetime.fromisoformat(updated_at).replace(tzinfo=UTC).timestamp()
    except ValueError:
        return None


def newest(stamps: Iterable[object], at: float) -> float | None:
    """The latest of these `updated_at` that may have been at this time, anywhere on Earth."""
    latest = at + _FURTHEST_EAST + OVER_SECONDS
    known = (one for one in map(stamp, stamps) if one is not None and one <= latest)
    return max(known, default=None)


def is_over(updated_at: object, listed: Listed, seen_at: float, asked_at: float) -> bool:
    """Whether the second of a row's `updated_at` was over when its details were asked for.

    The row was first seen like this at `seen_at`, and last in the list that was read at
    `listed.at`.
    """
    stamped = stamp(updated_at)
    if stamped is None:
        return False
    known = _age(stamped, listed) + (asked_at - listed.at)
    return max(known, asked_at - seen_at) >= OVER_SECONDS


def _age(stamped: float, listed: Listed) -> float:
    """How old a stamp certainly was when the list was read."""
    by_stamps = listed.newest - stamped if listed.newest is not None else 0.0
    by_date = (listed.date - stamped) % _QUARTER if listed.date is not None else 0.0
    return max(by_stamps, by_date if by_date <= _QUARTER - OVER_SECONDS else 0.0, 0.0)
