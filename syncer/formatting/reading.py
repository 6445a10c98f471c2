"""YAML text → the nodes of ruamel.yaml, one tree for each document.

PyYAML parses, as it does where template files are read to be compared: ruamel.yaml's own parser
refuses tabs between words, and blank lines at the head of a block, and cannot place all comments.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import yaml
from ruamel.yaml.anchor import Anchor
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from ruamel.yaml.resolver import VersionedResolver

if TYPE_CHECKING:
    from collections.abc import Iterator

# PyYAML's stubs know neither which attributes an event has nor that its marks are never None.
_Event: TypeAlias = Any
# For ruamel's resolver: whether a value's look, or its kind alone, gives it its tag.
_PLAIN, _QUOTED, _IMPLICIT = (True, False), (False, True), True


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in a text: both count characters from 0."""

    index: int
    column: int


def roots_of(text: str) -> list[Node]:
    """The documents of a text in which nothing contains itself, an empty one as an empty scalar.

    Anchors keep their names, used or not. Raises what PyYAML raises.
    """
    return list(_Composer(text).roots())


class _Composer:
    """Makes nodes of events. Tags go: one that may stand in a template makes text of a scalar."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._events: Iterator[_Event] = iter(yaml.parse(text, Loader=yaml.CSafeLoader))
        self._anchors: dict[str, Node] = {}
        self._resolver = VersionedResolver()

    def roots(self) -> Iterator[Node]:
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                self._anchors.clear()
                yield self._node(next(self._events))

    def _node(self, event: _Event) -> Node:
        if isinstance(event, yaml.AliasEvent):
            return self._anchors[str(event.anchor)]
        node = self._value(event)
        if event.anchor is not None:
            node.anchor = _kept(event.anchor)
            self._anchors[event.anchor] = node
        return node

    def _value(self, event: _Event) -> Node:
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._list(event)
        return self._map(event)

    def _scalar(self, event: _Event) -> ScalarNode:
        style = event.style or (None if event.tag is None else '"')
        tag = self._tag(ScalarNode, event.value, _QUOTED if style else _PLAIN)
        return ScalarNode(tag, event.value, event.start_mark, event.end_mark, style)

    def _list(self, start: _Event) -> SequenceNode:
        items, end = [], next(self._events)
        while not isinstance(end, yaml.SequenceEndEvent):
            items.append(self._node(end))
            end = next(self._events)
        tag = self._tag(SequenceNode, None, _IMPLICIT)
        mark = start.start_mark if start.flow_style else self._dash(start)
        return SequenceNode(tag, items, mark, end.end_mark, start.flow_style)

    def _dash(self, start: _Event) -> Mark:
        """The first dash of a list. Under an anchor, the event begins at the anchor.

        It ends before the dash, or behind it where the dashes are no deeper than their key.
        """
        mark = start.end_mark
        behind = 0 if self._text.startswith("-", mark.index) else 1
        return Mark(mark.index - behind, mark.column - behind)

    def _map(self, start: _Event) -> MappingNode:
        pairs, end = [], next(self._events)
        while not isinstance(end, yaml.MappingEndEvent):
            key = self._node(end)
            pairs.append((key, self._node(next(self._events))))
            end = next(self._events)
        tag = self._tag(MappingNode, None, _IMPLICIT)
        return MappingNode(tag, pairs, start.start_mark, end.end_mark, start.flow_style)

    def _tag(self, kind: type[Node], value: str | None, implicit: object) -> object:
        """The tag with which ruamel.yaml writes none."""
        return self._resolver.resolve(kind, value, implicit)


def nodes_below(root: Node) -> Iterator[Node]:
    """The node and all below it, keys too, each once: an alias is the node it stands for."""
    seen: set[int] = set()
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if id(node) not in seen:
            seen.add(id(node))
            yield node
            waiting += reversed(_children(node))


def _children(node: Node) -> list[Node]:
    if isinstance(node, MappingNode):
        return [part for pair in node.value for part in pair]
    return list(node.value) if isinstance(node, SequenceNode) else []


def _kept(name: Any) -> Anchor:  # noqa: ANN401 -- ruamel's types are not true
    anchor = Anchor()
    anchor.value, anchor.always_dump = name, True
    return anchor


def is_empty(root: Node) -> bool:
    """Whether a document has no value at all."""
    return isinstance(root, ScalarNode) and not root.value and not root.style
