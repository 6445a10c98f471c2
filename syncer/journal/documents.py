"""What a line of the journal says of a write, as data (`syncer schema journal`)."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC
from typing import TYPE_CHECKING

from syncer.template_document import digest_of, to_document

if TYPE_CHECKING:
    from datetime import datetime

    from syncer.journal.values import Intent, KeptHeader, KeptTemplate, NotedError
    from syncer.model import Template, UnnamedTags
    from syncer.plan.build import Sender
    from syncer.template_document import Document, Json

FORMAT_VERSION = "1.0"
"""The version of the lines, which is not the version of syncer."""


def intent_document(sender: Sender, intent: Intent) -> Document:
    """What both lines of a write say."""
    return {
        **asdict(sender),
        "action": intent.action,
        "name": intent.key.name,
        "language": intent.key.language,
        "template_id": intent.template_id,
        "sync_meta": intent.sync_meta,
        "status_before": intent.before.status if intent.before else None,
        "digest_before": _digest(intent.before.template if intent.before else None),
        "digest_after": _digest(intent.after),
    }


def kept_document(kept: KeptTemplate) -> Document:
    """What only the first line of an update or delete says."""
    return {
        "before": kept.text,
        "media": kept.header and _media_document(kept.header),
        "tags": kept.tags and _tags_document(kept.tags),
        "unwritable": list(kept.unwritable),
    }


def error_document(error: NotedError | None) -> Document | None:
    """Why a write failed."""
    return asdict(error) if error else None


def time_text(time: datetime) -> str:
    """A time in UTC, with milliseconds."""
    return time.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _digest(template: Template | None) -> str | None:
    return digest_of(to_document(template)) if template else None


def _media_document(header: KeptHeader) -> Document:
    return {
        "format": header.format,
        "sha256": header.media.digest,
        "filename": header.media.filename,
        "kept": header.media.is_kept,
        "reason": header.media.reason,
    }


def _tags_document(tags: UnnamedTags) -> Json:
    named = zip(tags.ids, tags.names, strict=True)
    return [{"id": id_, "name": name} for id_, name in named]
