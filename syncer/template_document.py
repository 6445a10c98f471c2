"""A template as plain data in the shape of a template file, for changes, digests and pull.

Every field of `FIELDS` is present, None where it is not set, so that all documents have the same
keys.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

from syncer.model import (
    Button,
    ButtonEvent,
    FlowButton,
    Header,
    MediaHeader,
    PhoneNumberButton,
    QuickReplyButton,
    TagEvent,
    Template,
    TextEvent,
    TextHeader,
    UnnamedTags,
    UrlButton,
)

FIELDS = ("category", "header", "body", "footer", "buttons", "tag", "close_unassigned")

_CANONICAL = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":"))

Json = Any  # None, bool, int, float, str, list or dict, as the json module has them
Document = dict[str, Json]


def to_document(template: Template) -> Document:
    """The template's fields, as in a template file; media as `filename (sha256:…)`."""
    return {
        "category": template.category,
        "header": header_document(template.header),
        "body": template.body,
        "footer": template.footer,
        "buttons": [button_document(button, template.language) for button in template.buttons],
        "tag": _tag_document(template.tag),
        "close_unassigned": template.close_unassigned,
    }


def header_document(header: Header | None) -> Document | None:
    """`{text: …}`, `{image: …}`, …; a header that cannot be written is `{unsupported: FORMAT}`."""
    match header:
        case None:
            return None
        case TextHeader(text):
            return {"text": text}
        case MediaHeader():
            return {header.format.lower(): media_label(header)}
    return {"unsupported": header.format}


def media_label(header: MediaHeader) -> str:
    """A media header for people, and the same for the same bytes: `parcel.png (sha256:…)`."""
    digest = f"sha256:{header.digest}" if header.digest else "bytes unknown"
    return f"{header.filename} ({digest})" if header.filename else digest


def button_document(button: Button, language: str) -> Document:
    """A button as in a template file; an event to the template's own `language` leaves it out."""
    match button:
        case QuickReplyButton(text, unsubscribe, events):
            return {
                "type": "QUICK_REPLY",
                "text": text,
                "unsubscribe": unsubscribe,
                "events": [event_document(event, language) for event in events],
            }
        case UrlButton(text, url):
            return {"type": "URL", "text": text, "url": url}
        case PhoneNumberButton(text, number):
            return {"type": "PHONE_NUMBER", "text": text, "phone_number": number}
        case FlowButton(text, flow):
            return {"type": "FLOW", "text": text, "flow": flow}
    return {"type": button.type, "text": button.text}


def event_document(event: ButtonEvent, language: str) -> Document:
    """`{tag: …}`, `{text: …}` or `{template: …}`."""
    match event:
        case TagEvent(tag):
            return {"tag": tag}
        case TextEvent(text):
            return {"text": text}
    if event.language == language:
        return {"template": event.name}
    return {"template": {"name": event.name, "language": event.language}}


def digest_of(value: object) -> str:
    """`sha256:` and the digest of a value's canonical JSON."""
    text = _CANONICAL.encode(value)
    return "sha256:" + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _tag_document(tag: str | UnnamedTags | None) -> str | list[str] | None:
    if isinstance(tag, UnnamedTags):
        return [name or f"id {id_}" for id_, name in zip(tag.ids, tag.names, strict=True)]
    return tag
