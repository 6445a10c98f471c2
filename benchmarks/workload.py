"""The templates that are measured: the same for the same number, in a shop's own words.

Three languages of each name, bodies of 210 to 310 characters, every kind of header, button and
event in turn. From these values come the files, the live side and what the rivals are given.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from benchmarks.texts import BANKS, Bank

SHOP = "https://shop.example"
FORM = "appointment_booking"
"""The name of a form that each emulator has."""
FORM_ID = "803348158336427"
IMAGES = tuple(f"campaign-{number}.png" for number in range(5))
_SUPPORT = tuple(f"+86131280000{line:02}" for line in range(20))
"""The numbers of a shop that has many."""
TAGS = {"orders": 33991, "support": 33992, "vip": 33989}
"""The tags that each emulator has, with their ids."""

Kind = Literal["QUICK_REPLY", "URL", "PHONE_NUMBER", "FLOW"]


@dataclass(frozen=True, slots=True)
class Event:
    """What a tap does: `value` is a text, the name of a tag, or that of a template."""

    kind: Literal["tag", "text", "template"]
    value: str


@dataclass(frozen=True, slots=True)
class Button:
    """A button; `target` is what its kind leads to, and may have `${shop}` in it."""

    kind: Kind
    text: str
    target: str = ""
    unsubscribe: bool = False
    events: tuple[Event, ...] = ()


@dataclass(frozen=True, slots=True)
class Message:
    """One translation of a template. `body` may have `${shop}` in it; "" is not set."""

    name: str
    language: str
    category: Literal["MARKETING", "UTILITY"]
    tag: str
    header_text: str
    image: str
    body: str
    footer: str
    buttons: tuple[Button, ...]


def workload(count: int, *, plain: bool = False) -> tuple[Message, ...]:
    """So many translations; `plain` ones have no images, and no buttons that open a form."""
    return tuple(_message(*divmod(place, len(BANKS)), plain=plain) for place in range(count))


def _message(number: int, language: int, *, plain: bool) -> Message:
    bank = BANKS[language]
    return Message(
        name=_name(number),
        language=bank.language,
        category="MARKETING" if number % 4 == 0 else "UTILITY",
        tag=_tag(number) if number % 2 else "",
        header_text=bank.headers[number % len(bank.headers)] if number % 5 in (0, 3) else "",
        image=IMAGES[number // 5 % len(IMAGES)] if number % 5 == 1 and not plain else "",
        body=_body(bank, number),
        footer=bank.footer if number % 3 == 0 else "",
        buttons=_buttons(bank, number, plain=plain),
    )


def _name(number: int) -> str:
    return f"shop_message_{number:04}"


def _tag(number: int) -> str:
    return tuple(TAGS)[number % len(TAGS)]


def _body(bank: Bank, number: int) -> str:
    """A text that no other template of this language has."""
    opening = bank.openings[number % len(bank.openings)]
    middle = bank.middles[number // len(bank.openings) % len(bank.middles)]
    closing = bank.closings[number % len(bank.closings)]
    link = bank.link if number % 7 == 0 else ""
    return "\n\n".join(part for part in (opening, middle.format(number=number), closing + link))


def _buttons(bank: Bank, number: int, *, plain: bool) -> tuple[Button, ...]:
    match number % 4:
        case 0:
            return (Button("QUICK_REPLY", bank.stop, unsubscribe=True),)
        case 1:
            return (
                Button("QUICK_REPLY", bank.more, events=_events(bank, number)),
                Button("QUICK_REPLY", bank.thanks),
            )
        case 2:
            return (
                Button("URL", bank.order, f"${{shop}}/orders/{number}/{{{{1}}}}"),
                Button("PHONE_NUMBER", bank.call, _SUPPORT[number % len(_SUPPORT)]),
            )
        case _:
            return () if plain else (Button("FLOW", bank.book, FORM),)


def _events(bank: Bank, number: int) -> tuple[Event, ...]:
    return (
        Event("tag", _tag(number)),
        Event("text", bank.answer),
        Event("template", _name(number - 1)),
    )
