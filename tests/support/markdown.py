"""What our documents show: fenced blocks, and the stage directions between them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from markdown_it import MarkdownIt

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
FOLLOWED = [document for document in DOCUMENTS if document.name != "commands.md"]
"""Those that somebody can do line by line; tests/cli/test_reference.py has docs/commands.md."""

ONE_LINE = " (one line of it)"
"""What stands behind a file's name where a block shows no more of it."""

_DIRECTION = re.compile(r"<!-- meanwhile: (.*?) -->", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block. `path` is what stands behind its language: the file that it shows.

    With `one_line` it shows the one line of the file that changes.
    """

    place: str
    language: str
    path: str
    one_line: bool
    text: str


@dataclass(frozen=True, slots=True)
class Direction:
    """`<!-- meanwhile: … -->`: what happens at this place, told to the tests alone."""

    place: str
    text: str


Part: TypeAlias = "Block | Direction"


def parts_of(document: Path) -> Iterator[Part]:
    """The blocks and directions of a document, in order."""
    for token in MarkdownIt().parse(document.read_text(encoding="utf-8")):
        line = token.map[0] + 1 if token.map else 0
        place = f"{document.name}:{line}"
        if token.type == "fence":
            language, _, shown = token.info.strip().partition(" ")
            path = shown.removesuffix(ONE_LINE)
            yield Block(place, language, path, path != shown, token.content)
        if token.type == "html_block":
            for text in _DIRECTION.findall(token.content):
                yield Direction(place, " ".join(text.split()))


def blocks_of(document: Path, *languages: str) -> list[Block]:
    """The blocks of a document in one of these languages."""
    blocks = (part for part in parts_of(document) if isinstance(part, Block))
    return [block for block in blocks if block.language in languages]
