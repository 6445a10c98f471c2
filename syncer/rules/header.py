"""The header: one short line of text, or one media file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from syncer.rules import sources
from syncer.rules.braces import braces
from syncer.rules.rule import Rule
from syncer.rules.texts import (
    containing,
    empty,
    finding,
    first_emoji,
    first_formatting,
    first_newline,
    header_text,
    longer_than,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

_MOST_CHARACTERS = 60


def _variables(text: str) -> Mapping[str, object] | None:
    count = len(braces(text).placeholders)
    return {"count": count} if count > 1 else None


RULES = (
    Rule(
        "header-kind",
        "error",
        "doc",
        "the header is not just one of a text, an image, a video and a document",
        "keep one of them",
        sources.COMPONENTS,
        found_by="schema",
        ignorable=False,
    ),
    Rule(
        "header-text-empty",
        "error",
        "doc",
        "the header's text is empty",
        "write it, or remove the header",
        sources.COMPONENTS,
        empty(header_text),
        ignorable=False,
    ),
    Rule(
        "header-length",
        "error",
        "doc",
        f"the header's text has {{count}} characters, where Meta takes {_MOST_CHARACTERS:,}",
        "shorten it; what is longer belongs in the body",
        sources.COMPONENTS,
        longer_than(_MOST_CHARACTERS, header_text),
    ),
    Rule(
        "header-variables",
        "error",
        "doc",
        "the header's text has {count} variables, where Meta takes one",
        "keep one of them, and put the others in the body",
        sources.COMPONENTS,
        finding(_variables, header_text),
    ),
    Rule(
        "header-newline",
        "error",
        "doc",
        "the header's text has a line break",
        "write it on one line",
        sources.COMPONENTS,
        containing(first_newline, header_text),
    ),
    Rule(
        "header-emoji",
        "error",
        "doc",
        "the header's text has an emoji: {piece}",
        "remove it, or put it in the body",
        sources.COMPONENTS,
        containing(first_emoji, header_text),
    ),
    Rule(
        "header-formatting",
        "error",
        "live",
        "the header's text is formatted: {piece}",
        "remove the marks; WhatsApp shows a header in bold anyway",
        sources.LIVE,
        containing(first_formatting, header_text),
    ),
)
