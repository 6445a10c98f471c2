"""What saves reading from NxCloud again: details of templates, and which media have which bytes.

Everything in it can be lost, and is then read again. It holds neither a credential nor a signed
address, and is bounded: what is not listed any more, or was read long ago, goes; of what is too
much, the senders that were not looked at for longest go.
"""

from __future__ import annotations

import contextlib
import time
from dataclasses import astuple, replace
from typing import TYPE_CHECKING

from syncer.live.kept import Kept, sealed, unsealed
from syncer.live.store import BUSY_SECONDS, Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

_DAY = 24 * 60 * 60.0
LONGEST_SECONDS = 30 * _DAY
LARGEST_BYTES = 256 * 1024 * 1024

_SCHEMA = (
    """CREATE TABLE IF NOT EXISTS details (
        scope TEXT, template_id INTEGER, row BLOB, seen_at REAL, asked_at REAL, document TEXT,
        PRIMARY KEY (scope, template_id)
    ) WITHOUT ROWID""",
    """CREATE TABLE IF NOT EXISTS media (
        scope TEXT, media_id TEXT, digest TEXT, asked_at REAL, PRIMARY KEY (scope, media_id)
    ) WITHOUT ROWID""",
    "CREATE TABLE IF NOT EXISTS used (scope TEXT PRIMARY KEY, at REAL) WITHOUT ROWID",
)
_MEDIA = (
    "SELECT media_id, digest FROM media WHERE scope = ? AND asked_at BETWEEN ? AND ?"
    " AND typeof(digest) = 'text'"
)


class Cache:
    """The cache of all senders, by scope (one sender at one endpoint); safe to share.

    `clock` is what its times are of, in seconds since 1970: within a run it only goes forward.
    """

    def __init__(
        self,
        path: Path | None,
        *,
        refresh: bool = False,
        clock: Callable[[], float] | None = None,
        busy_seconds: float = BUSY_SECONDS,
        largest_bytes: int = LARGEST_BYTES,
    ) -> None:
        """`path` None keeps it in memory. With `refresh` it only gives what it got since now."""
        self.clock = clock or steady_clock()
        self._since = self.clock() - (0.0 if refresh else LONGEST_SECONDS)
        self._largest_bytes = largest_bytes
        self._store = Store(path, _SCHEMA, busy_seconds=busy_seconds)

    def details(self, scope: str) -> dict[int, Kept]:
        """What is kept of a sender's templates, by the platform's id."""
        rows = self._store.rows(
            "SELECT template_id, row, seen_at, asked_at, document FROM details"
            " WHERE scope = ? AND asked_at BETWEEN ? AND ? AND typeof(seen_at) = 'real'"
            " AND typeof(document) IN ('text', 'null')",
            scope,
            self._since,
            self.clock(),
        )
        return {
            id_: Kept(id_, row, seen_at, asked_at, document and unsealed(document))
            for id_, row, seen_at, asked_at, document in rows
        }

    def keep_details(self, scope: str, kept: Sequence[Kept], gone: Iterable[int]) -> None:
        """Keep details as they were just read, and drop those of templates that are not there."""
        self._store.change(
            (
                "INSERT OR REPLACE INTO details VALUES (?, ?, ?, ?, ?, ?)",
                [(scope, *astuple(_sealed(one))) for one in kept],
            ),
            (
                "DELETE FROM details WHERE scope = ? AND template_id = ?",
                [(scope, template_id) for template_id in gone],
            ),
        )

    def forget_details(self, scope: str, template_id: int) -> None:
        """Drop what is kept of a template."""
        self.keep_details(scope, (), (template_id,))

    def media(self, scope: str) -> dict[str, str]:
        """The SHA-256 of the bytes of each media in hex, by its id."""
        return self._media(_MEDIA, scope)

    def media_digest(self, scope: str, media_id: str) -> str | None:
        """The same of one media, without reading all."""
        return self._media(f"{_MEDIA} AND media_id = ?", scope, media_id).get(media_id)

    def keep_media(self, scope: str, media_id: str, digest: str) -> None:
        """Keep the SHA-256 of the bytes of a media."""
        values = (scope, media_id, sealed(digest), self.clock())
        self._store.change(("INSERT OR REPLACE INTO media VALUES (?, ?, ?, ?)", [values]))

    def note_use(self, scope: str) -> None:
        """Note that a sender was looked at, once a day; then drop what is old or too much."""
        now = self.clock()
        used = self._store.rows("SELECT at FROM used WHERE scope = ?", scope)
        if any(0 <= now - at < _DAY for (at,) in used):
            return
        self._store.change(("INSERT OR REPLACE INTO used VALUES (?, ?)", [(scope, now)]))
        self._drop_old(now - LONGEST_SECONDS)
        self._drop_least_used(scope)

    def close(self) -> None:
        """Close the file."""
        self._store.close()
        self._store.discard_if_damaged()

    def _media(self, statement: str, scope: str, *more: str) -> dict[str, str]:
        rows = self._store.rows(statement, scope, self._since, self.clock(), *more)
        known = {media_id: unsealed(digest) for media_id, digest in rows}
        return {media_id: digest for media_id, digest in known.items() if digest}

    def _drop_old(self, before: float) -> None:
        old = [(before,)]
        self._store.change(
            ("DELETE FROM details WHERE asked_at < ?", old),
            ("DELETE FROM media WHERE asked_at < ?", old),
            ("DELETE FROM used WHERE at < ?", old),
        )

    def _drop_least_used(self, but: str) -> None:
        """Drop all of one sender after the other, until the rest is not too much."""
        others = self._store.rows("SELECT scope FROM used WHERE scope <> ? ORDER BY at", but)
        for scope in others:
            if self._bytes() <= self._largest_bytes:
                return
            self._store.change(
                ("DELETE FROM details WHERE scope = ?", [scope]),
                ("DELETE FROM media WHERE scope = ?", [scope]),
                ("DELETE FROM used WHERE scope = ?", [scope]),
            )

    def _bytes(self) -> int:
        rows = self._store.rows(
            "SELECT (page_count - freelist_count) * page_size FROM"
            " pragma_page_count, pragma_freelist_count, pragma_page_size"
        )
        return sum(size for (size,) in rows)


def _sealed(kept: Kept) -> Kept:
    return replace(kept, document=kept.document and sealed(kept.document))


def steady_clock() -> Callable[[], float]:
    """The time in seconds since 1970, as a clock that is not set while it runs."""
    offset = time.time() - time.monotonic()
    return lambda: time.monotonic() + offset


@contextlib.contextmanager
def opened_cache(path: Path | None, *, refresh: bool = False) -> Iterator[Cache]:
    """The cache at `path`, closed at the end."""
    cache = Cache(path, refresh=refresh)
    try:
        yield cache
    finally:
        cache.close()
