from __future__ import annotations

import gzip
import socket
import ssl
import threading
from typing import TYPE_CHECKING

import httpx
import pytest

from syncer.errors import ConnectionFailedError, UnexpectedAnswerError
from syncer.nxcloud.exchange import Answer, describe, exchange, parse_url
from syncer.nxcloud.transport import http_client

if TYPE_CHECKING:
    from collections.abc import Iterator

URL = "https://user:word@api.test:8443/saas/wa/media/861?tenant_id=1&Signature=abc"


def failing(error: Exception) -> httpx.Client:
    def handle(_: httpx.Request) -> httpx.Response:
        raise error

    return http_client(transport=httpx.MockTransport(handle))


def replying(response: httpx.Response) -> httpx.Client:
    return http_client(transport=httpx.MockTransport(lambda _: response))


def caused_by(cause: Exception) -> httpx.ConnectError:
    error = httpx.ConnectError("nothing to see")
    error.__cause__ = cause
    return error


def send(client: httpx.Client, method: str = "GET", limit: int = 1000) -> Answer:
    with client:
        return exchange(client, client.build_request(method, URL), limit=limit)


def get(url: str) -> Answer:
    with http_client() as client:
        return exchange(client, client.build_request("GET", url), limit=1000)


def test_an_answer_is_its_status_and_its_whole_content() -> None:
    assert send(replying(httpx.Response(418, content=b"tea"))) == Answer(418, b"tea")


def test_an_answer_keeps_where_a_redirect_leads() -> None:
    headers = {"Location": "https://there.test/"}
    redirect = httpx.Response(302, headers=headers)
    assert send(replying(redirect)).location == "https://there.test/"
    assert send(replying(httpx.Response(201, headers=headers))).location == ""


@pytest.mark.parametrize(
    ("error", "what"),
    [
        (caused_by(socket.gaierror("x")), "the name of the host is not known"),
        (caused_by(ssl.SSLCertVerificationError("x")), "TLS certificate is not trusted"),
        (caused_by(ssl.SSLError("x")), "TLS failed"),
        (caused_by(ConnectionRefusedError("x")), "the connection was refused"),
        (caused_by(ConnectionResetError("x")), "the connection was reset"),
        (httpx.ConnectError("x"), "no connection"),
        (httpx.ProxyError("x"), "the proxy did not connect"),
        (httpx.ConnectTimeout("x"), "timed out while connecting"),
        (httpx.PoolTimeout("x"), "timed out while waiting for a free connection"),
        (httpx.WriteTimeout("x"), "timed out while sending"),
        (httpx.ReadTimeout("x"), "timed out while waiting for the answer"),
        (httpx.RemoteProtocolError("x"), "the server ended the connection"),
        (httpx.ReadError("x"), "the connection broke"),
    ],
)
def test_a_failed_connection_says_what_failed_and_what_to_do(error: Exception, what: str) -> None:
    with pytest.raises(ConnectionFailedError, match=what) as caught:
        send(failing(error))
    assert caught.value.message.startswith("GET https://api.test:8443/saas/wa/media/861: ")
    assert caught.value.hint


@pytest.mark.parametrize("error", [httpx.ReadTimeout("x"), httpx.RemoteProtocolError("x")])
def test_a_write_that_broke_off_may_have_been_carried_out(error: Exception) -> None:
    with pytest.raises(ConnectionFailedError, match="carried it out is unknown"):
        send(failing(error), "PUT")


@pytest.mark.parametrize("error", [httpx.ConnectError("x"), httpx.ConnectTimeout("x")])
def test_a_write_without_a_connection_was_not_sent(error: Exception) -> None:
    with pytest.raises(ConnectionFailedError, match="nothing was sent"):
        send(failing(error), "POST")


def test_the_text_of_a_failure_is_not_repeated_because_it_may_show_a_header() -> None:
    with pytest.raises(ConnectionFailedError) as caught:
        send(failing(httpx.LocalProtocolError("Illegal header value b'key-of-ours'")))
    assert "key-of-ours" not in caught.value.message + caught.value.hint


def test_an_answer_over_the_limit_is_not_read_to_its_end() -> None:
    given: list[int] = []

    def chunks() -> Iterator[bytes]:
        for number in range(1000):
            given.append(number)
            yield b"x" * 100

    with pytest.raises(UnexpectedAnswerError, match="longer than 1,000 bytes"):
        send(replying(httpx.Response(200, content=chunks())))
    assert len(given) == 11


def test_an_answer_as_long_as_the_limit_is_read() -> None:
    assert len(send(replying(httpx.Response(200, content=b"x" * 1000))).content) == 1000


def test_the_limit_counts_decompressed_bytes() -> None:
    body = gzip.compress(b"x" * 1001)
    with pytest.raises(UnexpectedAnswerError, match="longer"):
        send(replying(packed(body)))


def test_an_answer_that_cannot_be_decompressed_is_unexpected() -> None:
    with pytest.raises(UnexpectedAnswerError, match="cannot be decompressed"):
        send(replying(packed(b"plain")))


def packed(body: bytes) -> httpx.Response:
    stream = httpx.ByteStream(body)
    return httpx.Response(200, headers={"Content-Encoding": "gzip"}, stream=stream)


def test_a_refused_connection_is_recognised_on_the_real_network() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
        with pytest.raises(ConnectionFailedError, match="the connection was refused"):
            get(f"http://127.0.0.1:{port}/")


def test_a_server_that_does_not_speak_tls_is_recognised_on_the_real_network() -> None:
    def answer() -> None:
        connection, _ = listener.accept()
        with connection:
            connection.sendall(b"HTTP/1.1 400 no TLS here\r\n\r\n")

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=answer)
        thread.start()
        with pytest.raises(ConnectionFailedError, match="TLS failed"):
            get(f"https://127.0.0.1:{listener.getsockname()[1]}/")
        thread.join()


def test_a_request_is_described_without_query_and_user() -> None:
    request = httpx.Request("PUT", URL)
    assert describe(request) == "PUT https://api.test:8443/saas/wa/media/861"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "api.test",
        "/relative",
        "ftp://api.test/",
        "file:///etc/hosts",
        "https://",
        "https://api.test:99999/",
        "https://api.test:0x/",
        "https://[::1/",
        "https://\x00/",
        "https://a..test/",
        f"https://{'a' * 64}.test/",
    ],
)
def test_what_is_no_http_url_is_not_parsed(text: str) -> None:
    assert parse_url(text) is None


@pytest.mark.parametrize(
    "text",
    ["http://a", "http://a.test./", "http://[::1]:80/", "https://a:8443/b?c", "HTTPS://a/{{1}}"],
)
def test_an_http_url_is_parsed(text: str) -> None:
    assert parse_url(text) is not None


def test_a_relative_url_is_parsed_against_its_base() -> None:
    assert str(parse_url("/b", httpx.URL("https://h.test/a"))) == "https://h.test/b"
    assert parse_url("mailto:x", httpx.URL("https://h.test/a")) is None
