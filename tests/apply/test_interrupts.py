from __future__ import annotations

import os
import signal
import threading
from typing import TYPE_CHECKING

import pytest

from syncer.apply.interrupts import interrupts_call

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@pytest.fixture(params=[signal.SIGINT, signal.SIGTERM])
def number(request: pytest.FixtureRequest) -> Iterator[signal.Signals]:
    """A signal that raises outside of any block, as both do in the command."""
    before = signal.signal(request.param, _raise)
    yield request.param
    signal.signal(request.param, before)


def _raise(*_: object) -> None:
    raise KeyboardInterrupt


def test_a_signal_calls_once_and_raises_nothing(number: signal.Signals) -> None:
    calls: list[str] = []
    with interrupts_call(lambda: calls.append("stop")):
        os.kill(os.getpid(), number)
        os.kill(os.getpid(), number)
    assert calls == ["stop"]
    with pytest.raises(KeyboardInterrupt):
        os.kill(os.getpid(), number)


def test_a_second_signal_within_the_first_one_cannot_block_it(number: signal.Signals) -> None:
    lock = threading.Lock()

    def stop() -> None:
        with lock:
            os.kill(os.getpid(), number)

    with interrupts_call(stop):
        os.kill(os.getpid(), number)
    assert not lock.locked()


def test_sigterm_is_taken_although_ctrl_c_is_ignored(number: signal.Signals) -> None:
    calls: list[str] = []
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    terminate = signal.signal(signal.SIGTERM, _raise)
    try:
        with interrupts_call(lambda: calls.append(number.name)):
            assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
            os.kill(os.getpid(), signal.SIGTERM)
    finally:
        signal.signal(signal.SIGINT, before)
        signal.signal(signal.SIGTERM, terminate)
    assert calls == [number.name]


def test_an_inner_block_learns_at_once_of_what_came_before_it(number: signal.Signals) -> None:
    calls: list[str] = []
    with interrupts_call(lambda: calls.append("outer")):
        os.kill(os.getpid(), number)
        with interrupts_call(lambda: calls.append("inner")):
            pass
    assert calls == ["outer", "inner"]


def test_what_a_call_raises_ends_the_block(number: signal.Signals) -> None:
    with pytest.raises(KeyboardInterrupt), interrupts_call(_raise):
        os.kill(os.getpid(), number)
    assert signal.getsignal(number) is _raise


def test_a_block_that_is_ended_before_it_begins_leaves_the_signals_as_they_were(
    number: signal.Signals,
) -> None:
    calls: list[str] = []
    with interrupts_call(lambda: calls.append("outer")):
        outer = signal.getsignal(number)
        os.kill(os.getpid(), number)
        with pytest.raises(KeyboardInterrupt), interrupts_call(_raise):
            calls.append("never")
        assert signal.getsignal(number) is outer
    assert calls == ["outer"]


def in_thread(do: Callable[[], object]) -> None:
    thread = threading.Thread(target=do)
    thread.start()
    thread.join(10)
    assert not thread.is_alive()


def test_a_block_in_another_thread_is_called_along_with_that_of_the_main_one(
    number: signal.Signals,
) -> None:
    calls: list[str] = []
    heard = threading.Event()

    def stop() -> None:
        calls.append("thread")
        heard.set()

    def work() -> None:
        with interrupts_call(stop):
            begun.set()
            heard.wait(10)

    begun = threading.Event()
    thread = threading.Thread(target=work)
    with interrupts_call(lambda: calls.append("main")):
        thread.start()
        begun.wait(10)
        os.kill(os.getpid(), number)
        thread.join(10)
    assert calls == ["main", "thread"]


def test_a_block_that_begins_in_a_thread_after_that_learns_of_it_at_once(
    number: signal.Signals,
) -> None:
    calls: list[str] = []

    def work() -> None:
        with interrupts_call(lambda: calls.append("thread")):
            assert calls == ["main", "thread"]

    with interrupts_call(lambda: calls.append("main")):
        os.kill(os.getpid(), number)
        in_thread(work)
    assert calls == ["main", "thread"]


def test_a_block_in_a_thread_that_has_ended_is_not_called(number: signal.Signals) -> None:
    calls: list[str] = []

    def work() -> None:
        with interrupts_call(lambda: calls.append("thread")):
            pass

    with interrupts_call(lambda: calls.append("main")):
        in_thread(work)
        os.kill(os.getpid(), number)
    assert calls == ["main"]


def test_without_a_block_of_the_main_thread_one_of_another_changes_nothing(
    number: signal.Signals,
) -> None:
    def work() -> None:
        with interrupts_call(_raise):
            assert signal.getsignal(number) is _raise

    in_thread(work)
    assert signal.getsignal(number) is _raise
