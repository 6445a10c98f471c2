"""Which words of a text changed: a line diff, paired lines with their changed words marked."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Literal

import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    _Opcode = tuple[str, int, int, int, int]

# In characters as people see them (`\X`): nothing cuts an emoji, or an accent off its letter.
_WORDS = regex.compile(r"(?:(?=\s)\X)+|\{\{[^{}]*\}\}|(?:(?=\w)\X)+|\X")
_MOST_COMPARISONS = 1_000_000  # about a second; far more than two bodies that Meta takes


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a line, and whether it is what changed."""

    text: str
    changed: bool


@dataclass(frozen=True, slots=True)
class DiffLine:
    """A line that is on both sides (" "), was removed ("-") or was added ("+")."""

    sign: Literal[" ", "-", "+"]
    pieces: tuple[Piece, ...]


def line_diff(before: str, after: str) -> list[DiffLine]:
    """The lines of both texts in order, removed ones before added ones."""
    old, new = before.split("\n"), after.split("\n")
    found: list[DiffLine] = []
    for kind, a, b, c, d in _opcodes(old, new):
        if kind == "equal":
            found += [DiffLine(" ", (Piece(line, changed=False),)) for line in old[a:b]]
        else:
            found += _changed_lines(old[a:b], new[c:d])
    return found


def _opcodes(old: Sequence[str], new: Sequence[str]) -> Sequence[_Opcode]:
    """What is equal and what is not; of texts that take too long, that all of them is not."""
    if len(old) * len(new) > _MOST_COMPARISONS:
        return [("replace", 0, len(old), 0, len(new))]
    return SequenceMatcher(None, old, new, autojunk=False).get_opcodes()


def _changed_lines(old: Sequence[str], new: Sequence[str]) -> Iterator[DiffLine]:
    """Lines that replace each other are compared word by word, in pairs; the rest is whole."""
    paired = min(len(old), len(new))
    pairs = [_changed_words(*pair) for pair in zip(old[:paired], new[:paired], strict=True)]
    yield from (DiffLine("-", removed) for removed, _ in pairs)
    yield from (DiffLine("-", (Piece(line, changed=True),)) for line in old[paired:])
    yield from (DiffLine("+", added) for _, added in pairs)
    yield from (DiffLine("+", (Piece(line, changed=True),)) for line in new[paired:])


def _changed_words(old: str, new: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    ours, theirs = _WORDS.findall(old), _WORDS.findall(new)
    removed, added = [], []
    for kind, a, b, c, d in _opcodes(ours, theirs):
        removed.append(Piece("".join(ours[a:b]), kind != "equal"))
        added.append(Piece("".join(theirs[c:d]), kind != "equal"))
    return _present(removed), _present(added)


def _present(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    return tuple(piece for piece in pieces if piece.text)
