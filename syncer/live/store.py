"""An SQLite file that is never needed: lost, damaged, locked or of another version, it is empty.

Only a damaged file is replaced; one that another process holds, or another version wrote, is left
alone, and what is stored stays in memory.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    Work = Callable[[sqlite3.Connection], list[tuple[Any, ...]]]

BUSY_SECONDS = 2.0
_VERSION = 1
_PRIMARY = 0xFF
"""What of a result code is not a detail of it."""
_DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})

Change: TypeAlias = "tuple[str, Iterable[Sequence[object]]]"
"""A statement, and the parameters of each time that it is carried out."""


class Store:
    """The tables of `schema` at `path`, safe to share between threads and processes."""

    def __init__(
        self, path: Path | None, schema: Sequence[str], *, busy_seconds: float = BUSY_SECONDS
    ) -> None:
        """`path` None keeps all in memory; `busy_seconds` is how long to wait for a lock, once.

        `schema` only makes what is not there.
        """
        self._path = path
        self._lock = Lock()
        self._database = _opened(path, schema, busy_seconds)
        self._damaged = False

    def rows(self, statement: str, *parameters: object) -> list[tuple[Any, ...]]:
        """What a statement gives; nothing where it cannot be carried out."""
        return self._done(lambda database: database.execute(statement, parameters).fetchall())

    def change(self, *changes: Change) -> None:
        """Carry out all of these changes, or none of them."""

        def carry_out(database: sqlite3.Connection) -> list[tuple[Any, ...]]:
            for statement, parameters in changes:
                database.executemany(statement, parameters)
            return []

        self._done(carry_out)

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._database.close()

    def discard_if_damaged(self) -> None:
        """Take away a file that proved to be damaged, so that the next run makes a new one."""
        if self._damaged and self._path:
            with contextlib.suppress(OSError):
                _remove(self._path)

    def _done(self, work: Work) -> list[tuple[Any, ...]]:
        # Half of an emoji, or a number of 19 digits, JSON can hold and a database cannot.
        with self._lock, contextlib.suppress(sqlite3.Error, UnicodeError, OverflowError):
            try:
                with self._database:
                    return work(self._database)
            except sqlite3.DatabaseError as error:
                self._heed(getattr(error, "sqlite_errorcode", 0) & _PRIMARY)
                raise
        return []

    def _heed(self, code: int) -> None:
        """Who holds the file for so long is not waited for again: there may be much to store."""
        self._damaged |= code in _DAMAGED
        if code == sqlite3.SQLITE_BUSY:
            self._database.execute("PRAGMA busy_timeout = 0")


def _opened(path: Path | None, schema: Sequence[str], busy_seconds: float) -> sqlite3.Connection:
    if path is not None:
        with contextlib.suppress(OSError, sqlite3.Error):
            return _opened_file(path, schema, busy_seconds)
    return _prepared(":memory:", schema, busy_seconds)


def _opened_file(path: Path, schema: Sequence[str], busy_seconds: float) -> sqlite3.Connection:
    try:
        return _prepared(_private(path), schema, busy_seconds)
    except sqlite3.OperationalError:  # locked, or not for us to write: not damaged
        raise
    except sqlite3.DatabaseError:
        _remove(path)
        return _prepared(_private(path), schema, busy_seconds)


def _remove(path: Path) -> None:
    path.unlink()
    path.with_name(f"{path.name}-journal").unlink(missing_ok=True)


def _private(path: Path) -> str:
    """Make the file, for its owner alone, before SQLite does."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor = os.open(path, os.O_CREAT | os.O_RDWR | os.O_NOFOLLOW, 0o600)
    try:
        os.fchmod(descriptor, 0o600)
    finally:
        os.close(descriptor)
    return str(path)


def _prepared(name: str, schema: Sequence[str], busy_seconds: float) -> sqlite3.Connection:
    database = sqlite3.connect(name, timeout=busy_seconds, check_same_thread=False)
    try:
        version = database.execute("PRAGMA user_version").fetchone()[0]
        if version not in (0, _VERSION):
            raise sqlite3.OperationalError(f"made by another version ({version})")
        with database:
            for statement in schema:
                database.execute(statement)
            if version == 0:
                database.execute(f"PRAGMA user_version = {_VERSION}")
    except sqlite3.Error:
        database.close()
        raise
    return database
