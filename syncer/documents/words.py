"""Small pieces of messages: quoted values, suggestions, lists."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

_PARTS = re.compile("[_-]")
_FORMER_CODES = {
    "in": "id", "iw": "he", "mo": "ro", "no": "nb", "tl": "fil", "zh_hans": "zh_cn",
    "zh_hant": "zh_tw",
}  # fmt: skip
"""Codes of languages that others use, or did in former years (IANA's subtag registry)."""
_LONGEST_QUOTE = 60
_LONGEST_LIST = 12


def quoted(text: str) -> str:
    """A value as messages show it: on one line, shortened, with control characters made visible."""
    shown = text[:_LONGEST_QUOTE]
    if not shown.isprintable():
        shown = "".join(map(_visible, shown))
    return f"`{shown}…`" if len(text) > _LONGEST_QUOTE else f"`{shown}`"


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that `word` is most likely a slip of, in any case; None if none is near.

    Of words that consist of parts, such as `de_DE`, one that shares the first part comes first.
    """
    by_lower = {candidate.lower(): candidate for candidate in known}
    slip = _present(word[:_LONGEST_QUOTE].lower(), by_lower)
    first = _PARTS.split(slip)[0]
    family = [each for each in by_lower if _PARTS.split(each)[0] == first]
    close = get_close_matches(slip, family, n=1, cutoff=0) or get_close_matches(slip, by_lower, n=1)
    return by_lower[close[0]] if close else None


def listed(words: Iterable[str]) -> str:
    """The words in quotes, in their order; a long list is cut short."""
    found = [quoted(word) for word in words]
    more = len(found) - _LONGEST_LIST
    return ", ".join(found[:_LONGEST_LIST]) + (f" and {more} more" if more > 0 else "")


def suggestion(word: str, known: Iterable[str], otherwise: str) -> str:
    """A hint: the known word nearest to `word`, or else `otherwise` followed by those there are.

    Where `word` is but the first part of several, such as `zh`, it is all of those.
    """
    candidates = tuple(known)
    close = nearest(word, candidates)
    if close is None:
        return f"{otherwise} {listed(candidates)}"
    whole = [each for each in candidates if _PARTS.split(each.lower())[0] == word.lower()]
    if len(whole) > 1 and close.lower() != word.lower():
        return f"did you mean one of {listed(whole)}?"
    return f"did you mean {quoted(close)}?"


def _present(slip: str, known: Collection[str]) -> str:
    """The known code of the language that `slip` is a former code of, or `slip` itself."""
    parts = _PARTS.split(slip)
    codes = (_FORMER_CODES.get("_".join(parts[:count])) for count in (2, 1))
    return next((code for code in codes if code in known), None) or slip


def _visible(character: str) -> str:
    if character.isprintable():
        return character
    return character.encode("unicode_escape").decode()
