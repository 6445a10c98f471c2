"""Texts of others as markup: escaped, and with what would hide or reorder a line spelled out."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from syncer.render.values import HIDDEN

if TYPE_CHECKING:
    from re import Match

_LEFT_AS_IT_IS = "\t"


def shown(text: str) -> Markup:
    """A text as it may stand between any two tags."""
    return Markup(HIDDEN.sub(_spelled, str(escape(text))))  # noqa: S704 -- escaped right here


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
