"""A map in Graphviz's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from syncer.render.graph_drawing import Box, Drawing, Look

_SHAPES: dict[Look, str] = {
    "template": "shape=box",
    "start": "shape=box, style=rounded, penwidth=3",
    "dead_end": "shape=box, peripheries=2",
    "loop": "shape=hexagon",
    "outside": "shape=box, style=dashed",
    "event": "shape=parallelogram",
    "alone": "shape=note, style=dashed",
}


def dot(drawings: Sequence[Drawing]) -> str:
    """One graph of all; each account is a cluster with its name."""
    lines = [line for one in drawings for line in _cluster(one)]
    return "\n  ".join(["digraph templates {", "rankdir=LR;", *lines]) + "\n}\n"


def _cluster(drawing: Drawing) -> Iterator[str]:
    yield f"subgraph cluster_{drawing.name} {{"
    yield f"  label={_quoted(drawing.account)};"
    yield from (f"  {_box(box)}" for box in drawing.boxes)
    for arrow in drawing.arrows:
        yield f"  {arrow.source} -> {arrow.target} [label={_quoted(arrow.words)}];"
    yield "}"


def _box(box: Box) -> str:
    return f"{box.name} [label={_quoted(*box.lines)}, {_SHAPES[box.look]}];"


def _quoted(*lines: str) -> str:
    """Lines of text as a string; Graphviz reads escapes and HTML's entities in it."""
    return '"' + "\\n".join(map(_escaped, lines)) + '"'


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("\\", "\\\\").replace('"', '\\"')
