"""A YAML document as nodes: what stands there, and where.

Aliases share their node, merges are carried out, duplicate keys are gone. Nodes are tuples, because
a large project has them by the hundred thousand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from syncer.errors import Location

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from collections.abc import Set as AbstractSet

DataPath: TypeAlias = tuple[str | int, ...]
Style = Literal["plain", "quoted", "filled"]


class ScalarNode(NamedTuple):
    """A scalar's text. `quoted` is text and nothing else; `filled` had a `${…}` in it."""

    text: str
    style: Style
    line: int
    column: int


class ListNode(NamedTuple):
    """A sequence."""

    items: tuple[Node, ...]
    line: int
    column: int


class MapNode(NamedTuple):
    """A mapping; its keys are text."""

    entries: Mapping[str, Entry]
    line: int
    column: int


class Entry(NamedTuple):
    """A key and its value."""

    key: ScalarNode
    value: Node


Node: TypeAlias = ScalarNode | ListNode | MapNode


def location(file: str, node: Node) -> Location:
    """Where the node begins."""
    return Location(file, node.line, node.column)


def node_at(root: Node, path: DataPath) -> Node:
    """The value at a path that exists."""
    node = root
    for step in path:
        node = _child(node, step)
    return node


def key_at(root: Node, path: DataPath) -> Node:
    """The key that the last step of a path names, or the value itself where that step is no key."""
    parent = node_at(root, path[:-1])
    return parent.entries[str(path[-1])].key if isinstance(parent, MapNode) else node_at(root, path)


def entry_of(node: Node, key: str) -> Entry | None:
    """The entry under a key; None where there is none, or where the node is no map."""
    return node.entries.get(key) if isinstance(node, MapNode) else None


def without(node: Node, doomed: AbstractSet[DataPath], path: DataPath = ()) -> Node:
    """The node without what stands at the doomed paths."""
    if isinstance(node, MapNode):
        entries = {
            key: Entry(entry.key, without(entry.value, doomed, (*path, key)))
            for key, entry in node.entries.items()
            if (*path, key) not in doomed
        }
        return node._replace(entries=entries)
    if isinstance(node, ListNode):
        items = tuple(
            without(item, doomed, (*path, index))
            for index, item in enumerate(node.items)
            if (*path, index) not in doomed
        )
        return node._replace(items=items)
    return node


def _child(node: Node, step: str | int) -> Node:
    if isinstance(node, MapNode):
        return node.entries[str(step)].value
    return node.items[int(step)] if isinstance(node, ListNode) else node


def dotted(path: DataPath) -> str:
    """A path as people write it: `buttons[0].events[1].text`."""
    steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return "".join(steps).removeprefix(".")


def locations(file: str, node: Node, path: str = "") -> Iterator[tuple[str, Location]]:
    """Each value at and below a node: its dotted path, and where it stands."""
    if path:
        yield path, location(file, node)
    if isinstance(node, MapNode):
        for key, entry in node.entries.items():
            yield from locations(file, entry.value, f"{path}.{key}" if path else key)
    elif isinstance(node, ListNode):
        for index, item in enumerate(node.items):
            yield from locations(file, item, f"{path}[{index}]")


def key_locations(file: str, node: Node, path: str) -> Iterator[tuple[str, Location]]:
    """Each key of the map at a dotted path, and where the key stands instead of its value."""
    if isinstance(node, MapNode):
        for key, entry in node.entries.items():
            yield f"{path}.{key}", location(file, entry.key)
