"""A small store of facts that outlive a run: never a secret, never needed (see `store`)."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from syncer.live.store import BUSY_SECONDS, Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_SCHEMA = """
    CREATE TABLE IF NOT EXISTS fact (
        scope TEXT, kind TEXT, key TEXT, value TEXT, PRIMARY KEY (scope, kind, key)
    ) WITHOUT ROWID
"""


class Facts:
    """Facts by scope (one sender at one endpoint), kind and key; safe to share between threads."""

    def __init__(self, path: Path | None, *, busy_seconds: float = BUSY_SECONDS) -> None:
        """`path` None keeps the facts in memory; `busy_seconds` is how long to wait for a lock."""
        self._store = Store(path, (_SCHEMA,), busy_seconds=busy_seconds)

    def recall(self, scope: str, kind: str, key: str) -> str | None:
        """The value of one fact."""
        rows = self._store.rows(
            "SELECT value FROM fact WHERE scope = ? AND kind = ? AND key = ?", scope, kind, key
        )
        return next((value for (value,) in rows), None)

    def recall_all(self, scope: str, kind: str) -> dict[str, str]:
        """All facts of a kind, by key."""
        rows = self._store.rows(
            "SELECT key, value FROM fact WHERE scope = ? AND kind = ?", scope, kind
        )
        return dict(rows)

    def remember(self, scope: str, kind: str, key: str, value: str) -> None:
        """Set one fact, at once and for the next run too."""
        self._store.rows("INSERT OR REPLACE INTO fact VALUES (?, ?, ?, ?)", scope, kind, key, value)

    def forget(self, scope: str, kind: str, key: str) -> None:
        """Drop one fact."""
        self._store.rows(
            "DELETE FROM fact WHERE scope = ? AND kind = ? AND key = ?", scope, kind, key
        )

    def close(self) -> None:
        """Close the file."""
        self._store.close()


@contextlib.contextmanager
def opened_facts(path: Path | None) -> Iterator[Facts]:
    """The store at `path`, closed at the end."""
    facts = Facts(path)
    try:
        yield facts
    finally:
        facts.close()
