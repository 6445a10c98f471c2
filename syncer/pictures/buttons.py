"""Buttons as the recipient sees them, and what a tap on each of them does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from syncer.model import QuickReplyButton, TagEvent, TemplateKey, TextEvent
from syncer.pictures.changes import counterparts
from syncer.pictures.values import PictureButton, Trigger
from syncer.template_document import button_document

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from syncer.model import Button, ButtonEvent
    from syncer.pictures.side import Side

_LEADS_TO = ("url", "phone_number", "flow")


def button_pictures(
    buttons: Sequence[Button], others: Sequence[Button], side: Side
) -> tuple[PictureButton, ...]:
    """The buttons of a side in their order; `others` are those of the other side."""
    pairs = counterparts(buttons, others, side.sign)
    return tuple(_button(button, other, side) for button, other in pairs)


def _button(button: Button, other: Button | None, side: Side) -> PictureButton:
    """A button; one of another type is no counterpart."""
    same = other if other and _type(other) == _type(button) else None
    return PictureButton(
        _type(button),
        side.fixed(button.text, same.text if same else ""),
        side.line(_leads_to(button), _leads_to(same) if same else ""),
        _unsubscribes(button),
        tuple(_triggers(_events(button), _events(same), side)),
        changed=same is None or _unsubscribes(same) != _unsubscribes(button),
    )


def _type(button: Button) -> str:
    return str(button_document(button, "")["type"])


def _leads_to(button: Button) -> str:
    document = button_document(button, "")
    return next((str(document[key]) for key in _LEADS_TO if key in document), "")


def _unsubscribes(button: Button) -> bool:
    return isinstance(button, QuickReplyButton) and button.unsubscribe


def _events(button: Button | None) -> tuple[ButtonEvent, ...]:
    return button.events if isinstance(button, QuickReplyButton) else ()


def _triggers(
    events: Sequence[ButtonEvent], others: Sequence[ButtonEvent], side: Side
) -> Iterator[Trigger]:
    for event, other in counterparts(events, others, side.sign):
        yield _trigger(event, changed=event != other)


def _trigger(event: ButtonEvent, *, changed: bool) -> Trigger:
    match event:
        case TagEvent(tag):
            return Trigger("tag", tag, changed=changed)
        case TextEvent(text):
            return Trigger("text", text, changed=changed)
    target = TemplateKey(event.name, event.language) if event.language else None
    return Trigger("template", event.name, target, changed)
