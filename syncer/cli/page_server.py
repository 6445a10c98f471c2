"""A page on loopback that tells a browser when there is a newer one of it.

It answers nobody but a browser on this machine that asks for it by a loopback address: a page of
another site that has its own name lead here (DNS rebinding) is refused.
"""

from __future__ import annotations

import contextlib
import threading
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

from syncer.errors import SyncerError

if TYPE_CHECKING:
    from collections.abc import Iterator

HOST = "127.0.0.1"
_HEARTBEAT_SECONDS = 10.0
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


@dataclass(slots=True)
class Board:
    """Where the newest page hangs, for whoever asks and whoever waits for the next one."""

    page: str = ""
    version: str = ""
    closed: bool = False
    _changed: threading.Condition = field(default_factory=threading.Condition)

    def publish(self, version: str, page: str) -> None:
        """Put a page in place of the one before."""
        with self._changed:
            self.version, self.page = version, page
            self._changed.notify_all()

    def close(self) -> None:
        """Let nobody wait any longer."""
        with self._changed:
            self.closed = True
            self._changed.notify_all()

    def newer(self, version: str, seconds: float) -> str:
        """The version that there is once it is another one, or when so many seconds are over."""
        with self._changed:
            self._changed.wait_for(lambda: self.closed or self.version != version, seconds)
            return self.version


class _Server(ThreadingHTTPServer):
    """A thread for each connection; those of waiting browsers end with the board's."""

    daemon_threads = True

    def __init__(self, board: Board, port: int, heartbeat: float) -> None:
        self.board, self.heartbeat = board, heartbeat
        super().__init__((HOST, port), _Handler)
        self.hosts = {f"{name}:{self.server_port}" for name in (HOST, "localhost")}


class _Handler(BaseHTTPRequestHandler):
    """GET of the page, and of the stream of its versions."""

    server: _Server
    server_version, sys_version = "syncer", ""
    timeout = 30.0

    def do_GET(self) -> None:
        """Answer a browser; it may leave at any time."""
        with contextlib.suppress(ConnectionError):
            if self.headers.get("Host") not in self.server.hosts:
                self._refuse(HTTPStatus.FORBIDDEN)
            elif self.path == "/":
                self._begin(HTTPStatus.OK, "text/html; charset=utf-8")
                self.wfile.write(self.server.board.page.encode(errors="backslashreplace"))
            elif self.path == "/versions":
                self._begin(HTTPStatus.OK, "text/event-stream")
                self._stream()
            else:
                self._refuse(HTTPStatus.NOT_FOUND)

    def _stream(self) -> None:
        """Server-sent events: each version, and comments to learn whether anybody listens."""
        board, version = self.server.board, ""
        while not board.closed:
            newest = board.newer(version, self.server.heartbeat)
            event = f"data: {newest}\n\n" if newest != version else ":\n\n"
            self.wfile.write(event.encode())
            version = newest

    def _refuse(self, status: HTTPStatus) -> None:
        self._begin(status, "text/plain; charset=utf-8")
        self.wfile.write(f"{status.phrase}\n".encode())

    def _begin(self, status: HTTPStatus, content_type: str) -> None:
        self.send_response(status)
        for name, value in {**_HEADERS, "Content-Type": content_type}.items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- the name it has
        """Requests are nobody's business."""


@contextlib.contextmanager
def served(board: Board, port: int, heartbeat: float = _HEARTBEAT_SECONDS) -> Iterator[str]:
    """Serve what hangs on the board, at the address that this gives, until the block ends.

    Port 0 takes a free one. Raises SyncerError for a port that cannot be had.
    """
    try:
        server = _Server(board, port, heartbeat)
    except OSError as error:
        raise SyncerError(
            f"cannot listen on {HOST}:{port}: {error.strerror}", hint="choose another --port"
        ) from None
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield f"http://{HOST}:{server.server_port}/"
    finally:
        board.close()
        server.shutdown()
        server.server_close()
        thread.join()
