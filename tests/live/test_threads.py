from __future__ import annotations

import threading
import time
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from support.pace import impatient
from support.templates import desired, template

from syncer.errors import ApiError
from syncer.live.threads import reading_threads
from syncer.nxcloud.pace import Pace, Patience

if TYPE_CHECKING:
    from support.emulated import Emulate


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


def test_an_interrupt_does_not_wait_for_reads_that_are_not_begun(emulate: Emulate) -> None:
    side = replace(emulate(), concurrency=1, pace=impatient).side
    begun, go_on = threading.Event(), threading.Event()

    def read() -> None:
        begun.set()
        go_on.wait(10)

    def interrupted() -> None:
        with reading_threads(side) as pool:
            pool.submit(read)
            later = pool.submit(pytest.fail, "this read was not to begin")
            begun.wait(10)
            go_on.set()
            later.cancel()
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert not side.client.pace.enter()
