"""An end for a whole exchange, however slowly its bytes drip in.

httpx bounds each wait, so a server that sends a byte now and then is never too late. Here each wait
gets at most what is left of the exchange.
"""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import httpcore

if TYPE_CHECKING:
    import ssl
    from collections.abc import Iterator

_this_thread = threading.local()


@contextmanager
def deadline(seconds: float) -> Iterator[None]:
    """What this thread reads and writes meanwhile over a DeadlineBackend has an end in `seconds`.

    Past it, reads and writes raise the time-outs that httpx raises for a single wait.
    """
    _this_thread.ends_at = time.monotonic() + seconds
    try:
        yield
    finally:
        del _this_thread.ends_at


class DeadlineBackend(httpcore.NetworkBackend):
    """Connections on which no wait is longer than the deadline of the waiting thread."""

    def __init__(self, inner: httpcore.NetworkBackend) -> None:
        self._inner = inner

    def connect_tcp(self, *args: Any, **kwargs: Any) -> httpcore.NetworkStream:  # noqa: ANN401 -- passed on
        """A connection of the inner backend."""
        return _DeadlineStream(self._inner.connect_tcp(*args, **kwargs))


class _DeadlineStream(httpcore.NetworkStream):
    def __init__(self, inner: httpcore.NetworkStream) -> None:
        self._inner = inner

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, _left(timeout, httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, _left(timeout, httpcore.WriteTimeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        within = _left(timeout, httpcore.ConnectTimeout)
        return _DeadlineStream(self._inner.start_tls(ssl_context, server_hostname, within))

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401 -- httpcore's own type
        return self._inner.get_extra_info(info)


def _left(timeout: float | None, late: type[httpcore.TimeoutException]) -> float | None:
    """How long a wait may still take, in seconds."""
    ends_at: float | None = getattr(_this_thread, "ends_at", None)
    if ends_at is None:
        return timeout
    left = ends_at - time.monotonic()
    if left <= 0:
        raise late("the exchange took too long")
    return left if timeout is None else min(timeout, left)
