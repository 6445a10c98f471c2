"""Ctrl-C as a call instead of an exception, so that no result is lost half way."""

from __future__ import annotations

import signal
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@dataclass(slots=True)
class _Handler:
    """What a signal calls: the block of the main thread first, then those of other threads."""

    calls: list[Callable[[], object]]
    called: bool = False

    def __call__(self, *_: object) -> None:
        # A second one may come while the first is at it, and hold what that needs.
        if not self.called:
            self.called = True
            for call in tuple(self.calls):
                call()


@contextmanager
def interrupts_call(interrupt: Callable[[], object]) -> Iterator[None]:
    """Ctrl-C, or SIGTERM where that is taken for one, calls `interrupt` once and raises nothing.

    Of blocks in each other the inner one's is called, at once if the outer one's has been; what it
    raises is raised where the block is at. Only where the signal would raise KeyboardInterrupt
    otherwise: in the main thread, and not ignored. A block in another thread is called along with
    the one that the main thread is in, if it is in any.
    """
    if threading.current_thread() is threading.main_thread():
        with _handled(interrupt):
            yield
    else:
        with _joined(interrupt):
            yield


@contextmanager
def _handled(interrupt: Callable[[], object]) -> Iterator[None]:
    taken = _taken()
    for number in taken:
        signal.signal(number, _Handler([interrupt]))
    try:
        if any(isinstance(before, _Handler) and before.called for before in taken.values()):
            interrupt()
        yield
    finally:
        for number, before in taken.items():
            signal.signal(number, before)


@contextmanager
def _joined(interrupt: Callable[[], object]) -> Iterator[None]:
    handlers = [one for one in _taken().values() if isinstance(one, _Handler)]
    for handler in handlers:
        handler.calls.append(interrupt)
    try:
        if any(handler.called for handler in handlers):
            interrupt()
        yield
    finally:
        for handler in handlers:
            handler.calls.remove(interrupt)


def _taken() -> dict[signal.Signals, signal._HANDLER]:
    """The signals that Python handles now, and how."""
    now = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    return {number: before for number, before in now.items() if callable(before)}
