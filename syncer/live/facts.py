"""A small store of facts that outlive a run, in SQLite: never a secret, never needed.

A store that is lost, damaged, locked or from another version is an empty one. Only a damaged file
is replaced; one that another process holds, or another version wrote, is left alone.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from threading import Lock
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_VERSION = 1
_SCHEMA = """
    CREATE TABLE IF NOT EXISTS fact (
        scope TEXT, kind TEXT, key TEXT, value TEXT, PRIMARY KEY (scope, kind, key)
    ) WITHOUT ROWID
"""
_BUSY_SECONDS = 2.0


class Facts:
    """Facts by scope (one sender at one endpoint), kind and key; safe to share between threads."""

    def __init__(self, path: Path | None, *, busy_seconds: float = _BUSY_SECONDS) -> None:
        """`path` None keeps the facts in memory; `busy_seconds` is how long to wait for a lock."""
        self._lock = Lock()
        self._database = _opened(path, busy_seconds)

    def recall(self, scope: str, kind: str, key: str) -> str | None:
        """The value of one fact."""
        rows = self._rows(
            "SELECT value FROM fact WHERE scope = ? AND kind = ? AND key = ?", scope, kind, key
        )
        return next((value for (value,) in rows), None)

    def recall_all(self, scope: str, kind: str) -> dict[str, str]:
        """All facts of a kind, by key."""
        rows = self._rows("SELECT key, value FROM fact WHERE scope = ? AND kind = ?", scope, kind)
        return dict(rows)

    def remember(self, scope: str, kind: str, key: str, value: str) -> None:
        """Set one fact, at once and for the next run too."""
        self._rows("INSERT OR REPLACE INTO fact VALUES (?, ?, ?, ?)", scope, kind, key, value)

    def forget(self, scope: str, kind: str, key: str) -> None:
        """Drop one fact."""
        self._rows("DELETE FROM fact WHERE scope = ? AND kind = ? AND key = ?", scope, kind, key)

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._database.close()

    def _rows(self, statement: str, *parameters: str) -> list[tuple[Any, ...]]:
        # UnicodeError: half of an emoji, which JSON can hold and a database cannot.
        with self._lock, contextlib.suppress(sqlite3.Error, UnicodeError), self._database:
            return self._database.execute(statement, parameters).fetchall()
        return []


@contextlib.contextmanager
def opened_facts(path: Path | None) -> Iterator[Facts]:
    """The store at `path`, closed at the end."""
    facts = Facts(path)
    try:
        yield facts
    finally:
        facts.close()


def _opened(path: Path | None, busy_seconds: float) -> sqlite3.Connection:
    if path is not None:
        with contextlib.suppress(OSError, sqlite3.Error):
            return _opened_file(path, busy_seconds)
    return _prepared(":memory:", busy_seconds)


def _opened_file(path: Path, busy_seconds: float) -> sqlite3.Connection:
    try:
        return _prepared(_private(path), busy_seconds)
    except sqlite3.OperationalError:  # locked, or not for us to write: not damaged
        raise
    except sqlite3.DatabaseError:
        path.unlink()
        path.with_name(f"{path.name}-journal").unlink(missing_ok=True)
        return _prepared(_private(path), busy_seconds)


def _private(path: Path) -> str:
    """Make the file, for its owner alone, before SQLite does."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor = os.open(path, os.O_CREAT | os.O_RDWR | os.O_NOFOLLOW, 0o600)
    try:
        os.fchmod(descriptor, 0o600)
    finally:
        os.close(descriptor)
    return str(path)


def _prepared(name: str, busy_seconds: float) -> sqlite3.Connection:
    database = sqlite3.connect(name, timeout=busy_seconds, check_same_thread=False)
    try:
        version = database.execute("PRAGMA user_version").fetchone()[0]
        if version not in (0, _VERSION):
            raise sqlite3.OperationalError(f"made by another version ({version})")
        if version == 0:
            with database:
                database.execute(_SCHEMA)
                database.execute(f"PRAGMA user_version = {_VERSION}")
    except sqlite3.Error:
        database.close()
        raise
    return database
