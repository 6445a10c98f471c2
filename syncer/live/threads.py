"""Reading side by side, with an end that comes at once when one of the reads has failed."""

from __future__ import annotations

from concurrent.futures import FIRST_EXCEPTION, Future, wait
from contextlib import contextmanager
from queue import Empty, SimpleQueue
from threading import Event, Thread
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from syncer.live.snapshot import LiveSide

A = TypeVar("A")
B = TypeVar("B")


class ReadingThreads:
    """So many threads to read with. Unlike a pool's, none of them keeps the program running."""

    def __init__(self, concurrency: int) -> None:
        self._concurrency = concurrency
        self._over = Event()

    def map(self, read: Callable[[A], B], items: Iterable[A]) -> list[B]:
        """What `read` gives for each item, in their order; or an error, as soon as there is one."""
        waiting: SimpleQueue[Callable[[], None]] = SimpleQueue()
        futures = [_put(waiting, read, item) for item in items]
        for _ in range(min(self._concurrency, len(futures))):
            Thread(target=self._work, args=(waiting,), daemon=True).start()
        ended, _ = wait(futures, return_when=FIRST_EXCEPTION)
        return [future.result() for future in futures if future in ended]

    def stop(self) -> None:
        """Let nobody begin another read."""
        self._over.set()

    def _work(self, waiting: SimpleQueue[Callable[[], None]]) -> None:
        while not self._over.is_set():
            try:
                task = waiting.get_nowait()
            except Empty:
                return
            task()


@contextmanager
def reading_threads(side: LiveSide) -> Iterator[ReadingThreads]:
    """Threads to read with. After an error no read is begun any more, and nobody waits for others.

    After Ctrl-C they are not tried again either. Other accounts of the sender keep their patience.
    """
    threads = ReadingThreads(side.concurrency)
    try:
        yield threads
    except BaseException as error:
        threads.stop()
        if not isinstance(error, Exception):
            side.client.pace.stop()
        raise


def _put(waiting: SimpleQueue[Callable[[], None]], read: Callable[[A], B], item: A) -> Future[B]:
    future: Future[B] = Future()

    def task() -> None:
        try:
            future.set_result(read(item))
        except BaseException as error:  # noqa: BLE001 -- raised where the result is waited for
            future.set_exception(error)

    waiting.put(task)
    return future
