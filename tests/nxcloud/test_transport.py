from __future__ import annotations

import socket
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TYPE_CHECKING

import httpx
import pytest

from syncer.errors import ReadOnlyError
from syncer.nxcloud.transport import ReadOnlyTransport, http_client, read_only_client

if TYPE_CHECKING:
    from collections.abc import Iterator


class EchoHandler(BaseHTTPRequestHandler):
    """Answers with the request line, and tries to leave a cookie."""

    def do_GET(self) -> None:
        body = self.requestline.encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Set-Cookie", "seen=yes")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- the base class's
        pass


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with HTTPServer(("127.0.0.1", 0), EchoHandler) as http_server:
        thread = threading.Thread(target=http_server.serve_forever, args=(0.01,))
        thread.start()
        yield f"http://127.0.0.1:{http_server.server_port}"
        http_server.shutdown()
        thread.join()


class ClosableTransport(httpx.MockTransport):
    closed = False

    def close(self) -> None:
        self.closed = True


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "get"])
def test_a_read_only_client_refuses_everything_but_get_before_it_is_sent(method: str) -> None:
    sent: list[httpx.Request] = []

    def handle(request: httpx.Request) -> httpx.Response:
        sent.append(request)
        return httpx.Response(200)

    with read_only_client(transport=httpx.MockTransport(handle)) as client:
        request = client.build_request("GET", "https://api.test/x?sign=1", content=b"body")
        request.method = method
        with pytest.raises(ReadOnlyError, match=f"{method} /x: ") as caught:
            client.send(request)
    assert sent == []
    assert "apply" in caught.value.hint


def test_a_read_only_client_passes_get_on_to_the_network(server: str) -> None:
    with read_only_client() as client:
        assert client.get(f"{server}/here").text == "GET /here HTTP/1.1"


def test_closing_a_read_only_transport_closes_the_one_below() -> None:
    inner = ClosableTransport(lambda _: httpx.Response(200))
    ReadOnlyTransport(inner).close()
    assert inner.closed


def test_the_proxy_of_the_environment_is_used(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", server)
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    with http_client() as client:
        assert client.get("http://nxcloud.invalid/a").text == (
            "GET http://nxcloud.invalid/a HTTP/1.1"
        )


def test_no_cookie_is_kept(server: str) -> None:
    with http_client() as client:
        assert client.get(server).headers["set-cookie"] == "seen=yes"
        assert not client.cookies
        assert "cookie" not in client.build_request("GET", server).headers


def test_no_redirect_is_followed() -> None:
    reply = httpx.Response(302, headers={"Location": "https://elsewhere.test/"})
    with http_client(transport=httpx.MockTransport(lambda _: reply)) as client:
        assert client.get("https://api.test/").status_code == 302


def test_a_connection_must_stand_within_ten_seconds_and_a_shorter_timeout_holds_for_it_too() -> (
    None
):
    nowhere = httpx.MockTransport(lambda _: httpx.Response(200))
    with http_client(transport=nowhere) as client:
        assert client.timeout == httpx.Timeout(30.0, connect=10.0)
    with http_client(transport=nowhere, timeout=2.5) as client:
        assert client.timeout == httpx.Timeout(2.5)


def test_what_goes_to_this_machine_itself_passes_no_proxy(
    monkeypatch: pytest.MonkeyPatch, closed_port: int
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://proxy.invalid:3128")
    monkeypatch.delenv("NO_PROXY", raising=False)
    with http_client() as client:
        with pytest.raises(httpx.ConnectError, match="refused"):
            client.get(f"http://127.0.0.1:{closed_port}/")
        with pytest.raises(httpx.ConnectError):
            client.get("http://api.invalid/")


@pytest.fixture
def closed_port() -> int:
    """A port on which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port
