from __future__ import annotations

import asyncio
import time
from contextlib import ExitStack
from http.client import HTTPConnection
from typing import TYPE_CHECKING

import pytest

from syncer.emulator import HeldRequest, running
from syncer.emulator.active_faults import ActiveFaults
from syncer.emulator.spoilt_connections import ENDINGS

if TYPE_CHECKING:
    from collections.abc import Callable

    from emulator.conftest import Caller, Emulate, Eventually

ENDLESS = ("timeout", "drip", "drip_headers", "huge")


def first_byte(connection: HTTPConnection) -> bytes:
    assert connection.sock
    return connection.sock.recv(1)


def is_closed(connection: HTTPConnection) -> bool:
    """Whether the connection ends, once what has been sent is read."""
    assert connection.sock
    try:
        while connection.sock.recv(2**20):
            pass
    except ConnectionResetError:
        return True
    return True


@pytest.mark.parametrize("kind", [kind for kind in ENDINGS if kind != "late"])
@pytest.mark.parametrize("side", ["", ".after"])
def test_the_work_is_done_first_or_never(
    emulate: Emulate, eventually: Eventually, kind: str, side: str
) -> None:
    caller = emulate(faults=(f"create={kind}{side}",))
    console = caller.emulator.console
    with caller.sending(caller.creation()):
        eventually(console.requests)
        [entry] = console.requests()
        assert entry.code == (0 if side else None)
        assert len(console.templates()) == (1 if side else 0)


@pytest.mark.parametrize("side", ["", ".after"])
def test_a_reset_gives_no_answer(emulate: Emulate, side: str) -> None:
    caller = emulate(faults=(f"create=reset{side}*1",))
    with caller.sending(caller.creation()) as connection, pytest.raises(ConnectionResetError):
        first_byte(connection)
    assert caller.forms().json()["code"] == 0


def test_a_reset_finds_a_client_that_has_left(emulate: Emulate, eventually: Eventually) -> None:
    caller = emulate(faults=("create=reset*1",), latency_seconds=0.2)
    console = caller.emulator.console
    with caller.sending(caller.creation()):
        eventually(lambda: console.held().arrived)
    eventually(console.requests)
    assert caller.forms().json()["code"] == 0


@pytest.mark.parametrize("side", ["", ".after"])
def test_a_request_that_times_out_is_held(
    emulate: Emulate, eventually: Eventually, side: str
) -> None:
    caller = emulate(faults=(f"create=timeout{side}*1",))
    console = caller.emulator.console
    assert (console.held().arrived, console.held().requests) == (0, ())
    request = caller.creation()
    with caller.sending(request) as connection:
        eventually(lambda: console.held().requests)
        held = HeldRequest("create", "POST", request.url.path, worked=bool(side))
        assert (console.held().arrived, console.held().requests) == (1, (held,))
        assert connection.sock
        connection.sock.settimeout(0.1)
        with pytest.raises(TimeoutError):
            first_byte(connection)
    eventually(lambda: not console.held().requests)
    caller.forms()
    assert console.held().arrived == 2


def test_a_request_is_held_until_the_faults_are_taken_back(
    caller: Caller, eventually: Eventually
) -> None:
    console = caller.emulator.console
    console.add_fault("any=timeout")
    with caller.sending(caller.creation()) as connection:
        eventually(lambda: console.held().requests)
        console.clear_faults()
        assert is_closed(connection)
    eventually(lambda: not console.held().requests)


@pytest.mark.parametrize("kind", ENDLESS)
def test_taking_the_faults_back_ends_every_endless_answer(
    caller: Caller, eventually: Eventually, kind: str
) -> None:
    console = caller.emulator.console
    console.add_fault(f"any={kind}")
    with caller.sending(caller.creation()) as connection:
        eventually(console.requests)
        console.clear_faults()
        assert is_closed(connection)


@pytest.mark.parametrize("kind", [*ENDLESS, "refused", "late"])
def test_no_fault_keeps_an_emulator_from_stopping_at_once(
    caller: Caller, eventually: Eventually, kind: str
) -> None:
    with ExitStack() as connections, running() as emulator:
        caller.emulator = emulator
        emulator.console.add_fault(f"any={kind}")
        connections.enter_context(caller.sending(caller.creation()))
        eventually(lambda: emulator.console.held().arrived)
        started = time.perf_counter()
    assert time.perf_counter() - started < 0.8


