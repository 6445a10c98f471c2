"""Templates as a person makes them in the console: the JSON form that the emulator's takes."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

from support.templates import MEDIA

from syncer.model import (
    FlowButton,
    MediaHeader,
    PhoneNumberButton,
    QuickReplyButton,
    TagEvent,
    Template,
    TemplateEvent,
    TemplateKey,
    TextEvent,
    TextHeader,
    UrlButton,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from syncer.emulator import Console
    from syncer.model import Button, ButtonEvent, Header

PNG = b"\x89PNG\r\n\x1a\n"


def image(filename: str, content: bytes = PNG, header_format: str = "IMAGE") -> dict[str, str]:
    """A media header."""
    encoded = base64.b64encode(content).decode()
    return {"format": header_format, "filename": filename, "content_base64": encoded}


def console_fields(
    console: Console, one: Template, ids: Mapping[TemplateKey, int]
) -> dict[str, Any]:
    """All that a template says but its name and language; `ids` are those that events lead to.

    Tags that the console does not know yet are added.
    """
    return {
        "category": one.category,
        "body": one.body,
        "header": _header(one.header),
        "footer": one.footer or "",
        "buttons": [_button(console, button, ids) for button in one.buttons],
        "tag_ids": [console.add_tag(one.tag)] if isinstance(one.tag, str) else [],
        "is_close_auto_flow": int(one.close_unassigned),
    }


def _header(header: Header | None) -> dict[str, str] | None:
    match header:
        case TextHeader(text):
            return {"format": "TEXT", "text": text}
        case MediaHeader():
            (content,) = [one.content for one in MEDIA if one.header == header]
            return image(header.filename, content, header.format)
    return None


def _button(console: Console, button: Button, ids: Mapping[TemplateKey, int]) -> dict[str, Any]:
    match button:
        case QuickReplyButton(text, unsubscribe, events):
            return {
                "type": "QUICK_REPLY",
                "text": text,
                "customize_type": "unsubscribe" if unsubscribe else "conventional",
                "events": [_event(console, event, ids) for event in events],
            }
        case UrlButton(text, url):
            return {"type": "URL", "text": text, "url": url}
        case PhoneNumberButton(text, number):
            return {"type": "PHONE_NUMBER", "text": text, "phone_number": number}
        case FlowButton(text, flow):
            return {"type": "FLOW", "text": text, "flow_id": flow}
    raise AssertionError(button)


def _event(console: Console, event: ButtonEvent, ids: Mapping[TemplateKey, int]) -> dict[str, Any]:
    match event:
        case TagEvent(tag):
            return {"event": "tag", "tag_name": tag, "tag_id": console.add_tag(tag)}
        case TextEvent(text):
            return {"event": "text", "text": text}
        case TemplateEvent(name, language):
            template_id = ids[TemplateKey(name, str(language))]
            return {"event": "template", "template_name": name, "template_id": template_id}
