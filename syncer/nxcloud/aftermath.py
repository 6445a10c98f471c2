"""What an answer that is an error leaves behind, by its HTTP status and its code.

Neither is documented for this question (facts, "Codes"), so a write counts as perhaps carried out
unless the answer rules it out.
"""

from __future__ import annotations

import re

from syncer.errors import Aftermath
from syncer.nxcloud.clock import http_date

_GENERAL_FAILURE = -1
_THROTTLED = 429
_UNAVAILABLE = 503
"""With a `Retry-After` it is an overload that passes: too many calls, as 429 says."""
_STILL_AT_WORK = frozenset({408, 504, 524})
"""Somebody on the way gave up waiting; who does the work may not have."""
_SUCCESS = range(200, 300)
_REDIRECT = range(300, 400)
"""To a form's POST, the usual answer of a web server that has done the work."""
_SERVER_ERROR = range(500, 600)
_SECONDS = re.compile(r"[0-9]+")
_LONGEST_WAIT = 1e9


def aftermath_of(status: int, code: int | None, retry_after: float | None = None) -> Aftermath:
    """The aftermath of an error answer; `code` is None where it has no usable one."""
    if status in _STILL_AT_WORK:
        return Aftermath("late", transient=True, retry_after=retry_after)
    if status == _THROTTLED:
        return Aftermath("unknown", transient=True, retry_after=retry_after, throttled=True)
    unclear = status in _SUCCESS and code in (None, _GENERAL_FAILURE)
    if unclear or status in _SERVER_ERROR:
        overload = status == _UNAVAILABLE and retry_after is not None
        return Aftermath("unknown", transient=True, retry_after=retry_after, throttled=overload)
    return Aftermath("unknown" if status in _REDIRECT else "none")


def seconds_to_wait(retry_after: str, now: float) -> float | None:
    """A `Retry-After` header, seconds or an HTTP date, in seconds from `now`; None if it is none.

    `now` is seconds since 1970, best by the clock of the server that wrote the header.
    """
    if _SECONDS.fullmatch(retry_after):
        return min(float(retry_after), _LONGEST_WAIT)
    moment = http_date(retry_after)
    return None if moment is None else max(0.0, moment - now)
