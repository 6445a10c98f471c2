from __future__ import annotations

import subprocess
import sys
import time
from dataclasses import replace
from threading import Event
from typing import TYPE_CHECKING

import pytest
from support.templates import desired, template

from syncer.errors import ApiError, RefusedError
from syncer.live.threads import reading_threads
from syncer.nxcloud.pace import Pace, Patience

if TYPE_CHECKING:
    from support.emulated import Emulate, Emulated

    from syncer.live.snapshot import LiveSide


@pytest.fixture
def side(emulator: Emulated) -> LiveSide:
    """It is read by four threads."""
    return emulator.side


def test_what_is_read_side_by_side_stays_in_order(side: LiveSide) -> None:
    later = Event()

    def read(number: int) -> int:
        if number == 1:
            assert later.wait(10)
        later.set()
        return number * number

    with reading_threads(side) as threads:
        assert threads.map(read, [1, 2, 3]) == [1, 4, 9]
        assert threads.map(read, []) == []
    assert side.client.pace.enter(), "the run goes on"


def test_after_an_error_no_read_is_begun_and_the_run_goes_on(side: LiveSide) -> None:
    begun: list[int] = []

    def read(number: int) -> None:
        if number == 0:
            raise RefusedError("not that one")
        begun.append(number)
        time.sleep(0.02)

    with pytest.raises(RefusedError), reading_threads(side) as threads:
        threads.map(read, range(10_000))
    time.sleep(0.1)
    assert len(begun) < 100
    assert side.client.pace.enter(), "another account of the sender has all its patience"


def test_an_error_does_not_wait_for_the_reads_before_it(side: LiveSide) -> None:
    def read(number: int) -> None:
        if number == 1:
            raise RefusedError("not that one")
        ends_at = time.monotonic() + 10
        while side.client.pace.enter():
            assert time.monotonic() < ends_at
            time.sleep(0.01)

    with pytest.raises(RefusedError), reading_threads(side) as threads:
        threads.map(read, [0, 1])


def test_after_ctrl_c_nobody_waits_for_a_read_that_never_ends(side: LiveSide) -> None:
    begun, answered, ended = Event(), Event(), Event()

    def read(number: int) -> None:
        if number == 0:
            assert begun.wait(10)
            raise KeyboardInterrupt
        begun.set()
        assert answered.wait(10)
        ended.set()

    with pytest.raises(KeyboardInterrupt), reading_threads(side) as threads:
        threads.map(read, [0, 1])
    assert not ended.is_set()
    answered.set()
    assert ended.wait(10)


def test_one_read_that_fails_ends_the_waits_of_the_others(emulate: Emulate) -> None:
    patient = replace(emulate(), pace=lambda: Pace(Patience(total_seconds=600)))
    patient.add("a")
    patient.add("b")
    patient.console.add_fault("details=escapes*1")
    patient.console.add_fault("details=500@2")
    started = time.monotonic()
    with pytest.raises(ApiError):
        patient.plan([desired(template("a")), desired(template("b"))])
    assert time.monotonic() - started < 5


LATE = """
import signal, threading
from syncer.live.threads import ReadingThreads

def read(_):
    signal.pthread_kill(threading.get_ident(), signal.SIGINT)
    threading.Event().wait(30)

try:
    ReadingThreads(1).map(read, [1])
except KeyboardInterrupt:
    print("interrupted")
"""


def test_a_signal_that_does_not_wake_the_waiting_thread_is_seen_all_the_same() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", LATE], capture_output=True, text=True, timeout=20, check=False
    )
    assert (ran.stdout, ran.stderr) == ("interrupted\n", "")
