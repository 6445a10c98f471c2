"""The buttons: how many, in which order, and what they say."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from syncer.documents.words import quoted
from syncer.model import PhoneNumberButton, QuickReplyButton, UnsupportedButton, UrlButton
from syncer.rules import sources
from syncer.rules.rule import Finding, Rule
from syncer.rules.texts import (
    button_texts,
    containing,
    empty,
    first_emoji,
    first_formatting,
    first_newline,
    first_placeholder,
    longer_than,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from syncer.model import Button, DesiredTemplate
    from syncer.rules.rule import Check

_MOST_BUTTONS = 3
_MOST_CHARACTERS = 25
_MOST_URLS = 2
_FEWEST_TO_STAND_BETWEEN = 3
_MOST_PHONE_NUMBERS = 1


def _count(desired: DesiredTemplate) -> Iterator[Finding]:
    count = len(desired.template.buttons)
    if count > _MOST_BUTTONS:
        yield Finding(f"buttons[{_MOST_BUTTONS}]", {"count": count})


def _more_than(most: int, kind: type[Button]) -> Check:
    def check(desired: DesiredTemplate) -> Iterator[Finding]:
        buttons = desired.template.buttons
        places = [index for index, button in enumerate(buttons) if type(button) is kind]
        if len(places) > most:
            yield Finding(f"buttons[{places[most]}]", {"count": len(places)})

    return check


def _replies(desired: DesiredTemplate) -> list[bool]:
    """Which buttons are quick replies; none where a type is not known, which has been told."""
    kinds = [type(button) for button in desired.template.buttons]
    return [] if UnsupportedButton in kinds else [kind is QuickReplyButton for kind in kinds]


def _order(desired: DesiredTemplate) -> Iterator[Finding]:
    """The button at which the type changes for the second time."""
    replies = _replies(desired)
    if len(replies) < _FEWEST_TO_STAND_BETWEEN:
        return
    changes = [index for index, (one, two) in enumerate(pairwise(replies), 1) if one != two]
    if len(changes) > 1:
        yield Finding(f"buttons[{changes[1]}]")


def _beside(desired: DesiredTemplate) -> Iterator[Finding]:
    replies = _replies(desired)
    if any(replies) and not all(replies):
        yield Finding(f"buttons[{replies.index(True)}]")


def _twice(desired: DesiredTemplate) -> Iterator[Finding]:
    said: set[str] = set()
    for index, button in enumerate(desired.template.buttons):
        if button.text in said:
            yield Finding(f"buttons[{index}].text", {"text": quoted(button.text)})
        said.add(button.text)


RULES = (
    Rule(
        "button-count",
        "error",
        "doc",
        f"{{count}} buttons, where NxCloud takes {_MOST_BUTTONS}",
        "remove some",
        f"{sources.API_CODES}: 22070",
        _count,
    ),
    Rule(
        "url-buttons",
        "error",
        "doc",
        f"{{count}} URL buttons, where Meta takes {_MOST_URLS}",
        "remove some",
        sources.COMPONENTS,
        _more_than(_MOST_URLS, UrlButton),
    ),
    Rule(
        "phone-number-buttons",
        "error",
        "doc",
        f"{{count}} PHONE_NUMBER buttons, where Meta takes {_MOST_PHONE_NUMBERS}",
        "keep one of them",
        sources.COMPONENTS,
        _more_than(_MOST_PHONE_NUMBERS, PhoneNumberButton),
    ),
    Rule(
        "quick-reply-order",
        "error",
        "doc",
        "QUICK_REPLY buttons stand between others",
        "put all QUICK_REPLY buttons first, or all of them last",
        sources.COMPONENTS,
        _order,
    ),
    Rule(
        "quick-reply-beside-others",
        "warning",
        "doc",
        "a QUICK_REPLY button beside one of another type cannot be seen on WhatsApp's desktop apps",
        "use buttons of one kind, if people on a computer are to see them",
        sources.COMPONENTS,
        _beside,
    ),
    Rule(
        "button-text-empty",
        "error",
        "doc",
        "the button's text is empty",
        "write what the button says",
        f"{sources.API_CODES}: 22216",
        empty(button_texts),
    ),
    Rule(
        "button-text-length",
        "error",
        "doc",
        f"the button's text has {{count}} characters, where Meta takes {_MOST_CHARACTERS:,}",
        "shorten it",
        sources.COMPONENTS,
        longer_than(_MOST_CHARACTERS, button_texts),
    ),
    Rule(
        "button-text-variable",
        "error",
        "doc",
        "the button's text has a variable: {piece}",
        "write the same text for everybody",
        sources.COMPONENTS,
        containing(first_placeholder, button_texts),
    ),
    Rule(
        "button-text-newline",
        "error",
        "doc",
        "the button's text has a line break",
        "write it on one line",
        sources.COMPONENTS,
        containing(first_newline, button_texts),
    ),
    Rule(
        "button-text-emoji",
        "error",
        "doc",
        "the button's text has an emoji: {piece}",
        "remove it",
        sources.COMPONENTS,
        containing(first_emoji, button_texts),
    ),
    Rule(
        "button-text-formatting",
        "error",
        "live",
        "the button's text is formatted: {piece}",
        "remove the marks",
        sources.LIVE,
        containing(first_formatting, button_texts),
    ),
    Rule(
        "button-text-twice",
        "warning",
        "said",
        "another button says {text} too",
        "let each button say something else",
        sources.PROVIDERS,
        _twice,
    ),
)
