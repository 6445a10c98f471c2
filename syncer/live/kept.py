"""Details as the cache keeps them: compact JSON, without what expires or opens a door.

A header's `h` and the signed address of its bytes are left out.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING, Any
from zlib import crc32

from syncer import __version__
from syncer.live.trust import SETTLED
from syncer.nxcloud.answers import ButtonDetails, EventDetails, HeaderDetails, TemplateDetails

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from syncer.model import LiveRow

_ENCODE = json.JSONEncoder(separators=(",", ":")).encode


@dataclass(frozen=True, slots=True)
class Read:
    """A template's details, and the digest of all that a write could change (`live_digest`)."""

    details: TemplateDetails
    digest: str


@dataclass(frozen=True, slots=True)
class Kept:
    """What the cache has of a template: since when its row was seen, and when it was asked for.

    `row` is the `row_digest`; the times are seconds since 1970. `document` is None while it is not
    certain that the details are those of the row.
    """

    template_id: int
    row: bytes
    seen_at: float
    asked_at: float
    document: str | None


def row_digest(fields: Mapping[str, object]) -> bytes:
    """A digest of a whole row as it came: nobody says what of it `updated_at` covers."""
    return blake2b(repr(fields).encode("utf-8", "surrogatepass"), digest_size=16).digest()


def is_keepable(row: LiveRow, details: TemplateDetails) -> bool:
    """Whether details can be known again by the row: they are settled, and fit it.

    Details that show another state than the row were changed after the row was read; and media
    without an id could only be told by an address, which expires.
    """
    header = details.header
    return (
        details.status in SETTLED
        and (details.name, details.language) == (row.key.name, row.key.language)
        and details.category == row.category
        and details.quality in ("", row.quality)
        and not (header and header.url and not header.media_id)
    )


def to_document(read: Read) -> str:
    """The details as JSON. Syncer's version stands in it: another one may understand them anew."""
    one = read.details
    header = one.header
    return _ENCODE(
        [
            __version__,
            read.digest,
            [
                one.meta_id,
                one.name,
                one.status,
                one.language,
                one.category,
                one.quality,
                one.tag_ids,
                one.close_unassigned,
            ],
            header and [header.format, header.text, header.media_id, "", header.filename],
            one.body,
            one.footer,
            [_button_document(button) for button in one.buttons],
            one.other_components,
        ]
    )


def from_documents(documents: Sequence[str]) -> list[Read | None]:
    """The details of each document; None for one of another version.

    Nothing of any where one is not as `to_document` makes them.
    """
    try:  # one long text takes less time than many short ones
        return [_read(one) for one in json.loads(f"[{','.join(documents)}]")]
    except (ValueError, TypeError, RecursionError):
        return []


def sealed(text: str) -> str:
    """A text with a sum of it: SQLite does not notice what a disk has changed."""
    return f"{crc32(text.encode()):08x}{text}"


def unsealed(text: str) -> str | None:
    """The text; None if it is not what was sealed."""
    inner = text[8:]
    return inner if f"{crc32(inner.encode()):08x}" == text[:8] else None


def _read(document: Any) -> Read | None:  # noqa: ANN401 - JSON
    version, digest, head, header, body, footer, buttons, others = document
    if version != __version__:
        return None
    meta_id, name, status, language, category, quality, tag_ids, close_unassigned = head
    return Read(
        TemplateDetails(
            meta_id,
            name,
            status,
            language,
            category,
            quality,
            tuple(tag_ids),
            close_unassigned,
            HeaderDetails(*header) if header else None,
            body,
            footer,
            tuple([_button(one) for one in buttons]) if buttons else (),
            tuple(others),
        ),
        digest,
    )


def _button_document(one: ButtonDetails) -> list[object]:
    events = [_event_document(event) for event in one.events]
    return [one.type, one.text, one.url, one.phone_number, one.flow_id, one.customize_type, events]


def _event_document(one: EventDetails) -> list[object]:
    return [one.event, one.tag_name, one.tag_id, one.template_id, one.template_name, one.text]


def _button(document: list[Any]) -> ButtonDetails:
    kind, text, url, phone_number, flow_id, customize_type, events = document
    read = tuple([EventDetails(*event) for event in events]) if events else ()
    return ButtonDetails(kind, text, url, phone_number, flow_id, customize_type, read)
