"""Reading side by side, with an end that comes at once when one of the reads has failed."""

from __future__ import annotations

from concurrent.futures import Future
from contextlib import contextmanager
from queue import SimpleQueue
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from syncer.live.snapshot import LiveSide

A = TypeVar("A")
B = TypeVar("B")

GLANCE_SECONDS = 0.5
"""A signal that comes right before a wait, or to another thread, is only seen between two waits."""


class ReadingThreads:
    """So many threads to read with, each begun when there is work for it.

    Unlike a pool's, none of them keeps the program running.
    """

    def __init__(self, concurrency: int) -> None:
        self._concurrency = concurrency
        self._over = Event()
        self._waiting: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._lock = Lock()
        self._threads = 0
        self._undone = 0

    def map(self, read: Callable[[A], B], items: Iterable[A]) -> list[B]:
        """What `read` gives for each item, in their order; or an error, as soon as there is one."""
        futures = [self.begin(read, item) for item in items]
        over, left = Event(), len(futures)

        def count(future: Future[B]) -> None:
            nonlocal left
            with self._lock:
                left -= 1
            if left == 0 or future.exception():
                over.set()

        for future in futures:
            future.add_done_callback(count)
        while futures and not over.wait(GLANCE_SECONDS):
            pass
        return [future.result() for future in futures if future.done()]

    def begin(self, read: Callable[[A], B], item: A) -> Future[B]:
        """Read one item beside whatever else is read; the future has what comes of it."""
        future: Future[B] = Future()

        def task() -> None:
            try:
                future.set_result(read(item))
            except BaseException as error:  # noqa: BLE001 -- raised where the result is waited for
                future.set_exception(error)

        with self._lock:
            self._undone += 1
            if self._threads < min(self._undone, self._concurrency):
                self._threads += 1
                Thread(target=self._work, daemon=True).start()
        self._waiting.put(task)
        return future

    def stop(self) -> None:
        """Let nobody begin another read."""
        self._over.set()
        for _ in range(self._concurrency):
            self._waiting.put(None)

    def _work(self) -> None:
        while (task := self._waiting.get()) and not self._over.is_set():
            task()
            with self._lock:
                self._undone -= 1


@contextmanager
def reading_threads(side: LiveSide) -> Iterator[ReadingThreads]:
    """Threads to read with. After an error no read is begun any more, and nobody waits for others.

    After Ctrl-C they are not tried again either. Other accounts of the sender keep their patience.
    """
    threads = ReadingThreads(side.concurrency)
    try:
        yield threads
    except BaseException as error:
        if not isinstance(error, Exception):
            side.client.pace.stop()
        raise
    finally:
        threads.stop()
