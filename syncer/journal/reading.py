"""The journal while it is read: its two lines for each write become one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, BinaryIO

from syncer.errors import SyncerError
from syncer.journal.journal import JOURNAL_FILE
from syncer.journal.parse import read_write

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from syncer.config import Account
    from syncer.journal.values import Write

_LONGEST_LINE = 16 * 1024 * 1024
"""In bytes; far more than any template needs."""


class Reading:
    """The writes that a journal tells of, in the order in which they began.

    Only the writes under way are held in memory, however long the journal is. `unreadable` counts
    the lines passed over so far: torn ones, and those that are no lines of a journal.
    """

    def __init__(self, path: Path) -> None:
        self.unreadable = 0
        self._path = path

    def __iter__(self) -> Iterator[Write]:
        """Each write, as far as the journal tells now. Raises SyncerError."""
        try:
            with self._path.open("rb") as file:
                yield from self._writes(file)
        except FileNotFoundError:
            return
        except OSError as error:
            raise SyncerError(
                f"the journal {self._path} cannot be read: {error.strerror}",
                hint="check its permissions, and SYNCER_STATE_DIR",
            ) from None

    def _writes(self, file: BinaryIO) -> Iterator[Write]:
        size = self._path.stat().st_size
        stopped = _never_ended(file, size)
        under_way: dict[str, Write] = {}
        for line in _lines(file, size):
            write = read_write(line)
            if write is None:
                self.unreadable += 1
                continue
            under_way[write.id] = _joined(under_way.get(write.id), write)
            yield from _first_settled(under_way, stopped)
        yield from under_way.values()


def read_journal(folder: Path) -> Reading:
    """The journal of a state folder; one that is not there tells of no writes."""
    return Reading(folder / JOURNAL_FILE)


def is_from(write: Write, account: Account) -> bool:
    """Whether the account sent it, whatever it was called then."""
    sender = write.sender
    return (sender.base_url, sender.tenant_id, sender.phone) == (
        account.base_url,
        account.tenant_id,
        account.phone,
    )


def passed_over(unreadable: int) -> str:
    """How many lines were passed over, in words."""
    lines = "1 line" if unreadable == 1 else f"{unreadable} lines"
    return f"{lines} of the journal cannot be read"


def _lines(file: BinaryIO, size: int) -> Iterator[bytes]:
    """The lines that began before `size`, in bytes; empty ones mean nothing."""
    file.seek(0)
    while file.tell() < size:
        if line := file.readline(_LONGEST_LINE).strip():
            yield line


def _never_ended(file: BinaryIO, size: int) -> set[str]:
    """The writes that no other one has to wait for: their runs were stopped."""
    found: set[str] = set()
    for line in _lines(file, size):
        if write := read_write(line):
            (found.discard if write.ended else found.add)(write.id)
    return found


def _first_settled(under_way: dict[str, Write], stopped: set[str]) -> Iterator[Write]:
    """Take out the writes that nothing more will be told of, up to the first other one."""
    while under_way:
        first = next(iter(under_way.values()))
        if not first.ended and first.id not in stopped:
            return
        yield under_way.pop(first.id)


def _joined(begun: Write | None, line: Write) -> Write:
    """What is known of a write after one more line; the first one may be torn."""
    if begun is None:
        return line
    known = begun.template_id if line.template_id is None else line.template_id
    return replace(line, time=begun.time, template_id=known, kept=begun.kept)
