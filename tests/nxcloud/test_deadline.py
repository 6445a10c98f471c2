"""A server that is slow on purpose: every single wait is short, and the whole would never end."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from typing import TYPE_CHECKING

import pytest

from syncer.errors import ConnectionFailedError
from syncer.nxcloud.exchange import exchange
from syncer.nxcloud.transport import http_client

if TYPE_CHECKING:
    from collections.abc import Iterator

HEAD = b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n"


def still_there(client: socket.socket) -> bool:
    """Whether the client keeps the connection open, after a short wait."""
    try:
        return client.recv(1) != b""
    except TimeoutError:
        return True


@contextlib.contextmanager
def dripping(head: bytes, drip: bytes) -> Iterator[str]:
    """A server that sends `head`, and then `drip` again and again, without ever ending."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            with contextlib.suppress(OSError):
                connection, _ = listener.accept()
                with connection:
                    connection.recv(65_536)
                    connection.sendall(head)
                    connection.settimeout(0.02)
                    while still_there(connection):
                        connection.sendall(drip)

        thread = threading.Thread(target=serve)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/"
        listener.shutdown(socket.SHUT_RDWR)
    thread.join()


@pytest.mark.parametrize(
    ("head", "drip"),
    [(HEAD, b" "), (b"HTTP/1.1 200 OK\r\nX-Slow: ", b"a"), (b"", b"")],
    ids=["in the body", "in the headers", "nothing at all"],
)
def test_an_answer_that_drips_in_ends_with_its_deadline(head: bytes, drip: bytes) -> None:
    with dripping(head, drip) as url, http_client(timeout=30) as http:
        started = time.monotonic()
        with pytest.raises(ConnectionFailedError, match="timed out") as caught:
            exchange(http, http.build_request("POST", url), limit=10**9, seconds=0.3)
    assert 0.2 < time.monotonic() - started < 5
    assert caught.value.aftermath.effect == "late"
    assert caught.value.aftermath.transient


def test_a_deadline_that_is_over_sends_nothing_more() -> None:
    with (
        dripping(HEAD, b" ") as url,
        http_client() as http,
        pytest.raises(ConnectionFailedError, match="timed out while sending"),
    ):
        exchange(http, http.build_request("GET", url), limit=10, seconds=0)


def test_without_a_deadline_the_waits_are_the_clients_own() -> None:
    with dripping(HEAD, b"") as url, http_client(timeout=0.1) as http:
        started = time.monotonic()
        with pytest.raises(ConnectionFailedError, match="timed out"):
            exchange(http, http.build_request("GET", url), limit=10)
    assert time.monotonic() - started < 5


def test_a_proxy_is_no_way_around_the_deadline(monkeypatch: pytest.MonkeyPatch) -> None:
    with dripping(HEAD, b" ") as url:
        monkeypatch.setenv("HTTP_PROXY", url)
        monkeypatch.setenv("NO_PROXY", "elsewhere.test")
        with http_client() as http:
            request = http.build_request("GET", "http://api.test/")
            with pytest.raises(ConnectionFailedError, match="timed out"):
                exchange(http, request, limit=10**9, seconds=0.3)
