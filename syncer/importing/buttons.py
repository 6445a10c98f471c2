"""The buttons of Meta's JSON → those of the model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from syncer.importing.fields import Fields, InexpressibleError, plain
from syncer.model import (
    FlowButton,
    PhoneNumberButton,
    QuickReplyButton,
    UnsupportedButton,
    UrlButton,
    phone_number,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from syncer.model import Button

_KNOWN = {
    "quickreply": (),
    "url": ("url",),
    "phonenumber": ("phone_number",),
    "flow": ("flow_id", "flow_name"),
}


def button_of(button: Fields) -> Button:
    """A button; one that NxCloud does not have is an UnsupportedButton.

    Raises InexpressibleError where something is missing.
    """
    written = button.required("type")
    kind = plain(written)
    if kind not in _KNOWN:
        return UnsupportedButton(written.upper(), button.text("text"))
    text = button.required("text")
    match kind:
        case "url":
            return UrlButton(text, button.required("url"))
        case "phonenumber":
            return PhoneNumberButton(text, phone_number(button.required("phone_number")))
        case "flow":
            return FlowButton(text, _flow(button))
    return QuickReplyButton(text)


def lost_of_button(button: Fields) -> Iterator[str]:
    """What a button has that NxCloud has no place for."""
    return button.others(("type", "text", *_KNOWN[plain(button.text("type"))]))


def _flow(button: Fields) -> str:
    """The form's id, which may be a number, or else its name."""
    number = button.get("flow_id")
    if isinstance(number, int) and not isinstance(number, bool):
        return str(number)
    flow = button.text("flow_id") or button.text("flow_name")
    if not flow:
        raise InexpressibleError(
            f"its {button.path} names no form: flow_id or flow_name is missing"
        )
    return flow
