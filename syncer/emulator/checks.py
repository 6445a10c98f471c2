"""The shape of what is sent: which fields there are, of which type, and which are required.

API document, "Create Template Message" and "Update Template", body parameters.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from syncer.emulator.languages import LANGUAGES
from syncer.emulator.refusals import (
    EMPTY_BUTTON_TEXT,
    TOO_MANY_BUTTONS,
    UNKNOWN_LANGUAGE,
    Refusal,
    parameter,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from syncer.emulator.records import JsonObject

_CREATE = {
    "tenant_id": int,
    "name": str,
    "language": str,
    "category_type": int,
    "content": str,
    "headerText": str,
    "mediaName": str,
    "mediaId": str,
    "mediaType": str,
    "templateMediaId": str,
    "footerText": str,
    "tag_name": str,
    "syn_meta": bool,
    "is_close_auto_flow": int,
    "buttonComponents": list,
}
_UPDATE = {"id": int, **_CREATE}
_REQUIRED = ("tenant_id", "name", "language", "category_type", "content")
_CHOICES: dict[str, tuple[object, ...]] = {
    "category_type": (1, 2),
    "is_close_auto_flow": (0, 1),
    "mediaType": ("IMAGE", "DOCUMENT", "VIDEO", ""),
}
_MEDIA = ("mediaType", "mediaId", "templateMediaId")

_BUTTON = {
    "type": str,
    "text": str,
    "customizeType": str,
    "phoneNumber": str,
    "url": str,
    "flow_id": str,
    "buttonEvents": list,
}
_BUTTON_NEEDS = {
    "QUICK_REPLY": ("customizeType",),
    "URL": ("url",),
    "PHONE_NUMBER": ("phoneNumber",),
    "FLOW": ("flow_id",),
    "flow": ("flow_id",),
}
_MOST_BUTTONS = 3

_EVENT = {"event": str, "tagName": str, "text": str, "templateId": int, "templateName": str}
_EVENT_NEEDS = {
    "tag": ("tagName",),
    "text": ("text",),
    "template": ("templateId", "templateName"),
}

_JSON_TYPES = {int: "an integer", str: "a string", bool: "a boolean", list: "an array"}
_INTEGER = re.compile(r"[0-9]{1,19}")


def json_object(body: bytes) -> JsonObject:
    """The JSON object that a body holds; Refusal 1002 for anything else."""
    try:
        value = json.loads(body.decode())
        # A lone surrogate can be escaped in JSON, but is no text that could be given back.
        json.dumps(value, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        raise parameter("the body is not JSON in UTF-8") from None
    if not isinstance(value, dict):
        raise parameter("the body is no JSON object")
    return value


def integer(text: str, where: str) -> int:
    """The number that a query or form parameter holds; Refusal 1002 for anything else."""
    if not _INTEGER.fullmatch(text):
        raise parameter(f"{where} is an integer")
    return int(text)


def created(body: JsonObject) -> JsonObject:
    """A create body of the documented shape. Refusals 1002, 22070, 22092, 22216."""
    return _template(_object(body, _CREATE, _REQUIRED, ""))


def updated(body: JsonObject) -> JsonObject:
    """An update body of the documented shape. Refusals 1002, 22070, 22092, 22216."""
    return _template(_object(body, _UPDATE, ("id", *_REQUIRED), ""))


def _template(body: JsonObject) -> JsonObject:
    _check_choices(body)
    _check_media(body)
    if not body["content"]:
        raise parameter("content is empty")
    if body["language"] not in LANGUAGES:
        raise Refusal(UNKNOWN_LANGUAGE, f"Language pack not found: {body['language']}")
    if "buttonComponents" in body:
        body["buttonComponents"] = _buttons(body["buttonComponents"])
    return body


def _check_choices(body: JsonObject) -> None:
    for name, choices in _CHOICES.items():
        if name in body and body[name] not in choices:
            raise parameter(f"{name} is one of {choices}")


def _check_media(body: JsonObject) -> None:
    """Type, id and handles of media belong together, and beside a header text there are none."""
    given = [name for name in _MEDIA if body.get(name)]
    if given and len(given) < len(_MEDIA):
        raise parameter(f"{', '.join(_MEDIA)} are given together, here is {', '.join(given)} only")
    if given and body.get("headerText"):
        raise parameter("a header is headerText or media, not both")


def _buttons(buttons: list[Any]) -> list[JsonObject]:
    if len(buttons) > _MOST_BUTTONS:
        raise Refusal(TOO_MANY_BUTTONS, f"Maximum of {_MOST_BUTTONS} buttons can be created")
    return [_button(button, f"buttonComponents[{at}]") for at, button in enumerate(buttons)]


def _button(value: object, where: str) -> JsonObject:
    button = _object(value, _BUTTON, ("type",), where)
    if not button.get("text"):
        raise Refusal(EMPTY_BUTTON_TEXT, "Button name cannot be empty")
    _check_kind(button, "type", _BUTTON_NEEDS, where)
    if button.get("customizeType", "conventional") not in ("conventional", "unsubscribe"):
        raise parameter(f"{where}.customizeType is conventional or unsubscribe")
    events = button.get("buttonEvents", [])
    button["buttonEvents"] = [
        _event(event, f"{where}.buttonEvents[{at}]") for at, event in enumerate(events)
    ]
    return button


def _event(value: object, where: str) -> JsonObject:
    """An event; its templateId is a number, or (as the document's table has it) its digits."""
    if isinstance(value, dict) and isinstance(value.get("templateId"), str):
        value = {**value, "templateId": integer(value["templateId"], f"{where}.templateId")}
    event = _object(value, _EVENT, ("event",), where)
    _check_kind(event, "event", _EVENT_NEEDS, where)
    empty = [name for name in ("tagName", "text", "templateName") if event.get(name) == ""]
    if empty:
        raise parameter(f"{where}.{empty[0]} is empty")
    return event


def _check_kind(
    value: JsonObject, key: str, kinds: Mapping[str, tuple[str, ...]], where: str
) -> None:
    kind = value[key]
    if kind not in kinds:
        raise parameter(f"{where}.{key} is one of {', '.join(kinds)}")
    _check_required(value, kinds[kind], where)


def _object(
    value: object, fields: Mapping[str, type], required: Iterable[str], where: str
) -> JsonObject:
    if not isinstance(value, dict):
        raise parameter(f"{where} is an object")
    unknown = sorted(value.keys() - fields.keys())
    if unknown:
        raise parameter(f"{where} has no {unknown[0]}".strip())
    _check_required(value, required, where)
    return {name: _typed(item, fields[name], f"{where}.{name}") for name, item in value.items()}


def _check_required(value: JsonObject, required: Iterable[str], where: str) -> None:
    missing = [name for name in required if name not in value]
    if missing:
        raise parameter(f"{where}.{missing[0]} is required".lstrip("."))


def _typed(item: object, kind: type, where: str) -> object:
    if kind is int and isinstance(item, float) and item.is_integer():
        return int(item)  # to JSON, 1.0 is an integer
    if type(item) is not kind:
        raise parameter(f"{where} is {_JSON_TYPES[kind]}".lstrip("."))
    return item
