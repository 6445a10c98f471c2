"""Pictures as one text, to compare with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from syncer.pictures.formatting import formatted
from syncer.pictures.values import Placeholder

if TYPE_CHECKING:
    from collections.abc import Iterable

    from syncer.pictures.values import Block, Line, Piece, Style

_TAGS: dict[Style, str] = {"bold": "b", "italic": "i", "strike": "s", "code": "c"}
_BEFORE = {"text": "", "bullets": "• ", "numbers": "1. ", "quote": "> ", "code": "| "}


def shown(text: str) -> str:
    """How a text is formatted: tags for its styles, and what begins the lines of a block."""
    lines = []
    for block in formatted(text):
        for line in block.lines:
            words = "".join(_tagged(text[one.start : one.end], one.styles) for one in line)
            before = _BEFORE[block.kind]
            lines.append(before + words if words else before.rstrip())
    return "\n".join(lines)


def pieces(line: Line) -> str:
    """A line: what changed in angle brackets, of placeholders the name and the sample value."""
    return "".join(f"<{_words(piece)}>" if piece.changed else _words(piece) for piece in line)


def body(blocks: Iterable[Block]) -> list[str]:
    """The lines of a body in the same way."""
    return [pieces(line) for block in blocks for line in block.lines]


def _words(piece: Piece) -> str:
    if isinstance(piece, Placeholder):
        return "{{" + piece.name + ("}}" if piece.example is None else f"={piece.example}}}}}")
    return piece.text


def _tagged(text: str, styles: Iterable[Style]) -> str:
    for style in sorted(styles, reverse=True):
        text = f"<{_TAGS[style]}>{text}</{_TAGS[style]}>"
    return text
