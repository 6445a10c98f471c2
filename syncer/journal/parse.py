"""A line of the journal, read back: tolerant of what others, or a full disk, made of the file."""

from __future__ import annotations

import json
import re
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar, get_args

from syncer.journal.documents import FORMAT_VERSION
from syncer.journal.values import (
    ActionKind,
    KeptHeader,
    KeptMedia,
    KeptTemplate,
    NotedError,
    Outcome,
    Write,
)
from syncer.model import MediaFormat, TemplateKey, UnnamedTags
from syncer.plan.build import Sender

if TYPE_CHECKING:
    from syncer.template_document import Document, Json

_T = TypeVar("_T")
_DIGEST = re.compile("[0-9a-f]{64}")


def read_write(line: bytes) -> Write | None:
    """What one line says of a write, with `ended` False for the first of the two.

    None for a line that is torn, or not one of this format. Fields that are not known are ignored.
    """
    try:
        return _write(json.loads(line))
    except (LookupError, RecursionError, TypeError, ValueError):
        return None


def _write(data: Document) -> Write:
    begun = data["outcome"] == "begun"
    _one_of([FORMAT_VERSION], data["format_version"])
    return Write(
        id=_of(str, data["id"]),
        time=_time(data["time"]),
        sender=_sender(data),
        action=_one_of(get_args(ActionKind), data["action"]),
        key=TemplateKey(_of(str, data["name"]), _of(str, data["language"])),
        template_id=_maybe(int, data["template_id"]),
        sync_meta=_of(bool, data["sync_meta"]),
        status_before=_maybe(str, data.get("status_before")),
        digest_before=_maybe(str, data["digest_before"]),
        digest_after=_maybe(str, data["digest_after"]),
        trace_id=_of(str, data["trace_id"]),
        outcome="unknown" if begun else _one_of(get_args(Outcome), data["outcome"]),
        ended=not begun,
        error=_error(data["error"]),
        kept=_kept(data) if "before" in data else None,
    )


def _time(value: Json) -> datetime:
    time = datetime.fromisoformat(value)
    if time.tzinfo is None:
        raise ValueError(value)
    return time


def _sender(data: Document) -> Sender:
    return Sender(
        account=_of(str, data["account"]),
        phone=_of(str, data["phone"]),
        tenant_id=_of(int, data["tenant_id"]),
        base_url=_of(str, data["base_url"]),
    )


def _error(data: Json) -> NotedError | None:
    if data is None:
        return None
    code = data["code"]
    return NotedError(code if isinstance(code, int) else _of(str, code), _of(str, data["message"]))


def _kept(data: Document) -> KeptTemplate:
    return KeptTemplate(
        text=_of(str, data["before"]),
        header=_header(data["media"]),
        tags=_tags(data["tags"]),
        unwritable=tuple(_of(str, one) for one in data["unwritable"]),
    )


def _header(data: Json) -> KeptHeader | None:
    if data is None:
        return None
    digest, filename = _maybe(str, data["sha256"]), _of(str, data["filename"])
    if digest is not None and not _DIGEST.fullmatch(digest):
        raise ValueError(digest)
    media = KeptMedia(digest, filename, _of(str, data["reason"]))
    return KeptHeader(_one_of(get_args(MediaFormat), data["format"]), media)


def _tags(data: Json) -> UnnamedTags | None:
    if data is None:
        return None
    return UnnamedTags(
        tuple(_of(int, one["id"]) for one in data), tuple(_maybe(str, one["name"]) for one in data)
    )


def _of(kind: type[_T], value: Json) -> _T:
    if not isinstance(value, kind):
        raise TypeError(value)
    return value


def _maybe(kind: type[_T], value: Json) -> _T | None:
    return None if value is None else _of(kind, value)


def _one_of(allowed: tuple[Json, ...] | list[Json], value: Json) -> Json:
    if value not in allowed:
        raise ValueError(value)
    return value
