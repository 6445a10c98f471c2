"""Servers on this machine that speak TLS, and who vouches for them."""

from __future__ import annotations

import contextlib
import ssl
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import pytest
    import trustme


@dataclass(frozen=True)
class TlsServer:
    """A server on this machine, who vouches for it, and what it was asked."""

    url: str
    authority: trustme.CA
    asked: list[str] = field(default_factory=list)


@contextlib.contextmanager
def serving(authority: trustme.CA, certificate: trustme.LeafCert | None) -> Iterator[TlsServer]:
    """A server with this certificate; None is a server that knows no TLS."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- the base class's
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        if certificate:
            context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
            certificate.configure_cert(context)
            server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield TlsServer(f"https://127.0.0.1:{server.server_port}", authority, asked)
        server.shutdown()
        thread.join()


def trust(authority: trustme.CA, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let this machine trust whom the authority vouches for."""
    path = folder / "authority.pem"
    authority.cert_pem.write_to_path(path)
    monkeypatch.setenv("SSL_CERT_FILE", str(path))
