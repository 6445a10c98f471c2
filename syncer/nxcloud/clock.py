"""The time that requests are signed with: this machine's, corrected by the server's if it is off.

NxCloud takes a time stamp that is at most 60 seconds off, and answers code 1004 otherwise (facts,
"Signature"). Every HTTP answer tells the server's time in `Date`.
"""

from __future__ import annotations

import time
from datetime import UTC
from email.utils import parsedate_to_datetime
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_TOLERANCE_SECONDS = 30.0
"""Below NxCloud's own: what is less off than this was not refused for the clock's sake."""

_MINUTE = 60


class ServerClock:
    """Seconds since 1970 by NxCloud's clock, as far as it is known; safe to share between threads.

    `clock` is this machine's; `warn` is told once, in words, if that proves to be off.
    """

    def __init__(
        self,
        clock: Callable[[], float] = time.time,
        warn: Callable[[str], object] = lambda _: None,
    ) -> None:
        self._clock = clock
        self._warn = warn
        self._offset = 0.0
        self._warned = False
        self._lock = Lock()

    def __call__(self) -> float:
        """The time now."""
        return self._clock() + self._offset

    def correct(self, date: str, signed_at: float) -> bool:
        """Learn from the `Date` of an answer with code 1004 to a request signed at `signed_at`.

        False: the date does not explain the refusal, or there is none. Another thread may have
        corrected the clock since the request was signed; then too it is worth signing again.
        """
        server = http_date(date)
        if server is None or abs(server - signed_at) <= _TOLERANCE_SECONDS:
            return False
        with self._lock:
            self._offset = server - self._clock()
            first, self._warned = not self._warned, True
        if first:
            self._warn(_warning(self._offset))
        return True


def http_date(text: str) -> float | None:
    """An HTTP date in seconds since 1970; None if it is none."""
    try:
        moment = parsedate_to_datetime(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError):
        return None


def _warning(offset: float) -> str:
    seconds = abs(round(offset))
    amount = f"{seconds // _MINUTE} min {seconds % _MINUTE} s"
    direction = "behind" if offset > 0 else "ahead of"
    return (
        f"this machine's clock is {amount} {direction} NxCloud's (code 1004), which is corrected"
        " for this run; set it by NTP"
    )
