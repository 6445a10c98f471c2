"""How patient the clients of tests are: a test that waits tests nothing else meanwhile."""

from __future__ import annotations

from dataclasses import dataclass, field

from syncer.nxcloud.pace import Pace, Patience

QUICK = Patience(total_seconds=2.0, attempts=5)
"""Waits of 31, 62, 125 and 250 ms before jitter."""


def impatient() -> Pace:
    """The first answer counts."""
    return Pace(Patience(attempts=1))


def quick() -> Pace:
    """Tries again as the real one does, sooner."""
    return Pace(QUICK)


@dataclass(slots=True)
class PassingTime:
    """Time that passes only when somebody waits, and at once; `waits` has how long."""

    now: float = 0.0
    waits: list[float] = field(default_factory=list)

    def clock(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.now += seconds
