"""A map as boxes and arrows with words on them: what Mermaid and Graphviz draw alike."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from syncer.model import TagEvent, TemplateKey, TextEvent
from syncer.render.values import in_line

if TYPE_CHECKING:
    from syncer.graph.values import Edge, Graph, Mark, Node

Look = Literal["template", "start", "dead_end", "loop", "outside", "event", "alone"]

MARK_WORDS: dict[Mark, str] = {
    "start": "start",
    "unreachable": "unreachable",
    "dead_end": "dead end",
    "loop": "loop",
}
_LONGEST = 60
_LISTED = 20


@dataclass(frozen=True, slots=True)
class Box:
    """A template, or what else a tap does, with the lines that stand in it."""

    name: str
    look: Look
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Arrow:
    """From one box to another, by their names."""

    source: str
    target: str
    words: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """The map of an account. Templates without any arrow share a box that lists the first few."""

    name: str
    account: str
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]


def drawing(graph: Graph, number: int) -> Drawing:
    """The map's drawing; the names in it are letters and digits, and differ by its number."""
    templates = {node.key: f"a{number}t{place}" for place, node in enumerate(graph.nodes)}
    apart = alone(graph)
    boxes = [_box(node, templates[node.key]) for node in graph.nodes if node.key not in apart]
    arrows = []
    for place, (edge, words) in enumerate(zip(graph.edges, edge_words(graph), strict=True)):
        if isinstance(edge.to, TemplateKey):
            target = templates[edge.to]
        else:
            target = f"a{number}e{place}"
            boxes.append(Box(target, "event", (event_words(edge.to),)))
        arrows.append(Arrow(templates[edge.source], target, words))
    if apart:
        boxes.append(Box(f"a{number}alone", "alone", _alone_lines(apart)))
    return Drawing(f"a{number}", short(graph.account), tuple(boxes), tuple(arrows))


def alone(graph: Graph) -> dict[TemplateKey, None]:
    """The templates that have no arrow, in the order of the files."""
    ends = {edge.source for edge in graph.edges} | {edge.to for edge in graph.edges}
    return {node.key: None for node in graph.nodes if node.key not in ends}


def mark_words(node: Node) -> tuple[str, ...]:
    """What a template's marks say; that nothing leads to a start goes without saying."""
    if node.external:
        return ("outside these files",)
    known = "start" in node.marks
    return tuple(MARK_WORDS[one] for one in node.marks if one != "unreachable" or not known)


def edge_words(graph: Graph) -> list[str]:
    """For each edge the button's text, with a number where the button does several things."""
    events = Counter((edge.source, edge.button) for edge in graph.edges)
    return [_numbered(edge, events[edge.source, edge.button]) for edge in graph.edges]


def event_words(event: TextEvent | TagEvent) -> str:
    """What a tap does that leads to no template."""
    if isinstance(event, TextEvent):
        return f"text: {short(event.text)}"
    return f"tag: {short(event.tag)}"


def short(text: str) -> str:
    """The beginning of a text on one line, with nothing hidden in it."""
    line = in_line(" ⏎ ".join(text.split("\n")))
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


def _box(node: Node, name: str) -> Box:
    marks = ", ".join(mark_words(node))
    return Box(name, _look(node), (short(str(node.key)), *([marks] if marks else [])))


def _look(node: Node) -> Look:
    if node.external:
        return "outside"
    return next((mark for mark in node.marks if mark != "unreachable"), "template")


def _numbered(edge: Edge, events: int) -> str:
    text = short(edge.button_text)
    return f"{text} ({edge.event + 1})" if events > 1 else text


def _alone_lines(apart: dict[TemplateKey, None]) -> tuple[str, ...]:
    listed = [short(str(key)) for key in apart][:_LISTED]
    more = [f"and {len(apart) - _LISTED} more"] if len(apart) > _LISTED else []
    return ("unreachable, and leading nowhere:", *listed, *more)
