"""What the emulator stores, as values, and their JSON form: the one the console works with."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

JsonObject = dict[str, Any]

WHATSAPP = 2  # API document, "Get Template Message List", `channel`


@dataclass(frozen=True, slots=True)
class Header:
    """A header: `format` TEXT with a text, or a media format with all the rest."""

    format: str
    text: str = ""
    media_id: str = ""
    handle: str = ""
    filename: str = ""


@dataclass(frozen=True, slots=True)
class ButtonEvent:
    """What a tap on a quick reply does: `event` is tag, text or template."""

    event: str
    tag_name: str | None = None
    tag_id: int | None = None
    template_name: str | None = None
    template_id: int | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Button:
    """A button of any type; what its type does not use is None. `payload` is the platform's own."""

    type: str
    text: str
    url: str | None = None
    phone_number: str | None = None
    flow_id: str | None = None
    customize_type: str = "conventional"
    payload: str = "0"
    events: tuple[ButtonEvent, ...] = ()


@dataclass(frozen=True, slots=True)
class Template:
    """All that is stored of one template. Times are seconds since the epoch.

    `id` is the platform's, `meta_id` Meta's. `review_ends_at` is None when no review runs;
    `submitted` tells whether Meta ever saw it; `edited_at` are its edits while it was approved;
    `gone_at` is when a PENDING_DELETION ends.
    """

    id: int
    meta_id: int
    phone: str
    name: str
    language: str
    category: str = "MARKETING"
    body: str = ""
    header: Header | None = None
    footer: str = ""
    buttons: tuple[Button, ...] = ()
    tag_ids: tuple[int, ...] = ()
    is_close_auto_flow: int = 0
    channel: int = WHATSAPP
    status: str = "APPROVED"
    quality: str = "UNKNOWN"
    rejected_reason: str = ""
    created_at: float = 0.0
    updated_at: float = 0.0
    review_ends_at: float | None = None
    edited_at: tuple[float, ...] = ()
    submitted: bool = True
    gone_at: float | None = None


@dataclass(frozen=True, slots=True)
class Form:
    """A form (flow) that a FLOW button opens."""

    id: str
    name: str
    status: str = "PUBLISHED"
    categories: tuple[str, ...] = ("OTHER",)
    validation_errors: tuple[JsonObject, ...] = ()


@dataclass(frozen=True, slots=True)
class Media:
    """An uploaded file; `handles` are all that were issued for it."""

    media_id: str
    phone: str
    filename: str
    mime_type: str
    content: bytes
    handles: tuple[str, ...]


def to_json(record: Template | Form) -> JsonObject:
    """The record's JSON form."""
    return asdict(record)


def template_from(document: Mapping[str, Any]) -> Template:
    """The template of a JSON form; TypeError for a key that does not exist."""
    header = document.get("header")
    return Template(
        **{
            **document,
            "header": Header(**header) if header else None,
            "buttons": tuple(_button_from(button) for button in document.get("buttons", ())),
            "tag_ids": tuple(document.get("tag_ids", ())),
            "edited_at": tuple(document.get("edited_at", ())),
        },
    )


def _button_from(document: Mapping[str, Any]) -> Button:
    events = tuple(ButtonEvent(**event) for event in document.get("events", ()))
    return Button(**{**document, "events": events})


def form_from(document: Mapping[str, Any]) -> Form:
    """The form of a JSON form; TypeError for a key that does not exist."""
    lists = {"categories", "validation_errors"}
    fields: JsonObject = {
        key: tuple(item) if key in lists else item for key, item in document.items()
    }
    return Form(**fields)
