"""How many templates may still be created within this hour; what goes beyond it is left for later.

Meta lets an account create 100 templates an hour, each language counted, and refuses the rest.
"""

from __future__ import annotations

from contextlib import contextmanager
from threading import Lock
from typing import TYPE_CHECKING

from syncer.errors import LeftForLaterError, NxCloudError
from syncer.plan.history import utc_minute

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from syncer.plan.history import History


class Creations:
    """The creations that this hour has left for one account; safe to share between threads."""

    def __init__(self, history: History) -> None:
        self._most = history.creations_per_hour
        self._left = history.creations_left
        self._free_again = history.creations_free_again
        self._lock = Lock()

    @contextmanager
    def one(self, *, sync_meta: bool) -> Iterator[None]:
        """Use one up, unless Meta hears nothing of it, or the create certainly fails.

        Raises LeftForLaterError where none is left.
        """
        if not sync_meta:
            yield
            return
        self._take()
        try:
            yield
        except NxCloudError as error:
            if error.aftermath.effect == "none":
                self._give_back()
            raise

    def _take(self) -> None:
        with self._lock:
            if self._left == 0:
                raise _left(self._most, self._free_again)
            self._left -= 1

    def _give_back(self) -> None:
        with self._lock:
            self._left += 1


def _left(most: int, free_again: datetime) -> LeftForLaterError:
    return LeftForLaterError(
        f"left for later: Meta takes {most} creations an hour, and they are used up",
        hint=f"apply again after {utc_minute(free_again)}: it goes on from what is there",
    )
