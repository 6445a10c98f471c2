"""The journal while it is written: one line before each call, and one after it."""

from __future__ import annotations

import time
import uuid
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Self

from syncer.errors import ApiError, NxCloudError, RefusedError, SyncerError
from syncer.journal.documents import (
    FORMAT_VERSION,
    error_document,
    intent_document,
    kept_document,
    time_text,
)
from syncer.journal.keep import kept_template
from syncer.journal.lines import LineFile
from syncer.journal.media import keep_bytes, kept_bytes
from syncer.journal.values import KeptMedia, NotedError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from syncer.journal.values import Intent, Outcome
    from syncer.plan.build import Sender
    from syncer.template_document import Document

JOURNAL_FILE = "journal.jsonl"


@dataclass(frozen=True, slots=True)
class Entry:
    """A write that was begun, and has to be ended. `fields` are what both its lines say."""

    id: str
    fields: Document


class Journal:
    """The journal in a state folder; safe to share between threads, and with other processes.

    What has to be noted before a call raises RefusedError where it cannot be: nothing may be sent
    then. `clock` gives the time in seconds since 1970.
    """

    def __init__(self, folder: Path, clock: Callable[[], float] = time.time) -> None:
        self._folder = folder
        self._path = folder / JOURNAL_FILE
        self._clock = clock
        with _needed(self._path):
            self._lines = LineFile(self._path)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def begin(self, sender: Sender, intent: Intent, media: KeptMedia | None = None) -> Entry:
        """Note a write before it is sent; an update or delete with the old template.

        `media` is what `keep_media` or `kept_media` gave for the old template's header, or why its
        bytes could not be had. Raises RefusedError.
        """
        entry = Entry(uuid.uuid4().hex, intent_document(sender, intent))
        begun: Document = {"trace_id": "", "outcome": "begun", "error": None}
        if intent.before:
            begun |= kept_document(kept_template(intent.before, intent.forms, media))
        with _needed(self._path):
            self._append(entry, begun)
        return entry

    def end(
        self,
        entry: Entry,
        outcome: Outcome,
        *,
        template_id: int | None = None,
        trace_id: str = "",
        error: SyncerError | None = None,
    ) -> str:
        """Note how a call ended. `template_id` is the one that a create learned.

        Never raises: returns "", or what the user should know if it could not be noted.
        """
        ended: Document = {
            "trace_id": trace_id or (error.trace_id if isinstance(error, NxCloudError) else ""),
            "outcome": outcome,
            "error": error_document(_noted(error)),
        }
        if template_id is not None:
            ended["template_id"] = template_id
        try:
            self._append(entry, ended)
        except OSError as problem:
            return f"its outcome is missing in the journal {self._path}: {problem.strerror}"
        return ""

    def keep_media(self, content: bytes, filename: str) -> KeptMedia:
        """Keep the bytes of an old header, once however often they are given.

        Raises RefusedError.
        """
        with _needed(self._path):
            return KeptMedia(keep_bytes(self._folder, content), filename)

    def kept_media(self, digest: str, filename: str) -> KeptMedia | None:
        """The media of this SHA-256 in hex, if its bytes are kept already: saves a download."""
        kept = kept_bytes(self._folder, digest) is not None
        return KeptMedia(digest, filename) if kept else None

    def close(self) -> None:
        """Close the file."""
        self._lines.close()

    def _append(self, entry: Entry, rest: Document) -> None:
        now = time_text(datetime.fromtimestamp(self._clock(), UTC))
        head = {"format_version": FORMAT_VERSION, "id": entry.id, "time": now}
        self._lines.append({**head, **entry.fields, **rest})


def _noted(error: SyncerError | None) -> NotedError | None:
    if error is None:
        return None
    code = error.api_code if isinstance(error, ApiError) else error.code
    return NotedError(code, error.message)


@contextmanager
def _needed(path: Path) -> Iterator[None]:
    """Without the journal nothing is sent: what it cannot note could never be brought back."""
    try:
        yield
    except OSError as error:
        raise RefusedError(
            f"the journal {error.filename or path} cannot be written: {error.strerror}",
            hint="nothing is sent without it; SYNCER_STATE_DIR can name another folder",
        ) from None
