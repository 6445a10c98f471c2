"""Where the templates of a map stand: in columns, each right of what leads to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.text import Text

from syncer.graph.build import links_of
from syncer.graph.circles import onward, reversed_links
from syncer.model import TemplateKey
from syncer.render.graph_drawing import edge_words, event_words, mark_words, short

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from syncer.graph.build import Links
    from syncer.graph.values import Graph, Node

WIDTH = 290
_HEAD, _ROW, _FOOT = 30, 22, 8
_TITLE_CELLS, _ROW_CELLS = 30, 37
_COLUMN, _GAP, _MARGIN = WIDTH + 110, 28, 16


@dataclass(frozen=True, slots=True)
class Box:
    """A template at its place, in pixels, with `rows` of text below its name."""

    node: Node
    x: int
    y: int
    title: str
    rows: tuple[str, ...]

    @property
    def height(self) -> int:
        """All of it."""
        return _HEAD + _ROW * len(self.rows) + _FOOT

    def text_y(self, row: int) -> int:
        """Where the letters of a row stand, within the box."""
        return _HEAD + _ROW * row + 16

    def middle_of(self, row: int) -> int:
        """Where an arrow from a row begins, in the picture."""
        return self.y + _HEAD + _ROW * row + _ROW // 2


@dataclass(frozen=True, slots=True)
class Sheet:
    """A whole picture; `curves` are paths as SVG writes them."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    curves: tuple[str, ...]


def laid_out(graph: Graph) -> Sheet:
    """The picture of a map that is not empty: the same for the same map."""
    boxes = {box.node.key: box for box in _boxes(graph)}
    return Sheet(
        width=max(box.x for box in boxes.values()) + _COLUMN,
        height=max(box.y + box.height for box in boxes.values()) + _MARGIN,
        boxes=tuple(boxes.values()),
        curves=tuple(_curves(graph, boxes)),
    )


def _boxes(graph: Graph) -> Iterator[Box]:
    """The boxes of each column from top to bottom."""
    rows = _rows(graph)
    for number, column in enumerate(_columns(graph)):
        y = _MARGIN
        for node in column:
            title = _fitting(str(node.key), _TITLE_CELLS)
            lines = tuple(_fitting(row, _ROW_CELLS) for row in rows[node.key])
            box = Box(node, _MARGIN + number * _COLUMN, y, title, lines)
            yield box
            y += box.height + _GAP


def _fitting(text: str, cells: int) -> str:
    """As much of a text as a box has room for; the table below the picture has all of it."""
    line = Text(short(text))
    line.truncate(cells, overflow="ellipsis")
    return line.plain


def _rows(graph: Graph) -> dict[TemplateKey, list[str]]:
    """The texts in each box below its name: its marks, then one for each event."""
    marks = {node.key: ", ".join(mark_words(node)) for node in graph.nodes}
    rows = {key: [words] if words else [] for key, words in marks.items()}
    for edge, words in zip(graph.edges, edge_words(graph), strict=True):
        event = "" if isinstance(edge.to, TemplateKey) else f" → {event_words(edge.to)}"
        rows[edge.source].append(words + event)
    return rows


def _columns(graph: Graph) -> list[list[Node]]:
    """The templates by how far they are from a beginning, near those that lead to them."""
    begins_first = sorted(graph.nodes, key=lambda node: "unreachable" not in node.marks)
    links = links_of((node.key for node in begins_first), graph.edges)
    numbers = _column_numbers(links)
    columns: list[list[Node]] = [[] for _ in range(max(numbers.values()) + 1)]
    for node in graph.nodes:
        columns[numbers[node.key]].append(node)
    back, places = reversed_links(links), dict[TemplateKey, int]()
    for column in columns:
        column.sort(key=lambda node: _pull(back[node.key], places))
        places |= {node.key: place for place, node in enumerate(column)}
    return columns


def _column_numbers(links: Links) -> dict[TemplateKey, int]:
    """One more than the farthest that leads to it, where that is no way back in a loop."""
    numbers = dict.fromkeys(links, 0)
    passed = set()
    for key in onward(links):
        passed.add(key)
        for target in links[key]:
            if target not in passed:
                numbers[target] = max(numbers[target], numbers[key] + 1)
    return numbers


def _pull(sources: Sequence[TemplateKey], places: Mapping[TemplateKey, int]) -> float:
    """How far down the templates of earlier columns stand that lead to one, on average."""
    found = [places[key] for key in sources if key in places]
    return sum(found) / len(found) if found else 0


def _curves(graph: Graph, boxes: Mapping[TemplateKey, Box]) -> Iterator[str]:
    """An arrow for each event that leads to a template, from its row."""
    rows = {node.key: int(bool(mark_words(node))) for node in graph.nodes}
    for edge in graph.edges:
        if isinstance(edge.to, TemplateKey):
            yield _curve(boxes[edge.source], rows[edge.source], boxes[edge.to])
        rows[edge.source] += 1


def _curve(source: Box, row: int, target: Box) -> str:
    """From the side of a box that looks at the other; within a column around the right side."""
    forward, back = target.x > source.x, target.x < source.x
    x, y = source.x + (0 if back else WIDTH), source.middle_of(row)
    to_x, to_y = target.x + (0 if forward else WIDTH), target.y + _HEAD // 2
    bend = (x + to_x) // 2 if forward or back else x + 3 * _GAP
    return f"M{x} {y}C{bend} {y} {bend} {to_y} {to_x} {to_y}"
