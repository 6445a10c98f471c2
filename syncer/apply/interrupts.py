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
    call: Callable[[], object]
    called: bool = False

    def __call__(self, *_: object) -> None:
        # A second one may come while the first is at it, and hold what that needs.
        if not self.called:
            self.called = True
            self.call()


@contextmanager
def interrupts_call(interrupt: Callable[[], object]) -> Iterator[None]:
    """Ctrl-C, or SIGTERM where that is taken for one, calls `interrupt` once and raises nothing.

    Of blocks in each other the inner one's is called, at once if the outer one's has been; what it
    raises is raised where the block is at. Only where the signal would raise KeyboardInterrupt
    otherwise: in the main thread, and not ignored.
    """
    taken = _taken() if threading.current_thread() is threading.main_thread() else {}
    for number in taken:
        signal.signal(number, _Handler(interrupt))
    try:
        if any(isinstance(before, _Handler) and before.called for before in taken.values()):
            interrupt()
        yield
    finally:
        for number, before in taken.items():
            signal.signal(number, before)


def _taken() -> dict[signal.Signals, signal._HANDLER]:
    """The signals that Python handles now, and how."""
    now = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    return {number: before for number, before in now.items() if callable(before)}
