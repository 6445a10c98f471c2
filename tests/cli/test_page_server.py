from __future__ import annotations

import socket
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

import httpx
import pytest

from syncer.cli.page_server import Board, served
from syncer.errors import SyncerError

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def board() -> Board:
    board = Board()
    board.publish("one", "<p>Grüße</p>")
    return board


@pytest.fixture
def address(board: Board) -> Iterator[str]:
    with served(board, 0, heartbeat=0.05) as address:
        yield address


@contextmanager
def events(address: str) -> Iterator[Iterator[str]]:
    """The lines of the stream that are not empty."""
    with httpx.stream("GET", f"{address}versions", timeout=10) as answer:
        assert answer.headers["content-type"] == "text/event-stream"
        yield (line for line in answer.iter_lines() if line)


def test_a_browser_gets_the_newest_page(board: Board, address: str) -> None:
    assert address.startswith("http://127.0.0.1:")
    answer = httpx.get(address)
    assert (answer.status_code, answer.text) == (200, "<p>Grüße</p>")
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    board.publish("two", "<p>Bye \ud83d</p>")
    assert httpx.get(address).text == "<p>Bye \\ud83d</p>"


def test_no_other_site_can_show_it_and_nothing_keeps_it(address: str) -> None:
    headers = httpx.get(address).headers
    assert headers["content-security-policy"] == "frame-ancestors 'none'"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert headers["cache-control"] == "no-store"
    assert "access-control-allow-origin" not in headers


def test_whoever_listens_is_told_the_version_and_each_newer_one(board: Board, address: str) -> None:
    with events(address) as lines:
        assert next(lines) == "data: one"
        board.publish("two", "")
        assert next(line for line in lines if line != ":") == "data: two"


def test_while_nothing_changes_the_stream_shows_that_it_is_alive(address: str) -> None:
    with events(address) as lines:
        assert [next(lines), next(lines), next(lines)] == ["data: one", ":", ":"]


def test_a_browser_that_leaves_is_forgotten(board: Board, address: str) -> None:
    before = threading.active_count()
    with events(address) as lines:
        next(lines)
        assert threading.active_count() == before + 1
    for number in range(100):
        board.publish(f"{number}", "")
        if threading.active_count() == before:
            break
        threading.Event().wait(0.02)
    assert threading.active_count() == before


def test_it_can_be_asked_for_as_localhost(address: str) -> None:
    port = httpx.URL(address).port
    assert httpx.get(address, headers={"Host": f"localhost:{port}"}).status_code == 200


@pytest.mark.parametrize("path", ["", "versions"])
@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "evil.example:%d", "127.0.0.1.:%d"])
def test_another_name_that_leads_here_is_refused(host: str, path: str, address: str) -> None:
    named = host.replace("%d", str(httpx.URL(address).port))
    answer = httpx.get(address + path, headers={"Host": named})
    assert (answer.status_code, answer.text) == (403, "Forbidden\n")


def test_a_request_without_a_host_is_refused(address: str) -> None:
    with socket.create_connection(("127.0.0.1", httpx.URL(address).port or 0), timeout=10) as raw:
        raw.sendall(b"GET / HTTP/1.0\r\n\r\n")
        assert b" 403 " in raw.recv(100)


@pytest.mark.parametrize("path", ["index.html", "../syncer.yaml", "versions/", "?x=1", "%2e%2e/"])
def test_it_has_no_other_pages(path: str, address: str) -> None:
    assert httpx.get(address + path).status_code == 404


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "HEAD"])
def test_it_only_answers_questions(method: str, address: str) -> None:
    assert httpx.request(method, address).status_code == 501


def test_at_its_end_nobody_waits_any_longer(board: Board) -> None:
    with served(board, 0) as address, events(address) as lines:
        next(lines)
        board.close()
        assert list(lines) in ([], [":"])


def test_a_port_that_is_taken_is_a_clear_error(board: Board) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        message = f"cannot listen on 127.0.0.1:{port}"
        with pytest.raises(SyncerError, match=message) as caught, served(board, port):
            pass
    assert "--port" in caught.value.hint
