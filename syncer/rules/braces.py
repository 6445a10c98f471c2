"""The placeholders of a text, and the braces that make none."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

_LONGEST = 20_000
"""In characters. A longer text breaks a limit many times over, and is not looked at any closer."""

# Each alternative begins with one character of its own: then re looks at no other, 6 times as fast.
_BRACES = re.compile(r"\{\{[^{}]*\}\}|\$\{[^{}]*\}|\{[^{}]*\}|\{|\}")


class Placeholder(NamedTuple):
    """A `{{name}}` in a text; `name` is without the blanks around it."""

    name: str
    start: int
    end: int


class Braces(NamedTuple):
    """What the braces of a text are.

    `single` are the pairs such as `{name}`, as they stand, but not those of a `${name}`, which may
    well be meant; `stray` is the first brace without a partner, with what follows it, or "".
    """

    placeholders: tuple[Placeholder, ...] = ()
    single: tuple[str, ...] = ()
    stray: str = ""


_NONE = Braces()


@lru_cache(maxsize=8)  # several rules in a row ask about the same texts
def braces(text: str) -> Braces:
    """The braces of a text, in their order."""
    if ("{" not in text and "}" not in text) or len(text) > _LONGEST:
        return _NONE
    placeholders, single, stray = [], [], ""
    for match in _BRACES.finditer(text):
        piece, start = match[0], match.start()
        if piece.startswith("{{"):
            placeholders.append(Placeholder(piece[2:-2].strip(), start, match.end()))
        elif len(piece) == 1:
            stray = stray or text[start : start + 12]
        elif not piece.startswith("${"):
            single.append(piece)
    return Braces(tuple(placeholders), tuple(single), stray)


@lru_cache(maxsize=8)
def without_placeholders(text: str) -> str:
    """The text with a blank in place of each placeholder."""
    rest, start = [], 0
    for one in braces(text).placeholders:
        rest.append(text[start : one.start])
        start = one.end
    return " ".join([*rest, text[start:]])
