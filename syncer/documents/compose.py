"""Text → YAML documents as nodes, in bounded time and memory whatever the text.

The parser's events are read one by one and composed here, so that a text that nests deeply or
expands without end is refused before it costs anything (PyYAML's own composer recurses in C).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import yaml
from yaml.reader import ReaderError

from syncer.documents.limits import Size
from syncer.documents.nodes import Entry, ListNode, MapNode, Node, ScalarNode, location
from syncer.documents.syntax import MAX_DEPTH, RULE, TOO_DEEP, syntax_problem
from syncer.documents.words import quoted
from syncer.errors import Location, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from syncer.documents.nodes import Style

NULLS = frozenset({"", "~", "null", "Null", "NULL"})

MERGE = "<<"
_ONE = Size(1, 0)
_TEXT_TAGS = frozenset({"!", "tag:yaml.org,2002:str"})
_COLLECTION_TAGS = frozenset({"!", "tag:yaml.org,2002:map", "tag:yaml.org,2002:seq"})

# PyYAML's stubs know neither which attributes an event has nor that its marks are never None.
_Event: TypeAlias = Any


@dataclass(frozen=True, slots=True)
class ComposedDocument:
    """One document that is not empty.

    `start` and `end` are offsets in the text, in characters: from the document's first value to the
    line that ends the document, or to the end of the text.
    """

    root: Node
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Composition:
    """The documents of a text, and what is wrong with it. `complete`: nothing was left unread."""

    documents: tuple[ComposedDocument, ...]
    problems: tuple[Problem, ...] = ()
    complete: bool = True


def compose(text: str, file: str) -> Composition:
    """The documents of a YAML text. `file` is the path as messages show it."""
    composer = _Composer(text, file)
    try:
        composer.read()
    except _StopError as error:
        composer.problems.append(error.problem)
    except (ReaderError, yaml.MarkedYAMLError) as error:
        composer.problems.append(syntax_problem(error, text, file))
    else:
        return Composition(tuple(composer.documents), tuple(composer.problems))
    return Composition(tuple(composer.documents), tuple(composer.problems), complete=False)


@dataclass(frozen=True, slots=True)
class _Anchor:
    """An anchored value, how much it stands for, and how deep values nest below it."""

    node: Node
    size: Size
    height: int


class _StopError(Exception):
    """A problem behind which nothing can be read."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


