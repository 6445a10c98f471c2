"""From what NxCloud reads back to the model (facts, "What is written is not what is read").

What this API cannot write becomes a value that says so, so that no update loses it unseen.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, get_args

from syncer.model import (
    FlowButton,
    MediaFormat,
    MediaHeader,
    PhoneNumberButton,
    QuickReplyButton,
    TagEvent,
    Template,
    TemplateEvent,
    TextEvent,
    TextHeader,
    UnnamedTags,
    UnsupportedButton,
    UnsupportedHeader,
    UrlButton,
    phone_number,
    plain_text,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from syncer.model import Button, ButtonEvent, Header, TemplateKey
    from syncer.nxcloud.answers import ButtonDetails, EventDetails, HeaderDetails, TemplateDetails

_MEDIA_FORMATS: Mapping[str, MediaFormat] = {name: name for name in get_args(MediaFormat)}

_CUSTOMIZE_TYPES = ("", "conventional", "unsubscribe")


def read_template(
    details: TemplateDetails,
    names: Mapping[int, TemplateKey],
    *,
    tag_names: Mapping[int, str],
    digest: str | None,
) -> Template:
    """The template that the details show.

    `names` are the list's platform ids, `tag_names` what is known of tags, `digest` the SHA-256 of
    the header's media in hex, or None if they could not be read. Short links in texts stay as they
    are. A component that the API document does not know is an UnsupportedButton after the others.
    """
    known = _Known(names, tag_names)
    return Template(
        name=details.name,
        language=details.language,
        category=details.category,
        body=plain_text(details.body),
        header=_header(details.header, digest) if details.header else None,
        footer=plain_text(details.footer or "") or None,
        buttons=(
            *(_button(button, known) for button in details.buttons),
            *(UnsupportedButton(component, "") for component in details.other_components),
        ),
        tag=_tag(details.tag_ids, tag_names),
        close_unassigned=details.close_unassigned,
    )


@dataclass(frozen=True, slots=True)
class _Known:
    names: Mapping[int, TemplateKey]
    tags: Mapping[int, str]


def _header(header: HeaderDetails, digest: str | None) -> Header | None:
    if header.format in _MEDIA_FORMATS:
        return MediaHeader(_MEDIA_FORMATS[header.format], digest, header.filename)
    if header.format == "TEXT":
        text = plain_text(header.text)
        return TextHeader(text) if text else None
    return UnsupportedHeader(header.format)


def _tag(ids: tuple[int, ...], tag_names: Mapping[int, str]) -> str | UnnamedTags | None:
    if not ids:
        return None
    names = tuple(map(tag_names.get, ids))
    only = names[0] if len(names) == 1 else None
    return only or UnnamedTags(ids, names)


def _button(button: ButtonDetails, known: _Known) -> Button:
    match button.type:
        case "QUICK_REPLY":
            return _quick_reply(button, known)
        case "URL":
            return UrlButton(button.text, button.url)
        case "PHONE_NUMBER":
            return PhoneNumberButton(button.text, phone_number(button.phone_number))
        case "FLOW":
            return FlowButton(button.text, button.flow_id)
    return UnsupportedButton(button.type, button.text)


def _quick_reply(button: ButtonDetails, known: _Known) -> Button:
    if button.customize_type not in _CUSTOMIZE_TYPES:
        return UnsupportedButton(f"QUICK_REPLY of the type {button.customize_type}", button.text)
    events: list[ButtonEvent] = []
    for details in button.events:
        event = _event(details, known)
        if event is None:
            return UnsupportedButton(f"QUICK_REPLY with the event {details.event}", button.text)
        events.append(event)
    return QuickReplyButton(button.text, button.customize_type == "unsubscribe", tuple(events))


def _event(event: EventDetails, known: _Known) -> ButtonEvent | None:
    """None for an event that this API cannot write: a new kind, or one without its value."""
    match event.event:
        case "tag":
            tag = event.tag_name or known.tags.get(event.tag_id or 0)
            return TagEvent(tag) if tag else None
        case "text":
            return TextEvent(plain_text(event.text))
        case "template":
            return _template_event(event, known)
    return None


def _template_event(event: EventDetails, known: _Known) -> TemplateEvent:
    key = known.names.get(event.template_id or 0)
    return (
        TemplateEvent(key.name, key.language) if key else TemplateEvent(event.template_name, None)
    )
