"""When the next request may go, and whether a failed one is worth another attempt.

One Pace is shared by all threads that call one sender: whoever is told to wait lets all the others
wait too, and after "too many requests" they go on one by one, at first slowly.
"""

from __future__ import annotations

import random
import time
from dataclasses import dataclass
from threading import Event, Lock
from typing import TYPE_CHECKING, TypeVar

from syncer.errors import NxCloudError

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

_LONGEST_FIRST_WAIT = 0.5
_FIRST_SPACING = 0.05
_LONGEST_SPACING = 5.0
_RELAXATION = 0.9
_NO_SPACING = 0.005
_NOTICED = 2.0
_CHANCE = random.Random()  # noqa: S311  # chance of its own: a thread that still waits changes no other


@dataclass(frozen=True, slots=True)
class Patience:
    """How long one call is tried, in seconds with all its waits, and how often at the most."""

    total_seconds: float = 120.0
    attempts: int = 6

    def wait_seconds(self, failures: int) -> float:
        """How long to wait after so many failures, before jitter: twice as long each time."""
        first: float = min(_LONGEST_FIRST_WAIT, self.total_seconds / 32)
        return first * 2.0 ** (failures - 1)


class Pace:
    """The pace of one sender's calls.

    `tell` hears of waits that a person would wonder about. `clock` gives seconds that only go
    forward.
    """

    def __init__(
        self,
        patience: Patience | None = None,
        *,
        tell: Callable[[str], object] = lambda _: None,
        clock: Callable[[], float] = time.monotonic,
        jitter: Callable[[], float] = _CHANCE.random,
    ) -> None:
        self.patience = patience or Patience()
        self.clock = clock
        self.jitter = jitter
        self._tell = tell
        self._lock = Lock()
        self._held_until = 0.0
        self._free_at = 0.0
        self._spacing = 0.0
        self._stopped = Event()

    def call(self, attempt: Callable[[], T], may_repeat: Callable[[NxCloudError], bool]) -> T:
        """The result of `attempt`, made as often as it takes, or the error of the last attempt.

        It is repeated after errors that may pass and that `may_repeat` allows.
        """
        tries = self.tries()
        self._refuse_long_wait()
        self.enter()
        while True:
            try:
                result = attempt()
            except NxCloudError as error:
                if not (error.aftermath.transient and may_repeat(error) and tries.again(error)):
                    raise
            else:
                self._relax()
                return result

    def tries(self) -> Tries:
        """The attempts of one call, counted from now."""
        return Tries(self)

    def enter(self) -> bool:
        """Wait for one's turn; False, at once, if the run has been stopped."""
        while not self._stopped.is_set():
            with self._lock:
                now = self.clock()
                wait = max(self._held_until, self._free_at) - now
                if wait <= 0:
                    self._free_at = now + self._spacing
                    return True
            self._stopped.wait(wait)
        return False

    def hold(self, seconds: float, error: NxCloudError) -> None:
        """Let everybody wait; if NxCloud finds the calls too many, further apart from then on."""
        with self._lock:
            until = self.clock() + seconds
            longer = until - self._held_until
            self._held_until = max(self._held_until, until)
            if error.aftermath.throttled:
                wider = max(_FIRST_SPACING, 2 * self._spacing)
                self._spacing = min(wider, _LONGEST_SPACING)
        if _NOTICED <= min(longer, seconds) <= self.patience.total_seconds:
            self._tell(f"waiting {seconds:.0f} s, then trying again: {error.message}")

    @property
    def stopped(self) -> bool:
        """Whether the run is to end."""
        return self._stopped.is_set()

    def stop(self) -> None:
        """The run is to end: nobody waits any more, and nothing is tried again."""
        self._stopped.set()

    def _refuse_long_wait(self) -> None:
        """Raise NxCloudError, with nothing sent, if NxCloud wants to be left alone for too long."""
        wait = self._held_until - self.clock()
        if wait > self.patience.total_seconds:
            raise NxCloudError(
                f"not sent: NxCloud wants to be left alone for another {wait:.0f} s",
                hint="run it again then, or let `network.retry_seconds` in syncer.yaml be as long",
            )

    def _relax(self) -> None:
        if self._spacing:
            with self._lock:
                closer = self._spacing * _RELAXATION
                self._spacing = closer if closer > _NO_SPACING else 0.0


class Tries:
    """What is left of the patience with one call."""

    def __init__(self, pace: Pace) -> None:
        self._pace = pace
        self._ends_at = pace.clock() + pace.patience.total_seconds
        self._failures = 0

    def again(self, error: NxCloudError) -> bool:
        """Wait before the next attempt: as long as NxCloud asks for, else longer each time.

        False: the patience is at an end, or would be before NxCloud wants to be asked again, or the
        run has been stopped.
        """
        self._failures += 1
        patience, pace = self._pace.patience, self._pace
        backoff = patience.wait_seconds(self._failures) * (1 + pace.jitter()) / 2
        wait = max(backoff, error.aftermath.retry_after or 0.0)
        over = self._failures >= patience.attempts or pace.clock() + wait > self._ends_at
        if pace.stopped or (over and error.aftermath.retry_after is None):
            return False
        pace.hold(wait, error)
        return not over and pace.enter()