class _Composer:
    """Makes nodes of events, and counts what they expand to on the way."""

    def __init__(self, text: str, file: str) -> None:
        self.documents: list[ComposedDocument] = []
        self.problems: list[Problem] = []
        self._file = file
        self._events: Iterator[_Event] = iter(yaml.parse(text, Loader=yaml.CSafeLoader))
        self._anchors: dict[str, _Anchor | None] = {}
        self._values = 0
        self._characters = 0
        self._deepest = 0

    def read(self) -> None:
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                first = next(self._events)
                self._anchors.clear()
                root = self._node(first, 0)
                end = next(self._events).start_mark.index
                if not _is_empty(root):
                    self.documents.append(ComposedDocument(root, first.start_mark.index, end))

    def _node(self, event: _Event, depth: int) -> Node:
        if isinstance(event, yaml.AliasEvent):
            return self._aliased(event, depth)
        self._grow(event, _ONE, depth)
        if event.anchor is None:
            return self._value(event, depth)
        return self._anchored(event, depth)

    def _value(self, event: _Event, depth: int) -> Node:
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        if event.tag is not None and event.tag not in _COLLECTION_TAGS:
            self._complain_of_tag(event)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._list(event, depth)
        return self._map(event, depth)

    def _scalar(self, event: _Event) -> ScalarNode:
        if event.tag is not None and event.tag not in _TEXT_TAGS:
            self._complain_of_tag(event)
        self._characters += len(event.value)
        style: Style = "quoted" if event.style or event.tag is not None else "plain"
        mark = event.start_mark
        return ScalarNode(event.value, style, mark.line + 1, mark.column + 1)

    def _list(self, start: _Event, depth: int) -> ListNode:
        items: list[Node] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            items.append(self._node(event, depth + 1))
        return ListNode(tuple(items), start.start_mark.line + 1, start.start_mark.column + 1)

    def _map(self, start: _Event, depth: int) -> MapNode:
        entries: dict[str, Entry] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = self._key(event, depth)
            value = self._node(next(self._events), depth + 1)
            if key.text in entries:
                self._complain_of_duplicate(key, entries[key.text].key)
            else:
                entries[key.text] = Entry(key, value)
        if MERGE in entries:
            self._merge(entries, entries.pop(MERGE).value)
        return MapNode(entries, start.start_mark.line + 1, start.start_mark.column + 1)

    def _key(self, event: _Event, depth: int) -> ScalarNode:
        if isinstance(event, yaml.ScalarEvent) and event.anchor is None:
            return self._scalar(event)
        is_collection = isinstance(event, yaml.CollectionStartEvent)
        key = None if is_collection else self._node(event, depth)
        if isinstance(key, ScalarNode):
            return key
        hint = "a value that begins with `{{` or `[` belongs in quotes, or in a block after `|-`"
        raise self._stop(event, "a key must be text", hint)

    def _merge(self, entries: dict[str, Entry], value: Node) -> None:
        for source in value.items if isinstance(value, ListNode) else (value,):
            if isinstance(source, MapNode):
                for key, entry in source.entries.items():
                    entries.setdefault(key, entry)
            else:
                self._complain(
                    location(self._file, source),
                    "`<<` takes a map, or a list of maps",
                    "write an alias such as `<<: *name`",
                )

    def _anchored(self, event: _Event, depth: int) -> Node:
        values, characters, deepest = self._values, self._characters, self._deepest
        self._anchors[event.anchor] = None
        self._deepest = depth
        node = self._value(event, depth)
        size = Size(self._values - values + 1, self._characters - characters)
        self._anchors[event.anchor] = _Anchor(node, size, self._deepest - depth)
        self._deepest = max(self._deepest, deepest)
        return node

    def _aliased(self, event: _Event, depth: int) -> Node:
        alias = quoted(f"*{event.anchor}")
        if event.anchor not in self._anchors:
            message = f"{alias} stands for an anchor, and there is none of this name before it"
            raise self._stop(event, message, "if it is text, put it in quotes")
        anchor = self._anchors[event.anchor]
        if anchor is None:
            raise self._stop(event, f"{alias} contains itself", "write the value out")
        self._grow(event, anchor.size, depth + anchor.height)
        return anchor.node

    def _grow(self, event: _Event, size: Size, depth: int) -> None:
        self._values += size.values
        self._characters += size.characters
        self._deepest = max(self._deepest, depth)
        if excess := Size(self._values, self._characters).excess():
            hint = "split it into several files"
            raise self._stop(event, f"the file expands to more than {excess}", hint)
        if depth > MAX_DEPTH:
            raise self._stop(event, *TOO_DEEP)

    def _complain_of_duplicate(self, key: ScalarNode, first: ScalarNode) -> None:
        place = location(self._file, key)
        message = f"the key {quoted(key.text)} stands here and at {location(self._file, first)}"
        self._complain(place, message, "keep one of them", "yaml-duplicate-key")

    def _complain_of_tag(self, event: _Event) -> None:
        tag = event.tag.replace("tag:yaml.org,2002:", "!!")
        message = f"the YAML tag {quoted(tag)} has no meaning here"
        self._complain(self._place(event), message, "write the value without it", "yaml-tag")

    def _complain(self, place: Location, message: str, hint: str, rule: str = RULE) -> None:
        self.problems.append(Problem(place, message, hint, rule))

    def _stop(self, event: _Event, message: str, hint: str) -> _StopError:
        return _StopError(Problem(self._place(event), message, hint, RULE))

    def _place(self, event: _Event) -> Location:
        return Location(self._file, event.start_mark.line + 1, event.start_mark.column + 1)


def _is_empty(root: Node) -> bool:
    return isinstance(root, ScalarNode) and root.style == "plain" and root.text in NULLS
