"""A chat bubble in a terminal: a box with header, body and footer, and the buttons below them."""

from __future__ import annotations

from dataclasses import dataclass
from io import StringIO
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.console import Console
from rich.filesize import decimal
from rich.text import Text

from syncer.pictures.values import MediaPart, TextPart
from syncer.render.pieces import coloured_line, plain_line
from syncer.render.values import in_line, visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from syncer.pictures.values import (
        Block,
        BlockKind,
        Direction,
        Heading,
        Line,
        Picture,
        PictureButton,
        Trigger,
    )

NARROWEST, WIDEST = 20, 60
"""How wide a bubble may be, in columns."""

_ICONS = {"QUICK_REPLY": "↩", "URL": "↗", "PHONE_NUMBER": "☎", "FLOW": "▤"}
_MARGINS: dict[BlockKind, tuple[str, str]] = {
    "text": ("", ""),
    "bullets": ("• ", "  "),
    "quote": ("▏ ", "▏ "),
    "code": ("  ", "  "),
}
_FRAME = len("│  │")


@dataclass(frozen=True, slots=True)
class _Paper:
    """What a bubble is written on: its width within the frame, and how its lines become text."""

    width: int
    direction: Direction
    text: Callable[[Line], Text]


def bubble_lines(picture: Picture, columns: int, *, colour: bool) -> Iterator[Text]:
    """The bubble on so many columns. Without colour, formatted text keeps its marks."""
    width = max(min(columns, WIDEST), NARROWEST) - _FRAME
    paper = _Paper(width, picture.direction, coloured_line if colour else plain_line)
    yield _rule("╭╮", width)
    for number, part in enumerate(_parts(picture, paper)):
        yield from [_framed(Text(), paper)] if number else []
        yield from part
    yield from [_rule("├┤", width)] if picture.buttons else []
    for button in picture.buttons:
        yield from _button(button, paper)
    yield _rule("╰╯", width)


def _rule(corners: str, width: int) -> Text:
    return Text(f"{corners[0]}{'─' * (width + 2)}{corners[1]}", style="dim")


def _rows(paper: _Paper, text: Text, first: str = "", rest: str = "") -> Iterator[Text]:
    """The text in as many rows as it takes, with what stands before the first and before others."""
    room = paper.width - cell_len(first)
    for row in text.wrap(Console(file=StringIO(), width=room), room, overflow="fold"):
        row.rstrip()
        yield _framed(Text.assemble((first, "dim"), row), paper)
        first = rest


def _framed(row: Text, paper: _Paper) -> Text:
    """A row between the sides of the box."""
    blank = " " * (paper.width - cell_len(row.plain))
    before, after = (blank, "") if paper.direction == "rtl" else ("", blank)
    return Text.assemble(("│ ", "dim"), before, row, after, (" │", "dim"))


def _parts(picture: Picture, paper: _Paper) -> Iterator[Iterator[Text]]:
    """Header, body and footer, as far as they are there."""
    if picture.header:
        yield _rows(paper, _heading(picture.header, paper))
    yield (row for block in picture.body for row in _block(block, paper))
    if picture.footer:
        yield _rows(paper, _looking(paper.text(picture.footer), "dim"))


def _looking(text: Text, style: str) -> Text:
    text.stylize(style)
    return text


def _heading(header: Heading, paper: _Paper) -> Text:
    if isinstance(header, TextPart):
        return _looking(paper.text(header.line), "bold")
    text = Text(f"▣ {in_line(header.format)}", style="magenta")
    return (
        text.append(in_line(_file(header)), style="default")
        if isinstance(header, MediaPart)
        else text
    )


def _file(header: MediaPart) -> str:
    """The file's name and size, as far as they are known."""
    unknown = "" if header.digest else "bytes unknown"
    size = unknown if header.size is None else decimal(header.size)
    return "".join(f"  {word}" for word in (header.filename, size) if word)


def _block(block: Block, paper: _Paper) -> Iterator[Text]:
    for number, line in enumerate(block.lines, block.start):
        text = _looking(paper.text(line), "cyan" if block.kind == "code" else "")
        first, rest = _margin(block, number)
        yield from _rows(paper, text, first, rest)


def _margin(block: Block, number: int) -> tuple[str, str]:
    """What stands before the first row of a line, and before those that follow it."""
    if block.kind == "numbers":
        return f"{number}. ", " " * len(f"{number}. ")
    return _MARGINS[block.kind]


def _button(button: PictureButton, paper: _Paper) -> Iterator[Text]:
    text = _looking(paper.text(button.text), "bold cyan")
    if button.unsubscribe:
        text.append(" (unsubscribe)", style="not bold yellow")
    icon = _ICONS.get(button.type, "▢")
    shown = text if button.type in _ICONS else text.append(f" {in_line(button.type)}", style="dim")
    yield from _rows(paper, shown, f"{icon} ", "  ")
    if button.leads_to:
        yield from _rows(paper, paper.text(button.leads_to), "  ", "  ")
    for trigger in button.triggers:
        yield from _rows(paper, _trigger(trigger), "  → ", "    ")


def _trigger(trigger: Trigger) -> Text:
    text = Text(f"{trigger.kind} ", style="dim")
    if trigger.kind == "template" and trigger.target is None:
        return text.append(f"{in_line(trigger.text)}, which leads nowhere", style="yellow")
    return text.append(visible(str(trigger.target or trigger.text)), style="default not dim")
