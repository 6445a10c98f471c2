"""Rows of cells as lines of aligned columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

_GAP = "  "


def aligned(rows: Sequence[Sequence[Text]]) -> list[Text]:
    """One line per row, each column as wide as its widest cell; the last one ends where it ends."""
    widths = [max(cell.cell_len for cell in column) for column in zip(*rows, strict=True)]
    return [_line(row, widths) for row in rows]


def _line(row: Sequence[Text], widths: Sequence[int]) -> Text:
    line = Text(_GAP).join(
        Text.assemble(cell, " " * (width - cell.cell_len))
        for cell, width in zip(row, widths, strict=True)
    )
    line.rstrip()
    return line
