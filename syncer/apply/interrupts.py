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
        self.called = True
        self.call()


@contextmanager
def interrupts_call(interrupt: Callable[[], object]) -> Iterator[None]:
    """Ctrl-C calls `interrupt` and raises nothing.

    Of blocks in each other the inner one's is called, at once if the outer one's has been. Only
    where Ctrl-C would raise KeyboardInterrupt otherwise: in the main thread, and not ignored.
    """
    before = signal.getsignal(signal.SIGINT)
    main = threading.current_thread() is threading.main_thread()
    if not main or not (before is signal.default_int_handler or isinstance(before, _Handler)):
        yield
        return
    signal.signal(signal.SIGINT, _Handler(interrupt))
    if isinstance(before, _Handler) and before.called:
        interrupt()
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
