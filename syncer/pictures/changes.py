"""What one side of a change has that the other has not.

A side is known by its sign in a diff: "-" is the one before, "+" the one after.
"""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Literal, TypeAlias, TypeVar

from syncer.changed_words import line_diff

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Sequence

    from syncer.changed_words import DiffLine

    Item = TypeVar("Item", bound=Hashable)

Sign: TypeAlias = Literal["-", "+"]
Mask: TypeAlias = bytes
"""Of a text: for each of its characters 1, if it differs from the other side's, or 0."""


def changed_characters(text: str, other: str, sign: Sign) -> Mask:
    """Which characters of this side's text belong to words that changed."""
    if text == other:
        return bytes(len(text))
    diff = line_diff(text, other) if sign == "-" else line_diff(other, text)
    return b"\0".join(_line_mask(line) for line in diff if line.sign in (" ", sign))


def _line_mask(line: DiffLine) -> Mask:
    return b"".join(bytes([piece.changed]) * len(piece.text) for piece in line.pieces)


def counterparts(
    items: Sequence[Item], others: Sequence[Item], sign: Sign
) -> Iterator[tuple[Item, Item | None]]:
    """Each item of this side with the one in its place on the other side, if there is one.

    Equal items in the same order belong together; between them, it is those at the same place.
    """
    before, after = (items, others) if sign == "-" else (others, items)
    for _, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        mine, theirs = (before[a:b], after[c:d]) if sign == "-" else (after[c:d], before[a:b])
        for index, item in enumerate(mine):
            yield item, theirs[index] if index < len(theirs) else None
