"""The footer: one short line without variables."""

from __future__ import annotations

from syncer.rules import sources
from syncer.rules.rule import Rule
from syncer.rules.texts import (
    containing,
    first_emoji,
    first_newline,
    first_placeholder,
    footer,
    longer_than,
)

_MOST_CHARACTERS = 60

RULES = (
    Rule(
        "footer-length",
        "error",
        "doc",
        f"the footer has {{count}} characters, where Meta takes {_MOST_CHARACTERS:,}",
        "shorten it; what is longer belongs in the body",
        sources.COMPONENTS,
        longer_than(_MOST_CHARACTERS, footer),
    ),
    Rule(
        "footer-variable",
        "error",
        "doc",
        "the footer has a variable: {piece}",
        "put it in the body; a footer is the same for everybody",
        sources.COMPONENTS,
        containing(first_placeholder, footer),
    ),
    Rule(
        "footer-newline",
        "warning",
        "said",
        "the footer has a line break, which Meta may refuse",
        "write it on one line",
        sources.PROVIDERS,
        containing(first_newline, footer),
    ),
    Rule(
        "footer-emoji",
        "warning",
        "said",
        "the footer has an emoji, which Meta may refuse: {piece}",
        "remove it, or put it in the body",
        sources.PROVIDERS,
        containing(first_emoji, footer),
    ),
)
