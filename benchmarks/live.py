"""The workload as it is live: for an emulator's console, and as an API client writes it.

The form of the first is that of `syncer/emulator/records.py`, that of the second is NxCloud's own.
"""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

from benchmarks.files import image_bytes
from benchmarks.workload import FORM_ID, IMAGES, SHOP, TAGS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from benchmarks.workload import Button, Event, Message

Key = tuple[str, str]
_FIRST_ID = 10_000
_MADE_AT = 1_700_000_000
_SECONDS_APART = 60
_CAMEL = {
    "event": "event",
    "text": "text",
    "tag_name": "tagName",
    "template_name": "templateName",
    "template_id": "templateId",
}


def ids_of(messages: Sequence[Message]) -> dict[Key, int]:
    """The platform id of each template."""
    return {(one.name, one.language): _FIRST_ID + at for at, one in enumerate(messages)}


def image_holders() -> list[dict[str, Any]]:
    """Templates whose only use is that the platform gets the images of their headers."""
    return [
        {"name": f"holder_{at}", "language": "en", "body": "An image.", "header": _image(image)}
        for at, image in enumerate(IMAGES)
    ]


def _image(name: str) -> dict[str, str]:
    content = base64.b64encode(image_bytes(name)).decode()
    return {"format": "IMAGE", "filename": name, "content_base64": content}


def records(messages: Sequence[Message], images: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What the console is told. `images` are the headers of the platform's images, by name."""
    ids = ids_of(messages)
    return [_record(message, ids, images) for message in messages]


def _record(message: Message, ids: Mapping[Key, int], images: Mapping[str, Any]) -> dict[str, Any]:
    made_at = _MADE_AT + _SECONDS_APART * ids[message.name, message.language]
    text = {"format": "TEXT", "text": message.header_text} if message.header_text else None
    return {
        "id": ids[message.name, message.language],
        "name": message.name,
        "language": message.language,
        "category": message.category,
        "body": _rendered(message.body),
        "header": images.get(message.image, text),
        "footer": message.footer,
        "buttons": [_button(button, _event_of(message, ids)) for button in message.buttons],
        "tag_ids": [TAGS[message.tag]] if message.tag else [],
        "created_at": made_at,
        "updated_at": made_at,
    }


def _button(button: Button, event: Callable[[Event], dict[str, Any]]) -> dict[str, Any]:
    target = _rendered(button.target)
    return {
        "type": button.kind,
        "text": button.text,
        "url": target if button.kind == "URL" else None,
        "phone_number": target if button.kind == "PHONE_NUMBER" else None,
        "flow_id": FORM_ID if button.kind == "FLOW" else None,
        "customize_type": "unsubscribe" if button.unsubscribe else "conventional",
        "events": [event(one) for one in button.events],
    }


def _event_of(message: Message, ids: Mapping[Key, int]) -> Callable[[Event], dict[str, Any]]:
    def event(one: Event) -> dict[str, Any]:
        match one.kind:
            case "template":
                template_id = ids[one.value, message.language]
                fields = {"template_name": one.value, "template_id": template_id}
            case "tag":
                fields = {"tag_name": one.value}
            case _:
                fields = {"text": one.value}
        return {"event": one.kind, **fields}

    return event


def _rendered(text: str) -> str:
    return text.replace("${shop}", SHOP)


def write_bodies(messages: Sequence[Message]) -> list[dict[str, Any]]:
    """What a rival is given: the body of each template's PUT, but for its id. No media or forms."""
    ids = ids_of(messages)
    return [_body(message, ids) for message in messages if not message.image]


def _body(message: Message, ids: Mapping[Key, int]) -> dict[str, Any]:
    return {
        "name": message.name,
        "language": message.language,
        "category_type": 1 if message.category == "MARKETING" else 2,
        "content": _rendered(message.body),
        "headerText": message.header_text,
        "footerText": message.footer,
        "buttonComponents": [_sent(button, _event_of(message, ids)) for button in message.buttons],
    }


def _sent(button: Button, event: Callable[[Event], dict[str, Any]]) -> dict[str, Any]:
    sent = {"type": button.kind, "text": button.text}
    match button.kind:
        case "QUICK_REPLY":
            events = [{_CAMEL[name]: it for name, it in event(e).items()} for e in button.events]
            kind = "unsubscribe" if button.unsubscribe else "conventional"
            return {**sent, "customizeType": kind, "buttonEvents": events}
        case "URL":
            return {**sent, "url": _rendered(button.target)}
        case _:
            return {**sent, "phoneNumber": button.target}
