"""Whether anybody answers at an address, asked without credentials."""

from __future__ import annotations

import ssl
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from syncer.nxcloud.clock import http_date
from syncer.nxcloud.exchange import exchange

if TYPE_CHECKING:
    import httpx

_LIMIT = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Probe:
    """How an address answered: its HTTP status, after how many seconds, and the clock there.

    `ahead` is by how many seconds it is ahead of this machine's clock; None if it tells no time.
    """

    status: int
    seconds: float
    ahead: float | None


def probe(http: httpx.Client, base_url: str) -> Probe:
    """Ask for the address itself; whatever it answers is an answer.

    Raises ConnectionFailedError without one, UnexpectedAnswerError for one without end.
    """
    began = time.monotonic()
    answer = exchange(http, http.build_request("GET", base_url), limit=_LIMIT)
    seconds = time.monotonic() - began
    date = http_date(answer.date)
    return Probe(answer.status, seconds, None if date is None else date - time.time())


def is_about_tls(error: BaseException | None) -> bool:
    """Whether it was TLS that failed, behind a connection that stood."""
    while error is not None:
        if isinstance(error, ssl.SSLError):
            return True
        error = error.__cause__ or error.__context__
    return False
