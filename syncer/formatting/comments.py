"""The comments and empty lines of a YAML text: all that stands between its tokens."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

_Token: TypeAlias = Any  # PyYAML's stubs do not know that marks are never None
_NOTES = re.compile(r"#[^\n]*|(?<=\n)[ \t]*(?=\n)")
_ON_BLOCK = re.compile(r"[|>][^\n#]*[ \t](#[^\n]*)")


class Comment(NamedTuple):
    """A comment, or an empty line, whose text is "".

    `offset` and `column` count characters from 0. `alone`: nothing stands before it on its line.
    """

    offset: int
    column: int
    text: str
    alone: bool


def comments_of(text: str) -> list[Comment]:
    """The comments and empty lines of a YAML text, in order. Raises what PyYAML raises."""
    return [
        _comment(text, match.start(group), match[group].rstrip()) for match, group in _matches(text)
    ]


def _matches(text: str) -> Iterator[tuple[re.Match[str], int]]:
    """Each note, and the group of the match that it is."""
    behind = 0
    for token in yaml.scan(text, Loader=yaml.CSafeLoader):
        start = token.start_mark.index
        yield from ((match, 0) for match in _NOTES.finditer(text, behind, start))
        behind = max(behind, start + len(text[start : token.end_mark.index].rstrip()))
        if (found := _on_block(token, text)) is not None:
            yield found, 1
    yield from ((match, 0) for match in _NOTES.finditer(text, behind))


def _on_block(token: _Token, text: str) -> re.Match[str] | None:
    """A comment behind the `|` that a block begins with, which is part of the block's token."""
    is_block = isinstance(token, yaml.ScalarToken) and token.style in ("|", ">")
    return _ON_BLOCK.match(text, token.start_mark.index) if is_block else None


def _comment(text: str, offset: int, written: str) -> Comment:
    line = text.rfind("\n", 0, offset) + 1
    before = text[line:offset]
    return Comment(offset, len(before), written, not before.strip())
