from __future__ import annotations

import os
import signal
import socket
import threading
import time
from typing import TYPE_CHECKING

import httpx
import pytest
from starlette.middleware import Middleware

from syncer.emulator import Platform, Settings, Store, running, serve

if TYPE_CHECKING:
    from pathlib import Path

    from emulator.conftest import Emulate, Eventually
    from starlette.types import ASGIApp, Receive, Scope, Send

    from syncer.emulator import Running

MINIMUM = {"name": "a", "language": "en"}


def test_it_answers_on_loopback_for_as_long_as_the_block_lasts(http: httpx.Client) -> None:
    with running() as emulator:
        assert emulator.base_url.startswith("http://127.0.0.1:")
        assert http.get(f"{emulator.base_url}/console/templates").json() == []
        assert emulator.settings == Settings()
    with pytest.raises(httpx.ConnectError):
        http.get(f"{emulator.base_url}/console/templates")


def test_it_stops_before_it_has_been_asked_anything() -> None:
    before = threading.active_count()
    with running():
        pass
    assert threading.active_count() == before


def test_it_is_up_and_down_at_once(http: httpx.Client) -> None:
    started = time.perf_counter()
    for _ in range(5):
        with running() as emulator:
            http.get(f"{emulator.base_url}/console/templates")
    assert time.perf_counter() - started < 5


def test_it_finishes_the_answer_under_way_before_it_stops(http: httpx.Client) -> None:
    arrived, answers = threading.Event(), []

    def ask() -> None:
        answers.append(http.get(f"{emulator.base_url}/media/1").status_code)

    notice = Middleware(_Noticed, arrived=arrived)
    with running(Settings(latency_seconds=0.2), middleware=[notice]) as emulator:
        asking = threading.Thread(target=ask)
        asking.start()
        assert arrived.wait(10)
    asking.join()
    assert answers == [404]


def test_two_can_run_side_by_side_and_share_nothing() -> None:
    with running() as first, running() as second:
        first.console.add_template(MINIMUM)
        assert second.console.templates() == []


def test_a_store_in_a_file_outlives_the_emulator(tmp_path: Path) -> None:
    file = tmp_path / "nxcloud.sqlite"
    for expected in (1, 2):
        with Store(file) as store, running(store=store) as emulator:
            emulator.console.add_template(MINIMUM)
            emulator.console.add_form({"id": "803348158336427", "name": "renamed"})
            assert len(emulator.console.templates()) == expected
    with Store(file) as store:
        stored = Platform(Settings(), store)
        assert stored.new_template_id() == 302


def test_a_port_that_is_taken_is_an_error() -> None:
    with running() as emulator:
        port = int(emulator.base_url.rpartition(":")[2])
        with pytest.raises(OSError, match="in use"), running(port=port):
            pass


def test_answers_but_the_consoles_wait_for_the_latency(emulate: Emulate) -> None:
    caller = emulate(latency_seconds=0.3)
    started = time.perf_counter()
    caller.http.get(f"{caller.emulator.base_url}/console/tags")
    console = time.perf_counter() - started
    started = time.perf_counter()
    caller.page()
    assert time.perf_counter() - started >= 0.3 > console


def test_a_request_that_has_arrived_is_done_though_its_client_has_left(
    emulate: Emulate, eventually: Eventually
) -> None:
    caller = emulate(latency_seconds=0.1)
    console = caller.emulator.console
    with caller.sending(caller.creation()):
        eventually(lambda: console.held().arrived)
    eventually(console.requests)
    assert len(console.templates()) == 1
    assert [(entry.endpoint, entry.code) for entry in console.requests()] == [("create", 0)]


class _Noticed:
    """Tells when a request has come in."""

    def __init__(self, app: ASGIApp, arrived: threading.Event) -> None:
        self._app = app
        self._arrived = arrived

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self._arrived.set()
        await self._app(scope, receive, send)


class _Lost:
    """Answers every request with status 500."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def spoil(message: dict[str, object]) -> None:
            await send(message | {"status": 500} if "status" in message else message)

        await self._app(scope, receive, spoil)  # type: ignore[arg-type]


def test_middleware_stands_between_the_callers_and_the_platform(http: httpx.Client) -> None:
    with running(middleware=[Middleware(_Lost)]) as emulator:
        assert http.get(f"{emulator.base_url}/console/tags").status_code == 500


@pytest.mark.parametrize("host", ["127.0.0.1", "::1"])
def test_serve_answers_until_it_is_interrupted(host: str) -> None:
    seen: list[int] = []

    def ask_and_interrupt(emulator: Running) -> None:
        answer = httpx.get(f"{emulator.base_url}/console/tags", trust_env=False)
        seen.append(answer.status_code)
        os.kill(os.getpid(), signal.SIGINT)

    def started(emulator: Running) -> None:
        threading.Thread(target=ask_and_interrupt, args=(emulator,)).start()

    with Store() as store:
        serve(Platform(Settings(), store), host, 0, started=started)
    assert seen == [200]


def test_serve_fails_on_a_port_that_is_taken() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, Store() as store:
        platform = Platform(Settings(), store)
        with pytest.raises(OSError, match="in use"):
            serve(platform, "127.0.0.1", taken.getsockname()[1], started=print)
