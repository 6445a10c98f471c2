"""Credentials as values that do not show themselves, and how they are blotted out of texts."""

from __future__ import annotations

import json
from html import escape
from typing import TYPE_CHECKING, NoReturn
from urllib.parse import quote, quote_plus

if TYPE_CHECKING:
    from typing import SupportsIndex

BLOT = "***"
SHORTEST = 8
"""In characters: what is shorter is no credential of NxCloud's, and may be a part of any word."""

_known: dict[str, None] = {}


class Secret:
    """A credential. Only `reveal` gives it away.

    `repr`, `str` and `format` show `***`, a copy is the secret itself, and pickling it, turning it
    into JSON or taking it apart as a dataclass raises TypeError or keeps it closed.
    """

    __slots__ = ("_value",)

    _value: str

    def __init__(self, value: str) -> None:
        object.__setattr__(self, "_value", value)
        if len(value) >= SHORTEST:
            _known.update(dict.fromkeys(_spellings(value)))

    def reveal(self) -> str:
        """The credential itself, for the signature and nothing else."""
        return self._value

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError("a secret does not change")

    def __repr__(self) -> str:
        return BLOT

    def __format__(self, spec: str) -> str:
        return format(BLOT, spec)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and self._value == other._value

    def __hash__(self) -> int:
        return hash((Secret, self._value))

    def __copy__(self) -> Secret:
        return self

    def __deepcopy__(self, memo: object) -> Secret:
        return self

    def __reduce_ex__(self, protocol: SupportsIndex) -> NoReturn:
        raise TypeError("a secret cannot be pickled")


def blotted(text: str) -> str:
    """The text with `***` for every secret that was made in this process.

    Secrets shorter than `SHORTEST` are left; those that a URL, HTML, JSON or `repr` spells with
    escapes are found as well.
    """
    for spelling in sorted(_known.copy(), key=len, reverse=True):  # threads may add some meanwhile
        text = text.replace(spelling, BLOT)
    return text


def _spellings(value: str) -> tuple[str, ...]:
    escaped = (json.dumps(value), json.dumps(value, ensure_ascii=False), repr(value))
    bare = tuple(text[1:-1] for text in escaped)
    named = escape(value)
    numbered = named.replace("&quot;", "&#34;").replace("&#x27;", "&#39;")
    marked_up = (named, numbered, escape(value, quote=False))
    path, query = quote(value, errors="replace"), quote_plus(value, errors="replace")
    return (value, *bare, *marked_up, path, query, query.replace("+", "%20"))
