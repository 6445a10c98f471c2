"""WhatsApp's marks within a line: which of `*`, `_`, `~` and backticks make text look different.

What WhatsApp documents (faq.whatsapp.com/539178204879377) and what its apps do: a mark touches the
text that it styles, and no word goes on beyond it; its partner stands on the same line; marks of
different kinds may nest; nothing is formatted within code; a mark without a partner is text.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from syncer.pictures.values import Style

PLACEHOLDER = regex.compile(r"\{\{[^{}\n]*\}\}")
FENCED = regex.compile(r"```(?!\s*```)(?:(?!```).)+```", regex.DOTALL)
FENCE = 3

# A mark that something combines with is no mark: `*` begins the emoji of that key.
_TOKEN = regex.compile(rf"{FENCED.pattern}|{PLACEHOLDER.pattern}|[*_~`](?![\p{{M}}\u200d])")
_STYLES: dict[str, Style] = {"*": "bold", "_": "italic", "~": "strike", "`": "code"}
_VARIATION_SELECTORS = range(0xFE00, 0xFE10)


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch in one style, from the first to the end of the last of its marks.

    Each of the two marks is `width` characters wide. Offsets are those of the whole text.
    """

    start: int
    end: int
    style: Style
    width: int = 1

    @property
    def marks(self) -> frozenset[int]:
        """Where its marks stand."""
        opening = range(self.start, self.start + self.width)
        return frozenset(opening) | frozenset(range(self.end - self.width, self.end))


class _Mark(NamedTuple):
    """A character that may begin or end a run."""

    at: int
    sign: str
    opens: bool
    closes: bool


def runs_in(text: str, start: int, end: int) -> list[Run]:
    """The runs of the line that goes from `start` to `end`, in no order."""
    tokens = list(_TOKEN.finditer(text, start, end))
    fenced = [one for one in tokens if one[0].startswith("```")]
    marks = _marks(text, tokens)
    code = list(_pairs(mark for mark in marks if mark.sign == "`"))
    return [
        *(Run(one.start(), one.end(), "code", FENCE) for one in fenced),
        *code,
        *_pairs(_outside(marks, code)),
    ]


def _marks(text: str, tokens: Sequence[regex.Match[str]]) -> list[_Mark]:
    """All marks, with what stands beside them; a placeholder counts as a word."""
    placeholders = [one for one in tokens if one[0].startswith("{{")]
    begins = {one.start() for one in placeholders}
    ends = {one.end() for one in placeholders}

    def mark(at: int) -> _Mark:
        before, sign, after = text[at - 1 : at], text[at], text[at + 1 : at + 2]
        opens = at not in ends and not _is_word(before) and _is_hugged(sign, after)
        closes = at + 1 not in begins and not _is_word(after) and _is_hugged(sign, before)
        return _Mark(at, sign, opens, closes)

    return [mark(one.start()) for one in tokens if len(one[0]) == 1]


def _is_word(character: str) -> bool:
    """Whether a word goes on here."""
    if not character or ord(character) in _VARIATION_SELECTORS:
        return False
    return character.isalnum() or unicodedata.category(character) in ("Mn", "Mc")


def _is_hugged(sign: str, character: str) -> bool:
    """Whether a mark touches text that it may style."""
    return bool(character) and not character.isspace() and character != sign


def _pairs(marks: Iterable[_Mark]) -> Iterator[Run]:
    """Each mark that closes the one of its kind that is open; what is open within is text."""
    opened: list[_Mark] = []
    for mark in marks:
        kinds = [one.sign for one in opened]
        if mark.sign not in kinds:
            opened += [mark] if mark.opens else []
        elif mark.closes:
            index = kinds.index(mark.sign)
            yield Run(opened[index].at, mark.at + 1, _STYLES[mark.sign])
            del opened[index:]


def _outside(marks: Iterable[_Mark], code: Iterable[Run]) -> Iterator[_Mark]:
    """The marks of other kinds that stand outside code."""
    ends = {run.start: run.end for run in code}
    end = 0
    for mark in marks:
        end = ends.get(mark.at, end)
        if mark.at >= end and mark.sign != "`":
            yield mark
