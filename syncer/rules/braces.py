"""The placeholders of a text, and the braces that make none."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

_LONGEST = 20_000
"""In characters. A longer text breaks a limit many times over, and is not looked at any closer."""

_BRACES = re.compile(r"\{\{[^{}]*\}\}|\$?\{[^{}]*\}|[{}]")


_NOT_SINGLE = frozenset({"{{", "${"})


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
    matches = list(_BRACES.finditer(text))
    placeholders = [match for match in matches if match[0].startswith("{{")]
    stray = next((match.start() for match in matches if len(match[0]) == 1), None)
    return Braces(
        tuple(Placeholder(one[0][2:-2].strip(), one.start(), one.end()) for one in placeholders),
        tuple(one[0] for one in matches if len(one[0]) > 1 and one[0][:2] not in _NOT_SINGLE),
        "" if stray is None else text[stray : stray + 12],
    )


def without_placeholders(text: str) -> str:
    """The text with a blank in place of each placeholder."""
    rest, start = [], 0
    for one in braces(text).placeholders:
        rest.append(text[start : one.start])
        start = one.end
    return " ".join([*rest, text[start:]])
