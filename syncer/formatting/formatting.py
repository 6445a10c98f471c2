"""A template file's text → its canonical form, which means the same and loses no comment."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import yaml

from syncer.documents.compose import compose
from syncer.documents.nodes import MapNode, location
from syncer.documents.text import with_line_ends_of
from syncer.errors import Location, Problem
from syncer.formatting.arranging import arrange
from syncer.formatting.checking import RULE, changed, unstable
from syncer.formatting.comments import comments_of
from syncer.formatting.homes import remarks_of
from syncer.formatting.reading import is_empty, roots_of
from syncer.formatting.writing import written

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ruamel.yaml.nodes import Node

    from syncer.documents.compose import Composition
    from syncer.formatting.comments import Comment

_SEPARATOR = "---\n"


@dataclass(frozen=True, slots=True)
class Formatted:
    """A file's text in canonical form, or, with problems, as it stands."""

    text: str
    problems: tuple[Problem, ...] = ()


def formatted(text: str, file: str) -> Formatted:
    """The canonical form, with the line ends of the text's first line. Never raises for a bad text.

    A text that is not YAML, or that could not be written so that it means the same, stays as it is.
    `file` is the path as messages show it.
    """
    lines = text.replace("\r\n", "\n")
    composition = compose(lines, file)
    if problems := [*composition.problems, *_unfit(composition, lines, file)]:
        return Formatted(text, tuple(problems))
    outcome = _checked(_without_version(lines), file)
    if isinstance(outcome, Problem):
        return Formatted(text, (outcome,))
    return Formatted(with_line_ends_of(text, outcome))


def _checked(text: str, file: str) -> str | Problem:
    """The canonical form, or why it must not be written."""
    canonical = _canonical(text)
    return (
        changed(text, canonical, file)
        or unstable(text, canonical, _canonical(canonical), file)
        or canonical
    )


def _unfit(composition: Composition, text: str, file: str) -> Iterator[Problem]:
    """What is YAML, and still has no canonical form."""
    for document in composition.documents:
        if not isinstance(document.root, MapNode):
            place = location(file, document.root)
            yield Problem(place, "this is no template", "write `key: value` lines", RULE)
    for token in () if composition.problems else _directives(text):
        if not _is_version(token):
            place = Location(file, token.start_mark.line + 1)
            message = "a line that begins with `%` has no meaning here"
            yield Problem(place, message, "remove it", RULE)


def _without_version(text: str) -> str:
    """Without `%YAML 1.2`, which says what is so anyway."""
    for token in reversed(list(filter(_is_version, _directives(text)))):
        text = text[: token.start_mark.index] + text[token.end_mark.index :]
    return text


def _directives(text: str) -> Iterator[yaml.DirectiveToken]:
    return (token for token in _tokens(text) if isinstance(token, yaml.DirectiveToken))


def _is_version(token: yaml.DirectiveToken) -> bool:
    return (token.name, token.value) == ("YAML", (1, 2))


def _canonical(text: str) -> str:
    roots, starts, comments = roots_of(text), _starts(text), comments_of(text)
    offsets = [one.offset for one in comments]
    cuts = [0, *(bisect_left(offsets, start) for start in starts), len(comments)]
    # What stands before a first `---` is a document of its own, of comments alone.
    documents = [*[None] * (len(starts) + 1 - len(roots)), *roots]
    return _SEPARATOR.join(
        _document(root, text, comments[begin:end])
        for root, (begin, end) in zip(documents, pairwise(cuts), strict=False)
    )


def _document(root: Node | None, text: str, comments: Sequence[Comment]) -> str:
    if root is None or is_empty(root):
        return written(None, remarks_of(None, text, comments))
    remarks = remarks_of(root, text, comments)
    arrange(root)
    return written(root, remarks)


def _starts(text: str) -> list[int]:
    """Where the `---` of the documents stand."""
    found = (token for token in _tokens(text) if isinstance(token, yaml.DocumentStartToken))
    return [token.start_mark.index for token in found]


def _tokens(text: str) -> Iterable[yaml.Token]:
    return yaml.scan(text, Loader=yaml.CSafeLoader)
