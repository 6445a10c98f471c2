"""Nodes and their comments → the text of one document."""

from __future__ import annotations

from io import StringIO
from itertools import dropwhile
from typing import TYPE_CHECKING, Any

from ruamel.yaml import YAML
from ruamel.yaml.emitter import Emitter
from ruamel.yaml.error import CommentMark
from ruamel.yaml.nodes import CollectionNode, MappingNode, ScalarNode, SequenceNode
from ruamel.yaml.tokens import CommentToken

from syncer.documents.yaml_text import LONGEST_LINE, quoted_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ruamel.yaml.nodes import Node

    from syncer.formatting.comments import Comment
    from syncer.formatting.homes import Remarks

_STEP = 2
_BESIDE, _ABOVE, _BEHIND = 0, 1, 2
"""The slots of a node's `comment` that ruamel's emitter writes: on its line, above it, and, of a
collection, behind its last value."""


class _Emitter(Emitter):
    """Writes texts in double quotes as new files have them; ruamel escapes fewer characters."""

    def write_double_quoted(self, text: Any, split: Any = True) -> None:  # noqa: ANN401, FBT002 -- ruamel's signature
        del split
        self.write_indicator(quoted_text(text), need_whitespace=True)


def written(root: Node | None, remarks: Remarks) -> str:
    """A document with its comments; without a root, which is an empty one, its comments alone."""
    head, tail = _spaced(remarks.head), _spaced(remarks.tail)
    if root is None:
        return _lines(_not_last(_not_first(head)))
    _Commenter(remarks).comment(root, 0)
    return _lines(_not_first(head)) + _serialised(root) + _lines(_not_last(tail))


class _Commenter:
    """Gives the nodes of a document their comments, in the order in which they are written."""

    def __init__(self, remarks: Remarks) -> None:
        self._remarks = remarks
        self._seen: set[int] = set()

    def comment(self, node: Node, column: int) -> None:
        """Comment what is in a collection whose keys or dashes stand in this column."""
        if id(node) in self._seen:
            return
        self._seen.add(id(node))
        if isinstance(node, MappingNode):
            for key, value in node.value:
                self._put_beside(key, value)
                self._put_above(key, column, is_first=key is node.value[0][0])
                self.comment(value, column + _STEP)
        elif isinstance(node, SequenceNode):
            for item in node.value:
                self._put_above(item, column, is_first=item is node.value[0])
                self.comment(item, column + _STEP)
        if behind := _spaced(self._remarks.ends[id(node)]):
            _put(node, _BEHIND, [_token(one, column) for one in behind])

    def _put_beside(self, key: Node, value: Node) -> None:
        """On the line of a key; where ruamel has no room there, it stays for above."""
        comment = self._remarks.beside.get(id(key))
        is_alias = id(value) in self._seen
        if comment is None or is_alias or not (value.value or isinstance(value, ScalarNode)):
            return
        if isinstance(value, ScalarNode) and value.style == "|":
            _put(value, _ABOVE, [f" {comment.text}"])
        else:
            _put(value, _BESIDE, _token(comment, comment.column))
        del self._remarks.beside[id(key)]

    def _put_above(self, home: Node, column: int, *, is_first: bool) -> None:
        comments = _spaced(list(self._above(home)))
        if is_first:
            comments = _not_first(comments)
        if comments:
            _put(home, _ABOVE, [_token(one, column) for one in comments])

    def _above(self, home: Node) -> Iterator[Comment]:
        """What goes above a key or a dash, and is taken from the remarks.

        Behind a dash there is no line for what is above the first key: it goes above the dash.
        """
        yield from self._remarks.before.pop(id(home), ())
        if comment := self._remarks.beside.pop(id(home), None):
            yield comment
        if isinstance(home, CollectionNode) and home.value and id(home) not in self._seen:
            first = home.value[0]
            if isinstance(home, MappingNode):
                self._put_beside(*first)
            yield from self._above(first[0] if isinstance(home, MappingNode) else first)


def _put(node: Node, slot: int, comments: object) -> None:
    node.comment = node.comment or [None, None, None]
    node.comment[slot] = comments


def _token(comment: Comment, column: int) -> CommentToken:
    return CommentToken(f"{comment.text}\n", CommentMark(column), None)


def _spaced(comments: Sequence[Comment]) -> list[Comment]:
    """The comments with one empty line where there are several."""
    pairs = zip([None, *comments], comments, strict=False)
    return [one for before, one in pairs if one.text or before is None or before.text]


def _not_first(comments: Iterable[Comment]) -> list[Comment]:
    """Without empty lines at the beginning."""
    return list(dropwhile(lambda one: not one.text, comments))


def _not_last(comments: Sequence[Comment]) -> list[Comment]:
    """Without empty lines at the end."""
    return _not_first(reversed(comments))[::-1]


def _lines(comments: Iterable[Comment]) -> str:
    return "".join(f"{one.text}\n" for one in comments)


def _serialised(root: Node) -> str:
    ruamel, text = _yaml(), StringIO()
    ruamel.get_serializer_representer_emitter(text, None)
    ruamel.serializer.open()
    ruamel.serializer.serialize(root)
    ruamel.serializer.close()
    return text.getvalue()


def _yaml() -> YAML:
    """ruamel.yaml as new files are written: two spaces, lists below their key, any long lines."""
    ruamel = YAML(typ="rt")
    ruamel.Emitter = _Emitter
    ruamel.indent(mapping=2, sequence=4, offset=2)
    ruamel.width = LONGEST_LINE
    return ruamel
