"""What each comment of a document is about: the key or item behind it, or the one on its line."""

from __future__ import annotations

from bisect import bisect
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from ruamel.yaml.nodes import MappingNode, SequenceNode

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ruamel.yaml.nodes import CollectionNode, Node

    from syncer.formatting.comments import Comment


class _Collection(NamedTuple):
    """A map or a list; `column` is that of its keys or dashes."""

    node: CollectionNode
    column: int

    def holds(self, comment: Comment, limit: int) -> bool:
        """Whether a comment behind its last value still belongs to it, and not to what follows.

        `limit` is the column of what follows.
        """
        if self.node.flow_style:
            return bool(comment.offset < self.node.end_mark.index)
        return limit < comment.column >= self.column


class _Home(NamedTuple):
    """A key, or an item of a list, and the collections around it from the outside inwards."""

    offset: int
    column: int
    node: Node
    around: tuple[_Collection, ...]


@dataclass(frozen=True, slots=True)
class Remarks:
    """The comments of a document, by the `id` of the node of a key, an item or a collection.

    `before` stand above it, `beside` on its line, `ends` behind the last value of a collection;
    `head` and `tail` around the whole document.
    """

    head: list[Comment] = field(default_factory=list)
    before: defaultdict[int, list[Comment]] = field(default_factory=lambda: defaultdict(list))
    beside: dict[int, Comment] = field(default_factory=dict)
    ends: defaultdict[int, list[Comment]] = field(default_factory=lambda: defaultdict(list))
    tail: list[Comment] = field(default_factory=list)


def remarks_of(root: Node | None, text: str, comments: Iterable[Comment]) -> Remarks:
    """What the comments of one document are about."""
    homes = list(_homes(root, (), set())) if root else []
    offsets = [home.offset for home in homes]
    remarks = Remarks()
    for comment in comments:
        place = bisect(offsets, comment.offset)
        last = homes[place - 1] if place else None
        following = homes[place] if place < len(homes) else None
        if last is None:
            remarks.head.append(comment)
        elif _is_beside(comment, text):
            _put_beside(remarks, last, comment)
        else:
            _list_for(remarks, last, following, comment).append(comment)
    return remarks


def _homes(node: Node, around: tuple[_Collection, ...], seen: set[int]) -> Iterator[_Home]:
    """The homes in their order in the text; an alias is none, nor is what it stands for."""
    seen.add(id(node))
    if isinstance(node, MappingNode):
        column = node.value[0][0].start_mark.column if node.value else 0
        inside = (*around, _Collection(node, column))
        for key, value in node.value:
            yield from _home(key, key.start_mark.column, inside, seen)
            if id(value) not in seen:
                yield from _homes(value, inside, seen)
    elif isinstance(node, SequenceNode):
        column = node.start_mark.column
        inside = (*around, _Collection(node, column))
        for item in node.value:
            yield from _home(item, column, inside, seen)


def _home(
    node: Node, column: int, around: tuple[_Collection, ...], seen: set[int]
) -> Iterator[_Home]:
    if id(node) not in seen:
        yield _Home(node.start_mark.index, column, node, around)
        yield from _homes(node, around, seen)


def _is_beside(comment: Comment, text: str) -> bool:
    """Whether a value stands before it on its line; a dash is none."""
    before = text[comment.offset - comment.column : comment.offset]
    return not comment.alone and bool(before.strip(" -"))


def _put_beside(remarks: Remarks, home: _Home, comment: Comment) -> None:
    """A line has room for one; what stood beside further lines of a value goes above it."""
    if remarks.beside.setdefault(id(home.node), comment) is not comment:
        remarks.before[id(home.node)].append(comment)


def _list_for(
    remarks: Remarks, last: _Home, following: _Home | None, comment: Comment
) -> list[Comment]:
    """Where a comment on a line of its own goes, between two homes or behind the last one."""
    limit = following.column if following else -1
    closed = [one for one in last.around if following is None or one not in following.around]
    holding = [one for one in closed if one.holds(comment, limit)]
    if holding and comment.text:
        return remarks.ends[id(holding[-1].node)]
    return remarks.before[id(following.node)] if following else remarks.tail
