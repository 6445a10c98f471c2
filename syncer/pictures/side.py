"""One side of a change: its texts as pieces, with what the other side has not marked."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain, groupby
from typing import TYPE_CHECKING, TypeAlias

from syncer.pictures.changes import changed_characters
from syncer.pictures.formatting import formatted
from syncer.pictures.marks import PLACEHOLDER
from syncer.pictures.values import Block, Placeholder, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from syncer.pictures.changes import Mask, Sign
    from syncer.pictures.formatting import Stretch
    from syncer.pictures.values import Line, Piece, Style

Styles: TypeAlias = "frozenset[Style]"

_BRACES = 2


@dataclass(frozen=True, slots=True)
class Side:
    """The side before ("-") or after ("+"), and the sample values of placeholders by their names.

    Its methods take one of its texts, and what the other side has in that text's place.
    """

    sign: Sign
    examples: Mapping[str, str]

    def blocks(self, text: str, other: str) -> tuple[Block, ...]:
        """A text with WhatsApp's formatting."""
        mask = changed_characters(text, other, self.sign)
        return tuple(
            Block(one.kind, tuple(self._line(text, line, mask) for line in one.lines), one.start)
            for one in formatted(text)
        )

    def line(self, text: str, other: str) -> Line:
        """A text that is shown as it stands, but for its placeholders."""
        mask = changed_characters(text, other, self.sign)
        return tuple(self._pieces(text, mask, frozenset()))

    def fixed(self, text: str, other: str) -> Line:
        """A text that is the same for everybody: braces are text like any other."""
        return tuple(_spans(text, changed_characters(text, other, self.sign), frozenset()))

    def _line(self, text: str, stretches: Iterable[Stretch], mask: Mask) -> Line:
        found = (
            self._pieces(text[one.start : one.end], _mask_of(one, mask), one.styles)
            for one in stretches
        )
        return tuple(chain.from_iterable(found))

    def _pieces(self, text: str, mask: Mask, styles: Styles) -> Iterator[Piece]:
        """A stretch's text cut at its placeholders."""
        at = 0
        for match in PLACEHOLDER.finditer(text):
            start, end = match.span()
            yield from _spans(text[at:start], mask[at:start], styles)
            name = match[0][_BRACES:-_BRACES].strip()
            yield Placeholder(name, self.examples.get(name), styles, any(mask[start:end]))
            at = end
        yield from _spans(text[at:], mask[at:], styles)


def _mask_of(stretch: Stretch, mask: Mask) -> Mask:
    """The stretch's part of the mask: if the marks changed that make it look so, all of it did."""
    if any(mask[mark] for mark in stretch.marks):
        return b"\1" * (stretch.end - stretch.start)
    return mask[stretch.start : stretch.end]


def _spans(text: str, mask: Mask, styles: Styles) -> Iterator[Span]:
    """A text cut where what changed begins and ends."""
    at = 0
    for changed, group in groupby(mask):
        end = at + len(list(group))
        yield Span(text[at:end], styles, bool(changed))
        at = end
