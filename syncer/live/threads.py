"""Reading side by side, with an end that comes at once when one of the reads has failed."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from syncer.live.snapshot import LiveSide


@contextmanager
def reading_threads(side: LiveSide) -> Iterator[ThreadPoolExecutor]:
    """Threads to read with. After an error, or Ctrl-C, the other reads are not tried again."""
    with ThreadPoolExecutor(side.concurrency) as pool:
        try:
            yield pool
        except BaseException:
            side.client.pace.stop()
            pool.shutdown(wait=False, cancel_futures=True)
            raise
