"""How patient the clients of tests are: a test that waits tests nothing else meanwhile."""

from __future__ import annotations

from syncer.nxcloud.pace import Pace, Patience

QUICK = Patience(total_seconds=2.0, attempts=5)
"""Waits of 31, 62, 125 and 250 ms before jitter."""


def impatient() -> Pace:
    """The first answer counts."""
    return Pace(Patience(attempts=1))


def quick() -> Pace:
    """Tries again as the real one does, sooner."""
    return Pace(QUICK)
