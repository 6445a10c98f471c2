"""Foreign text in GitHub's Markdown: all of it shows, and none of it is obeyed.

GitHub turns `@names`, `#123`, commits, addresses and `:words:` into links and pictures everywhere
but in code, escaped or not; so what could be any of these goes into code.
"""

from __future__ import annotations

import html
import re
from functools import reduce
from itertools import groupby
from typing import TYPE_CHECKING

from syncer.render.values import in_line, visible

if TYPE_CHECKING:
    from collections.abc import Sequence

_LONGEST = 1000
"""In characters, of a text within a line; errors quote what servers say."""

_BACKTICKS = re.compile("`+")
_TOO_MANY = re.compile("(`{40})`+")
_QUOTED = re.compile("(`[^`]+`)")
_PLAIN = re.compile(
    r"""[.,;:!?()]+
    | \(? [^\W\d_]+ (?:['’-][^\W\d_]+)* [.,;:!?]? \)? [.,;:]?  # a word
    | \(? \d{1,6} (?: [,;] | \)[.,;] )?  # a number, but not the beginning of a list""",
    re.VERBOSE,
)
_COMMIT = re.compile(r"[0-9a-fA-F]{7,}")


def code(text: str) -> str:
    """The text as a code span, on one line."""
    shown = _countable(in_line(_shortened(text))) or " "
    ticks = "`" * (_longest_run(shown) + 1)
    edges = shown[0], shown[-1]
    pad = " " if "`" in edges or (edges == (" ", " ") and shown.strip(" ")) else ""
    return f"{ticks}{pad}{shown}{pad}{ticks}"


def html_code(text: str) -> str:
    """The text as code where Markdown is not read, as in `<summary>`."""
    return f"<code>{html.escape(in_line(_shortened(text)))}</code>"


def prose(text: str) -> str:
    """A sentence whose plain words stay words; whatever else is in it becomes code."""
    parts = _QUOTED.split(in_line(_shortened(text)))
    spans = (code(part[1:-1]) if number % 2 else _words(part) for number, part in enumerate(parts))
    return reduce(_joined, spans).strip()


def fence(lines: Sequence[str], language: str) -> str:
    """The lines in a fence of this language; nothing in them ends it."""
    content = _countable("\n".join(map(visible, lines)))
    ticks = "`" * max(3, _longest_run(content) + 1)
    return f"{ticks}{language}\n{content}\n{ticks}"


def _words(text: str) -> str:
    """What is between two pieces of code that the sentence has itself."""
    runs = groupby(text.split(), _is_plain)
    words = (" ".join(run) if plain else code(" ".join(run)) for plain, run in runs)
    return " " * text.startswith(" ") + " ".join(words) + " " * text.endswith(" ")


def _joined(before: str, after: str) -> str:
    """Both texts; the backticks of two pieces of code must not touch."""
    return before + " " * (before[-1:] == after[:1] == "`") + after


def _is_plain(word: str) -> bool:
    return bool(_PLAIN.fullmatch(word)) and not _COMMIT.match(word.strip("(.,;:!?)"))


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _countable(text: str) -> str:
    """The text with runs of backticks that a parser counts: cmark stops at 80, in fences at 255."""
    return _TOO_MANY.sub("\\1…", text)


def _longest_run(text: str) -> int:
    return max((len(run) for run in _BACKTICKS.findall(text)), default=0)