@pytest.mark.parametrize("ended", [ActiveFaults.clear, ActiveFaults.stop])
def test_a_fault_met_just_before_it_ends_keeps_nothing_going(
    ended: Callable[[ActiveFaults], None],
) -> None:
    async def meet() -> None:
        faults = ActiveFaults()
        faults.add("any=timeout")
        fault = faults.meet("create")
        ended(faults)
        assert fault
        with faults.ongoing(fault) as over:
            await asyncio.wait_for(over.wait(), 10)

    asyncio.run(meet())


def test_a_body_may_come_a_byte_at_a_time_without_an_end(emulate: Emulate) -> None:
    caller = emulate(faults=("create=drip",))
    with caller.sending(caller.creation()) as connection:
        answer = connection.getresponse()
        assert answer.status == 200
        started = time.perf_counter()
        assert [answer.read1(10) for _ in range(3)] == [b" "] * 3
        assert 0.3 < time.perf_counter() - started < 5


def test_headers_may_come_a_byte_at_a_time_without_an_end(emulate: Emulate) -> None:
    caller = emulate(faults=("create=drip_headers",))
    with caller.sending(caller.creation()) as connection:
        assert connection.sock
        received = [connection.sock.recv(1000) for _ in range(4)]
    assert received[0].startswith(b"HTTP/1.1 200 OK\r\n")
    assert b"\r\n\r\n" not in b"".join(received)
    assert received[2:] == [b"x", b"x"]


def test_a_body_may_be_without_an_end(emulate: Emulate) -> None:
    caller = emulate(faults=("create=huge*1",))
    with caller.sending(caller.creation()) as connection:
        answer = connection.getresponse()
        assert answer.read(2**24) == b" " * 2**24
        assert caller.forms().json()["code"] == 0


def test_connections_are_refused_for_a_second(emulate: Emulate) -> None:
    caller = emulate(faults=("create=refused*1",))
    caller.forms()
    with caller.sending(caller.creation()) as connection, pytest.raises(ConnectionResetError):
        first_byte(connection)
    started = time.perf_counter()
    with pytest.raises(ConnectionRefusedError), caller.sending(caller.creation()):
        pass
    assert caller.forms().json()["code"] == 0  # on the connection that it had before
    while time.perf_counter() - started < 10:
        try:
            with caller.sending(caller.creation()) as connection:
                assert connection.getresponse().status == 200
                break
        except ConnectionRefusedError:
            time.sleep(0.01)
    assert 0.5 < time.perf_counter() - started < 10


def test_connections_are_taken_again_once_the_faults_are_taken_back(
    caller: Caller, eventually: Eventually
) -> None:
    console = caller.emulator.console
    console.add_fault("create=refused*2")
    forms = caller.forms_request()
    with caller.sending(forms) as first, caller.sending(forms) as second:
        for connection in (first, second):
            assert connection.getresponse().read()
        for connection in (first, second):
            caller.send_on(connection, caller.creation())
        for connection in (first, second):
            with pytest.raises(ConnectionResetError):
                first_byte(connection)
    console.clear_faults()

    def is_taken() -> bool:
        try:
            with caller.sending(caller.creation()) as connection:
                return connection.getresponse().status == 200
        except ConnectionRefusedError:
            return False

    eventually(is_taken)


def test_late_work_is_done_after_its_answer(emulate: Emulate, eventually: Eventually) -> None:
    caller = emulate(faults=("create=late*1",))
    console = caller.emulator.console
    assert caller.http.send(caller.creation()).status_code == 504
    assert (console.requests(), console.templates()) == ([], [])
    started = time.perf_counter()
    eventually(console.requests)
    assert time.perf_counter() - started > 0.5
    assert len(console.templates()) == 1
    [entry] = console.requests("create")
    assert (entry.status, entry.code, entry.fault) == (200, 0, "create=late*1")


def test_late_work_is_done_at_the_latest_when_the_emulator_stops(caller: Caller) -> None:
    with running() as emulator:
        caller.emulator = emulator
        emulator.console.add_fault("create=late")
        assert caller.http.send(caller.creation()).status_code == 504
    assert [entry.code for entry in emulator.console.requests()] == [0]


def test_a_client_that_leaves_before_its_request_is_complete_has_asked_nothing(
    caller: Caller,
) -> None:
    request = caller.creation()
    connection = HTTPConnection(request.url.host, request.url.port, timeout=10)
    connection.putrequest("POST", request.url.path)
    connection.putheader("Content-Length", "1000")
    connection.endheaders(b"only the beginning")
    connection.close()
    caller.forms()
    assert caller.emulator.console.request_counts() == {"forms": 1}
    assert caller.emulator.console.held().arrived == 1
