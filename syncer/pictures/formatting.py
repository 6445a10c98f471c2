"""WhatsApp's text formatting: a text as blocks of lines, each line in stretches that look the same.

Offsets are those of the text, so that changes and placeholders can cut what is found here further.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple, cast

from syncer.pictures.marks import FENCE, FENCED, runs_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from syncer.pictures.marks import Run
    from syncer.pictures.values import BlockKind, Style

_MARKER = re.compile(r"(?:(?P<bullets>[*-])|(?P<numbers>0|[1-9][0-9]{0,8})\.|(?P<quote>>)) (?=\S)")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a line in one look; `marks` are the offsets of the characters that give it that."""

    start: int
    end: int
    styles: frozenset[Style] = frozenset()
    marks: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class FormattedBlock:
    """Lines that belong together, as `syncer.pictures.values.Block` has them."""

    kind: BlockKind
    lines: tuple[tuple[Stretch, ...], ...]
    start: int = 1


class _Line(NamedTuple):
    """A line to `end`, with the marker that it begins with; of a numbered list, its number."""

    kind: BlockKind
    marker: range
    end: int
    number: int = 1


def formatted(text: str) -> tuple[FormattedBlock, ...]:
    """The text as WhatsApp shows it. Any text is one; it takes time in proportion to its length."""
    return tuple(_blocks(text))


def _blocks(text: str) -> Iterator[FormattedBlock]:
    """Fences that go over several lines, and the lines between them."""
    at = 0
    for match in FENCED.finditer(text):
        if "\n" in match[0]:
            yield from _between(text, at, match.start())
            yield _code(text, match.start(), match.end())
            at = match.end() + text.startswith("\n", match.end())
    yield from _between(text, at, len(text))


def _code(text: str, start: int, end: int) -> FormattedBlock:
    """A block of code; line breaks beside its fences are none of its lines."""
    marks = frozenset((*range(start, start + FENCE), *range(end - FENCE, end)))
    first = start + FENCE + text.startswith("\n", start + FENCE)
    last = end - FENCE - text.endswith("\n", first, end - FENCE)
    lines = _line_ranges(text, first, last)
    return FormattedBlock("code", tuple(_plain(*line, marks) for line in lines))


def _plain(start: int, end: int, marks: frozenset[int]) -> tuple[Stretch, ...]:
    return (Stretch(start, end, marks=marks),) if end > start else ()


def _between(text: str, start: int, end: int) -> Iterator[FormattedBlock]:
    """The blocks of what stands between code: neighbours of one kind, numbers as they go on."""
    if start == end:
        return
    last = end - text.endswith("\n", start, end) if end < len(text) else end
    lines = [_line(text, *line) for line in _line_ranges(text, start, last)]
    for _, group in groupby(enumerate(lines), _belongs):
        found = [line for _, line in group]
        styled = tuple(tuple(_stretches(text, line)) for line in found)
        yield FormattedBlock(found[0].kind, styled, found[0].number)


def _belongs(numbered: tuple[int, _Line]) -> tuple[BlockKind, int]:
    """What neighbours have in common that belong to one block."""
    index, line = numbered
    return line.kind, line.number - index if line.kind == "numbers" else 0


def _line_ranges(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for line in text[start:end].split("\n"):
        yield start, start + len(line)
        start += len(line) + 1


def _line(text: str, start: int, end: int) -> _Line:
    begins = start == 0 or text[start - 1] == "\n"
    match = _MARKER.match(text, start, end) if begins else None
    if not match:
        return _Line("text", range(start, start), end)
    kind = cast("BlockKind", match.lastgroup)
    return _Line(kind, range(start, match.end()), end, int(match["numbers"] or 1))


def _stretches(text: str, line: _Line) -> Iterator[Stretch]:
    """The line cut at its marks."""
    runs = runs_in(text, line.marker.stop, line.end)
    opening = ((run.start, run, True) for run in runs)
    closing = ((run.end - run.width, run, False) for run in runs)
    at = line.marker.stop
    active: list[Run] = []
    for offset, run, opens in sorted((*opening, *closing), key=itemgetter(0)):
        yield from _stretch(at, offset, active, line.marker)
        at = offset + run.width
        active = [*active, run] if opens else [one for one in active if one is not run]
    yield from _stretch(at, line.end, active, line.marker)


def _stretch(start: int, end: int, runs: list[Run], marker: range) -> Iterator[Stretch]:
    if start < end:
        styles = frozenset(run.style for run in runs)
        yield Stretch(start, end, styles, frozenset(marker).union(*(run.marks for run in runs)))
