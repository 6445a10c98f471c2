"""The journal while it is read: the lines of each write become one."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
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

_NO_MORE_AFTER = 5000
"""How many other lines may come between two of the same write: far more than ever do."""


class Reading:
    """The writes that a journal tells of, in the order in which they began.

    Only the last few thousand are held in memory, however long the journal is. `unreadable` counts
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
        under_way: dict[str, _UnderWay] = {}
        for number, line in enumerate(_lines(file)):
            write = read_write(line)
            if write is None:
                self.unreadable += 1
                continue
            known = under_way.setdefault(write.id, _UnderWay(write))
            known.add(write, number)
            yield from _settled(under_way, number)
        yield from (one.write for one in under_way.values())


@dataclass(slots=True)
class _UnderWay:
    """A write of which more may be told, and the number of its last line."""

    write: Write
    number: int = 0

    def add(self, line: Write, number: int) -> None:
        """What is known after one more line; the first one may be torn."""
        self.number = number
        if line is not self.write:
            self.write = _joined(self.write, line)


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


def _lines(file: BinaryIO) -> Iterator[bytes]:
    """The lines that are there now; empty ones mean nothing."""
    size = os.fstat(file.fileno()).st_size
    while file.tell() < size:
        if line := file.readline(_LONGEST_LINE).strip():
            yield line


def _settled(under_way: dict[str, _UnderWay], number: int) -> Iterator[Write]:
    """Take out the writes that nothing more will be told of, up to the first other one.

    A doubtful end is followed by another one, and a run that was stopped tells no end at all. The
    write of the line `number` is among them, and stays.
    """
    while number - (first := next(iter(under_way.values()))).number >= _NO_MORE_AFTER:
        del under_way[first.write.id]
        yield first.write


def _joined(known: Write, line: Write) -> Write:
    template_id = known.template_id if line.template_id is None else line.template_id
    return replace(
        line,
        time=known.time,
        template_id=template_id,
        trace_id=line.trace_id or known.trace_id,
        kept=known.kept,
    )
