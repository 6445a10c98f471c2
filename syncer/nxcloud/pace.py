"""When the next request may go, and whether a failed one is worth another attempt.

One Pace is shared by all threads that call one sender: whoever is told to wait lets all the others
wait too, and after "too many requests" they go on one by one, at first slowly (`speed.Restraint`).
"""

from __future__ import annotations

import random
import time
from dataclasses import dataclass, field
from threading import Event, Lock
from typing import TYPE_CHECKING, TypeVar

from syncer.errors import NxCloudError
from syncer.nxcloud.speed import Rates, Restraint, Turns

if TYPE_CHECKING:
    from collections.abc import Callable

    from syncer.nxcloud.speed import Limit

T = TypeVar("T")

_LONGEST_FIRST_WAIT = 0.5
_NOTICED = 2.0
_CHANCE = random.Random()  # noqa: S311  # chance of its own: a thread that still waits changes no other


@dataclass(frozen=True, slots=True)
class Patience:
    """How long one call is tried, in seconds with all its waits, and how often at the most.

    `jitter` gives numbers from 0 to 1, so that those who failed together do not come back together.
    """

    total_seconds: float = 120.0
    attempts: int = 6
    jitter: Callable[[], float] = _CHANCE.random

    def wait_seconds(self, failures: int) -> float:
        """How long to wait after so many failures: twice as long each time, less up to a half."""
        first = min(_LONGEST_FIRST_WAIT, self.total_seconds / 32)
        return first * 2.0 ** (failures - 1) * (1 + self.jitter()) / 2


@dataclass(frozen=True, slots=True)
class _Line:
    """Those who wait for a turn: the first one watches the clock, the others stand behind it."""

    limits: tuple[Limit, ...]
    lock: Lock = field(default_factory=Lock)

    def due(self) -> float:
        return max(limit.due() for limit in self.limits)

    def take(self, now: float) -> None:
        for limit in self.limits:
            limit.take(now)


class Pace:
    """The pace of one sender's calls.

    `rates` bound it; without them calls are as fast as their number at one time lets them be, which
    is a pace too: a server that is slow is asked less. `tell` hears of waits that a person would
    wonder about. `clock` gives seconds that only go forward; `sleep` lets so many pass, and may
    come back earlier: by itself it does when the run is stopped.
    """

    def __init__(
        self,
        patience: Patience | None = None,
        *,
        rates: Rates | None = None,
        tell: Callable[[str], object] = lambda _: None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], object] | None = None,
    ) -> None:
        rates = rates or Rates()
        self.patience = patience or Patience()
        self.clock = clock
        self._tell = tell
        self._lock = Lock()
        self._held_until = 0.0
        self._restraint = Restraint(rates.requests)
        self._calls = _Line((Turns(rates.requests), self._restraint))
        self._writes = _Line((Turns(rates.writes),))
        self._stopped = Event()
        self._sleep = sleep or self._stopped.wait

    def call(self, attempt: Callable[[], T], may_repeat: Callable[[NxCloudError], bool]) -> T:
        """The result of `attempt`, made as often as it takes, or the error of the last attempt.

        It is repeated after errors that may pass and that `may_repeat` allows.
        """
        self.enter()
        self._refuse_long_wait()
        tries = self.tries()
        while True:
            slowed = self._restraint.slowed
            try:
                result = attempt()
            except NxCloudError as error:
                self._heed(error, slowed)
                if not (error.aftermath.transient and may_repeat(error) and tries.again(error)):
                    raise
            else:
                self._succeeded(slowed)
                return result

    def tries(self) -> Tries:
        """The attempts of one call, counted from now."""
        return Tries(self)

    def enter(self) -> bool:
        """Wait for one's turn; False, at once, if the run has been stopped, or is held too long."""
        return self._wait_in(self._calls)

    def enter_write(self) -> bool:
        """The same for a whole write, before the looks that belong to it and are calls too."""
        return self._wait_in(self._writes)

    def rest(self, seconds: float) -> bool:
        """Wait alone, and let all others go on; False, at once, if the run has been stopped."""
        self._sleep(seconds)
        return not self.stopped

    def hold(self, seconds: float, error: NxCloudError) -> None:
        """Let everybody wait."""
        with self._lock:
            until = self.clock() + seconds
            longer = until - self._held_until
            self._held_until = max(self._held_until, until)
        noticed = _NOTICED <= min(longer, seconds) <= self.patience.total_seconds
        if noticed and not self.stopped:
            self._tell(f"waiting {seconds:.0f} s, then trying again: {error.message}")

    @property
    def stopped(self) -> bool:
        """Whether the run is to end."""
        return self._stopped.is_set()

    def stop(self) -> None:
        """The run is to end: nobody waits any more, and nothing is tried again."""
        self._stopped.set()

    def _wait_in(self, line: _Line) -> bool:
        with line.lock:
            while not (self.stopped or self._held_too_long()):
                with self._lock:
                    now = self.clock()
                    wait = max(self._held_until, line.due()) - now
                    if wait <= 0:
                        line.take(now)
                        return True
                self._sleep(wait)
        return False

    def _held_too_long(self) -> bool:
        return self._held_until - self.clock() > self.patience.total_seconds

    def _refuse_long_wait(self) -> None:
        """Raise NxCloudError, with nothing sent, if NxCloud wants to be left alone for too long."""
        if self._held_too_long():
            wait = self._held_until - self.clock()
            raise NxCloudError(
                f"not sent: NxCloud wants to be left alone for another {wait:.0f} s",
                hint="run it again then, or let `network.retry_seconds` in syncer.yaml be as long",
            )

    def _heed(self, error: NxCloudError, slowed: int) -> None:
        """Do as NxCloud asks, before anybody else calls; also where the call is not repeated."""
        if error.aftermath.throttled:
            with self._lock:
                self._restraint.refused(self.clock(), slowed)
        if error.aftermath.retry_after:
            self.hold(error.aftermath.retry_after, error)

    def _succeeded(self, slowed: int) -> None:
        with self._lock:
            self._restraint.succeeded(slowed)


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
        asked = error.aftermath.retry_after
        wait = max(self._backoff(), asked or 0.0)
        over = self._is_over(wait)
        if self._pace.stopped or (over and asked is None):
            return False
        self._pace.hold(wait, error)
        return not over and self._pace.enter()

    def later(self) -> bool:
        """Wait before another look at what is only late: as `again`, but nobody else waits."""
        wait = self._backoff()
        return not self._is_over(wait) and self._pace.rest(wait)

    def _backoff(self) -> float:
        self._failures += 1
        return self._pace.patience.wait_seconds(self._failures)

    def _is_over(self, wait: float) -> bool:
        pace = self._pace
        too_often = self._failures >= pace.patience.attempts
        return too_often or pace.clock() + wait > self._ends_at
