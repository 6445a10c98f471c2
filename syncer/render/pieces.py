"""The pieces of a picture's line as text for a terminal."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from rich.text import Text

from syncer.pictures.values import Span
from syncer.render.values import in_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from syncer.pictures.values import Line, Piece, Style

_LOOKS: dict[Style, str] = {"bold": "bold", "italic": "italic", "strike": "strike", "code": "cyan"}
_MARKS: dict[Style, str] = {"bold": "*", "italic": "_", "strike": "~", "code": "`"}


def coloured_line(line: Line) -> Text:
    """The line as it looks: sample values underlined, a placeholder without one as a chip."""
    text = Text()
    for piece in line:
        looks = [_LOOKS[style] for style in sorted(piece.styles)]
        text.append(_words(piece), style=" ".join([*looks, *_own_look(piece)]))
    return text


def plain_line(line: Line) -> Text:
    """The line where nothing can look different: with WhatsApp's marks around what they style."""
    return Text("".join(_marked(line)))


def _words(piece: Piece) -> str:
    """What the recipient reads, or the placeholder where that is not known."""
    if isinstance(piece, Span):
        return in_line(piece.text)
    return in_line("{{" + piece.name + "}}" if piece.example is None else piece.example)


def _own_look(piece: Piece) -> Iterator[str]:
    if not isinstance(piece, Span):
        yield "reverse cyan" if piece.example is None else "underline"


def _marked(line: Line) -> Iterator[str]:
    """Words and marks; the marks of what goes on longer stand further outside."""
    opened: list[Style] = []
    for index, piece in enumerate(line):
        while opened and opened[-1] not in piece.styles:
            yield _MARKS[opened.pop()]
        for style in _longest_first(line, index, piece.styles.difference(opened)):
            opened.append(style)
            yield _MARKS[style]
        yield _words(piece)
    yield from (_MARKS[style] for style in reversed(opened))


def _longest_first(line: Line, index: int, styles: Iterable[Style]) -> list[Style]:
    """Styles that begin at this piece, by how many pieces in a row have them."""

    def extent(style: Style) -> int:
        having = takewhile(lambda at: style in line[at].styles, range(index, len(line)))
        return sum(1 for _ in having)

    return sorted(styles, key=extent, reverse=True)
