"""Live templates as if people had made them in the console."""

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
    from collections.abc import Iterable, Mapping

    from syncer.emulator import Running
    from syncer.model import Button, ButtonEvent, Header

PNG = b"\x89PNG\r\n\x1a\n"


def seed(emulator: Running, name: str = "shop_live", language: str = "en", **fields: Any) -> int:
    """One live template; its platform id."""
    plain = {"category": "UTILITY", "body": "A text that a person wrote."}
    added = emulator.console.add_template({"name": name, "language": language, **plain, **fields})
    return int(added["id"])


def change(emulator: Running, template_id: int, **fields: Any) -> None:
    """What a person changes in the console."""
    emulator.console.change_template(template_id, fields)


def image(filename: str, content: bytes = PNG, header_format: str = "IMAGE") -> dict[str, str]:
    """A media header."""
    encoded = base64.b64encode(content).decode()
    return {"format": header_format, "filename": filename, "content_base64": encoded}


def leading_to(template_id: int, name: str) -> list[dict[str, Any]]:
    """A button that leads to this template."""
    event = {"event": "template", "template_id": template_id, "template_name": name}
    return [{"type": "QUICK_REPLY", "text": "Go", "events": [event]}]


def go_live(emulator: Running, templates: Iterable[Template]) -> None:
    """Let the emulator have just these templates, and the tags and forms that they use."""
    for before in emulator.console.templates():
        emulator.console.delete_template(before["id"])
    made: dict[TemplateKey, int] = {}
    for one in templates:
        made[one.key] = seed(emulator, one.name, one.language, **_fields(emulator, one))
    for one in templates:
        buttons = [_button(emulator, button, made) for button in one.buttons]
        change(emulator, made[one.key], buttons=buttons)


def _fields(emulator: Running, one: Template) -> dict[str, Any]:
    return {
        "category": one.category,
        "body": one.body,
        "header": _header(one.header),
        "footer": one.footer or "",
        "tag_ids": [emulator.console.add_tag(one.tag)] if isinstance(one.tag, str) else [],
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


def _button(emulator: Running, button: Button, ids: Mapping[TemplateKey, int]) -> dict[str, Any]:
    match button:
        case QuickReplyButton(text, unsubscribe, events):
            return {
                "type": "QUICK_REPLY",
                "text": text,
                "customize_type": "unsubscribe" if unsubscribe else "conventional",
                "events": [_event(emulator, event, ids) for event in events],
            }
        case UrlButton(text, url):
            return {"type": "URL", "text": text, "url": url}
        case PhoneNumberButton(text, number):
            return {"type": "PHONE_NUMBER", "text": text, "phone_number": number}
        case FlowButton(text, flow):
            return {"type": "FLOW", "text": text, "flow_id": flow}
    raise AssertionError(button)


def _event(emulator: Running, event: ButtonEvent, ids: Mapping[TemplateKey, int]) -> dict[str, Any]:
    match event:
        case TagEvent(tag):
            return {"event": "tag", "tag_name": tag, "tag_id": emulator.console.add_tag(tag)}
        case TextEvent(text):
            return {"event": "text", "text": text}
        case TemplateEvent(name, language):
            template_id = ids[TemplateKey(name, str(language))]
            return {"event": "template", "template_name": name, "template_id": template_id}
