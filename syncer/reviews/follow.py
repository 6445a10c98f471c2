"""Look at templates in review again and again, until each review has ended or the time is over."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain, repeat
from typing import TYPE_CHECKING

from syncer.errors import NotFoundError, NxCloudError
from syncer.live.rows import find_row
from syncer.live.threads import reading_threads
from syncer.reviews.values import DELETED, REJECTED, UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from syncer.live.snapshot import LiveSide
    from syncer.nxcloud.client import Client
    from syncer.reviews.values import Standing

_WAITS = (1.0, 1.5, 2.0, 3.0, 4.0, 6.0, 9.0, 14.0, 20.0)
_LONGEST_WAIT = 30.0
"""In seconds. A review takes from seconds to a day (Meta), and every look is a call."""


@dataclass(frozen=True, slots=True)
class Followed:
    """One account's templates, as they stand."""

    account: str
    side: LiveSide
    standings: tuple[Standing, ...]


@dataclass(frozen=True, slots=True)
class Timer:
    """Seconds that only go forward, and a way to let them pass."""

    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], object] = time.sleep


def follow(
    followed: tuple[Followed, ...], seconds: float, timer: Timer
) -> Iterator[tuple[Followed, ...]]:
    """How all stand after each look, the last time when each has ended or `seconds` are over.

    A template that cannot be read is UNKNOWN, and is looked at again; a look under way is not cut
    short by the end of the time. Raises nothing but what `timer` raises.
    """
    ends_at, waits = timer.clock() + seconds, chain(_WAITS, repeat(_LONGEST_WAIT))
    while not all_ended(followed):
        timer.sleep(max(0.0, min(next(waits), ends_at - timer.clock())))
        followed = tuple(map(_looked_at, followed))
        yield followed
        if timer.clock() >= ends_at:
            return


def all_ended(followed: tuple[Followed, ...]) -> bool:
    """Whether there is nothing left to wait for."""
    return all(standing.ended for one in followed for standing in one.standings)


def _looked_at(one: Followed) -> Followed:
    with reading_threads(one.side) as threads:
        look = partial(_as_it_stands, one.side.client)
        return replace(one, standings=tuple(threads.map(look, one.standings)))


def _as_it_stands(client: Client, before: Standing) -> Standing:
    if before.ended:
        return before
    try:
        return _read(client, before)
    except NotFoundError:
        return replace(before, status=DELETED, error="")
    except NxCloudError as error:
        return replace(before, status=UNKNOWN, error=error.message)


def _read(client: Client, before: Standing) -> Standing:
    """Status and category are in the details; only the list tells why Meta rejected a template."""
    details = client.details(before.template_id)
    row = find_row(client, before.key) if details.status == REJECTED else None
    return replace(
        before,
        status=details.status or UNKNOWN,
        category=details.category,
        quality=details.quality or (row.quality if row else before.quality),
        rejected_reason=row.rejected_reason if row else "",
        error="",
    )
