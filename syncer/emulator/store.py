"""The store: one SQLite database, in memory or in a file, safe to use from several threads."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_TABLES = """
CREATE TABLE IF NOT EXISTS counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS templates (
    id INTEGER PRIMARY KEY, phone TEXT NOT NULL, name TEXT NOT NULL, language TEXT NOT NULL,
    channel INTEGER NOT NULL, gone_at REAL, document TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS templates_by_key ON templates (phone, name, language);
CREATE INDEX IF NOT EXISTS templates_listed ON templates (phone, id, name);
CREATE INDEX IF NOT EXISTS templates_gone ON templates (gone_at) WHERE gone_at IS NOT NULL;
CREATE TABLE IF NOT EXISTS name_locks (
    phone TEXT, name TEXT, language TEXT, until REAL NOT NULL, PRIMARY KEY (phone, name, language));
CREATE TABLE IF NOT EXISTS creations (phone TEXT NOT NULL, at REAL NOT NULL);
CREATE TABLE IF NOT EXISTS tags (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE IF NOT EXISTS forms (id TEXT PRIMARY KEY, document TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS media (
    media_id TEXT PRIMARY KEY, phone TEXT NOT NULL, filename TEXT NOT NULL,
    mime_type TEXT NOT NULL, content BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS handles (handle TEXT PRIMARY KEY, media_id TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS short_links (
    token TEXT PRIMARY KEY, template_id INTEGER NOT NULL, url TEXT NOT NULL,
    hits INTEGER NOT NULL DEFAULT 0, UNIQUE (template_id, url));
"""


class Store:
    """A SQLite database behind one lock. `path` is a file, or ":memory:"."""

    def __init__(self, path: str | Path = ":memory:") -> None:
        self._lock = threading.RLock()
        self._connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        # A test tool may lose its last writes in a power cut, and should not wait for the disk.
        self._connection.execute("PRAGMA synchronous = OFF")
        self._connection.executescript(_TABLES)

    def execute(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """Runs one statement and gives its rows."""
        with self._lock:
            return self._connection.execute(sql, values).fetchall()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing, and alone; one inside another is part of the outer one."""
        with self._lock:
            if self._connection.in_transaction:
                yield
                return
            self._connection.execute("BEGIN IMMEDIATE")
            # The connection itself ends what was begun: COMMIT, or ROLLBACK after an exception.
            with self._connection:
                yield

    def next_number(self, counter: str, first: int) -> int:
        """The counter's next number, starting with `first`; never the same one twice."""
        rows = self.execute(
            "INSERT INTO counters VALUES (?, ?)"
            " ON CONFLICT (name) DO UPDATE SET value = value + 1 RETURNING value",
            counter,
            first,
        )
        number: int = rows[0][0]
        return number

    def close(self) -> None:
        """Ends the connection; what was in memory is gone."""
        with self._lock:
            self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
