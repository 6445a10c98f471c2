"""A map as a Mermaid flowchart, which GitHub draws in a fence of this language."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from syncer.render.graph_drawing import Arrow, Box, Drawing, Look

MOST_CHARACTERS, MOST_EDGES = 50_000, 500
"""What Mermaid draws unless a page allows it more (its settings `maxTextSize`, `maxEdges`)."""

_SHAPES: dict[Look, tuple[str, str]] = {
    "template": ("[", "]"),
    "start": ("([", "])"),
    "dead_end": ("[[", "]]"),
    "loop": ("{{", "}}"),
    "outside": ("[", "]:::outside"),
    "event": ("[/", "/]"),
    "alone": ("[", "]:::outside"),
}
_STYLE = "classDef outside stroke-dasharray:5 5"
_RISKY = re.compile(r"(?![^\W_]|(?<=[^\W_])[_-](?=[^\W_])|(?<=\S) (?=\S)|[,/]).", re.DOTALL)
"""All but letters, digits, what joins two of them, and single spaces."""


def mermaid(drawings: Sequence[Drawing]) -> str:
    """One flowchart of all; of several accounts each has a frame with its name."""
    framed = len(drawings) > 1
    lines = [line for one in drawings for line in (_framed(one) if framed else _lines(one))]
    return "\n  ".join(["flowchart LR", *lines, _STYLE]) + "\n"


def fits_github(text: str, drawings: Sequence[Drawing]) -> bool:
    """Whether GitHub draws it."""
    edges = sum(len(one.arrows) for one in drawings)
    return len(text) <= MOST_CHARACTERS and edges <= MOST_EDGES


def _framed(drawing: Drawing) -> Iterator[str]:
    yield f'subgraph {drawing.name}["{_label(drawing.account)}"]'
    yield from (f"  {line}" for line in _lines(drawing))
    yield "end"


def _lines(drawing: Drawing) -> Iterator[str]:
    yield from map(_box, drawing.boxes)
    for source, target, words in _ways(drawing.arrows):
        yield f'{source} -->|"{"<br/>".join(map(_label, words))}"| {target}'


def _ways(arrows: Sequence[Arrow]) -> Iterator[tuple[str, str, list[str]]]:
    """The arrows; those from a box to itself as one, since Mermaid draws but the last of them."""
    circles: dict[str, list[str]] = {}
    for arrow in arrows:
        if arrow.source == arrow.target:
            circles.setdefault(arrow.source, []).append(arrow.words)
        else:
            yield arrow.source, arrow.target, [arrow.words]
    yield from ((box, box, words) for box, words in circles.items())


def _box(box: Box) -> str:
    opening, closing = _SHAPES[box.look]
    return f'{box.name}{opening}"{"<br/>".join(map(_label, box.lines))}"{closing}'


def _label(text: str) -> str:
    """The text with all that Mermaid, Markdown or HTML could obey as entities of Mermaid's.

    A backslash, which breaks lines before an n even so, is shown by a wide one.
    """
    wide = text.replace("\\", "＼")
    return _RISKY.sub(lambda match: f"#{ord(match[0])};", wide) or "#160;"
