"""The body as a whole: how long it is, and how it looks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from syncer.rules import sources
from syncer.rules.counting import emoji
from syncer.rules.rule import Rule
from syncer.rules.texts import body, empty, finding, longer_than

if TYPE_CHECKING:
    from collections.abc import Mapping

_MOST_CHARACTERS = 1024
_MOST_RECOMMENDED = 550
_MOST_EMOJI = 10
_WHITESPACE = {
    "\n\n\n": "more than two line breaks in a row",
    "\t": "a tab",
    "     ": "more than four spaces in a row",
}


def _emoji(text: str) -> Mapping[str, object] | None:
    return {} if len(emoji(text, _MOST_EMOJI + 1)) > _MOST_EMOJI else None


def _whitespace(text: str) -> Mapping[str, object] | None:
    for blanks, what in _WHITESPACE.items():
        if blanks in text:
            return {"what": what}
    return None


RULES = (
    Rule(
        "body-empty",
        "error",
        "doc",
        "the body is empty",
        "write the message",
        f"{sources.API_CREATE}: content",
        empty(body),
        ignorable=False,
    ),
    Rule(
        "body-length",
        "error",
        "doc",
        f"the body has {{count}} characters, where Meta takes {_MOST_CHARACTERS:,}",
        "shorten it, or let a button lead to the rest",
        sources.COMPONENTS,
        longer_than(_MOST_CHARACTERS, body),
    ),
    Rule(
        "body-length-recommended",
        "warning",
        "said",
        "the body has {count} characters; Meta refuses bodies of more than"
        f" {_MOST_RECOMMENDED} more often",
        "shorten it",
        sources.PROVIDERS,
        longer_than(_MOST_RECOMMENDED, body),
    ),
    Rule(
        "body-emoji",
        "warning",
        "said",
        f"the body has more than {_MOST_EMOJI} emoji, which Meta may refuse",
        "remove some",
        sources.PROVIDERS,
        finding(_emoji, body),
    ),
    Rule(
        "whitespace",
        "warning",
        "live",
        "the body has {what}, which Meta may refuse",
        "remove it",
        f"{sources.LIVE}; {sources.PROVIDERS}",
        finding(_whitespace, body),
    ),
    Rule(
        "same-text",
        "warning",
        "doc",
        "the body and the footer are those of {other}, at {place}",
        "change the text, or keep one of the two templates",
        sources.GUIDELINES,
        found_by="texts",
    ),
)
