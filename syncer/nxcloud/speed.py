"""How fast calls may follow each other: what the project allows, and what NxCloud bears.

Each limit is told the time, and knows nothing of threads: waiting is up to `pace`.
"""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass
from typing import Protocol

_CAUTIOUS = 20.0
_SLOWEST = 1.0
_FULL = 200.0
_STEP = 0.2


@dataclass(frozen=True, slots=True)
class Rates:
    """How many calls, and how many writes, may begin within one second; None: no limit of ours."""

    requests: float | None = None
    writes: float | None = None


class Limit(Protocol):
    """When the next call may begin, in seconds of the caller's clock."""

    def due(self) -> float:
        """The time from which on it may."""

    def take(self, now: float) -> None:
        """It begins."""


class Turns:
    """So many calls within any second, at once or spread over it; less than one: so far apart."""

    def __init__(self, per_second: float | None) -> None:
        count = max(1, int(per_second or 1))
        self._seconds = count / per_second if per_second else 0.0
        self._taken = deque([-math.inf] * count, maxlen=count)

    def due(self) -> float:
        """When the oldest of the last ones is a second ago."""
        return self._taken[0] + self._seconds

    def take(self, now: float) -> None:
        """One more."""
        self._taken.append(now)


class Restraint:
    """Slower than one could, because NxCloud found the calls too many; none at first.

    Half as fast after a refusal (at first 20 a second, as what other providers before Meta publish
    is of that order, such as the 10 of Gupshup's page "Partner Rate Limits"; never less than one,
    as who is refused even then backs off besides), and with each success 0.2 calls a second faster,
    until it is as fast as before. So few calls are refused, and the full pace is back within 40
    seconds of success.

    A call notes `slowed` as it begins. What was under way when a refusal came says nothing about
    the pace since then, and does not count.
    """

    def __init__(self, per_second: float | None) -> None:
        self.slowed = 0
        self._full = min(per_second or _FULL, _FULL)
        self._per_second = math.inf
        self._due = -math.inf

    def due(self) -> float:
        """As long after the last call as the pace has it."""
        return self._due

    def take(self, now: float) -> None:
        """One more."""
        self._due = now + 1 / self._per_second

    def refused(self, now: float, slowed: int) -> None:
        """A call was too many; `slowed` is from when it began."""
        if slowed == self.slowed:
            self.slowed += 1
            free = min(2 * _CAUTIOUS, self._full)
            before = free if math.isinf(self._per_second) else self._per_second
            self._per_second = max(before / 2, _SLOWEST)
            self.take(now)

    def succeeded(self, slowed: int) -> None:
        """A call was not too many; `slowed` is from when it began."""
        if slowed == self.slowed:
            faster = self._per_second + _STEP
            self._per_second = faster if faster < self._full else math.inf
