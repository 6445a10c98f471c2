"""Texts of others as markup: escaped, and with what would hide or reorder a line spelled out."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from syncer.render.values import HIDDEN

if TYPE_CHECKING:
    from re import Match

_LEFT_AS_IT_IS = "\t"
_QUOTED = re.compile("`([^`]+)`")


def shown(text: str) -> Markup:
    """A text as it may stand between any two tags."""
    return Markup(HIDDEN.sub(_spelled, str(escape(text))))  # noqa: S704 -- escaped right here


def sentence(text: str) -> Markup:
    """A sentence of ours, perhaps with foreign words in it: what stands in backticks is code."""
    parts = (
        Markup("<code>{}</code>").format(shown(part)) if number % 2 else shown(part)
        for number, part in enumerate(_QUOTED.split(text))
    )
    return Markup().join(parts)


def language_tag(language: str) -> str:
    """A language code of Meta's as HTML has it: `en_US` is `en-US`."""
    return language.replace("_", "-")


def _spelled(match: Match[str]) -> str:
    """A character that cannot be seen as its number, with its name where it has one."""
    character = match[0]
    if character == _LEFT_AS_IT_IS:
        return character
    name = unicodedata.name(character, "a character that cannot be shown")
    return f'<span class="hidden-character" title="{name}">U+{ord(character):04X}</span>'
