"""The buttons of a translation: from a file's data to the model."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from syncer.model import (
    FlowButton,
    PhoneNumberButton,
    QuickReplyButton,
    TagEvent,
    TemplateEvent,
    TemplateKey,
    TextEvent,
    UnsupportedButton,
    UrlButton,
    phone_number,
    plain_text,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from syncer.model import Button, ButtonEvent


class ReferenceData(TypedDict, total=False):
    """A template reference written as a map."""

    name: str
    language: str
    external: bool


class EventData(TypedDict, total=False):
    """A button's event: exactly one of the keys."""

    tag: str
    text: str
    template: str | ReferenceData


class ButtonData(TypedDict, total=False):
    """A button: the schema ties the keys to the type."""

    type: str
    text: str
    events: list[EventData] | None
    unsubscribe: bool
    url: str
    phone_number: str
    flow: str


def buttons_of(buttons: Iterable[ButtonData], language: str) -> tuple[Button, ...]:
    """The buttons of a translation in this language."""
    return tuple(_button(button, language) for button in buttons)


def external_targets(buttons: Iterable[ButtonData], language: str) -> frozenset[TemplateKey]:
    """The templates that the buttons' events declare to live outside the files."""
    references = (
        event["template"]
        for button in buttons
        for event in button.get("events") or ()
        if "template" in event
    )
    return frozenset(
        _target(reference, language)
        for reference in references
        if isinstance(reference, dict) and reference.get("external")
    )


def _button(button: ButtonData, language: str) -> Button:
    text = plain_text(button["text"])
    match button["type"]:
        case "QUICK_REPLY":
            events = tuple(_event(event, language) for event in button.get("events") or ())
            return QuickReplyButton(text, bool(button.get("unsubscribe")), events)
        case "URL":
            return UrlButton(text, plain_text(button["url"]))
        case "PHONE_NUMBER":
            return PhoneNumberButton(text, phone_number(plain_text(button["phone_number"])))
        case "FLOW":
            return FlowButton(text, plain_text(button["flow"]))
        case other:  # a variable that has no value, and is reported as such
            return UnsupportedButton(other, text)


def _event(event: EventData, language: str) -> ButtonEvent:
    if "tag" in event:
        return TagEvent(plain_text(event["tag"]))
    if "text" in event:
        return TextEvent(plain_text(event["text"]))
    target = _target(event["template"], language)
    return TemplateEvent(target.name, target.language)


def _target(reference: str | ReferenceData, language: str) -> TemplateKey:
    """The template that a reference stands for; without a language it is that of the message."""
    if isinstance(reference, str):
        return TemplateKey(reference, language)
    return TemplateKey(reference["name"], reference.get("language", language))
