"""Text → the data of its documents at once, where the YAML is plain: the fast half of reading.

Plain YAML has neither anchors nor tags nor merges, no key twice and no depth. Of everything else,
and of what is no YAML at all, `compose` and `construct` say what it is. They read plain YAML to the
same data, with the position of every value, at three times the cost.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

import yaml
from yaml.reader import ReaderError

from syncer.documents.compose import MERGE
from syncer.documents.construct import plain_scalar
from syncer.documents.limits import MAX_VALUES, data_size
from syncer.documents.syntax import MAX_DEPTH

if TYPE_CHECKING:
    from collections.abc import Mapping

    from syncer.documents.construct import Data, Scalar
    from syncer.documents.places import Place

# PyYAML's stubs do not know what these are.
_Event: TypeAlias = Any
Mark: TypeAlias = Any
_NextEvent: TypeAlias = Callable[[], _Event]

_ScalarEvent = yaml.ScalarEvent
_MapStart, _MapEnd = yaml.MappingStartEvent, yaml.MappingEndEvent
_ListStart, _ListEnd = yaml.SequenceStartEvent, yaml.SequenceEndEvent


@dataclass(frozen=True, slots=True)
class PlainDocument:
    """One document that is not empty.

    `start` and `end` are offsets in the text as in `ComposedDocument`, `line` is where its first
    value begins. `values` has the marks of the values of a map, by key, and `keys` those of the
    keys of each map in it: where YAML's own parser saw them, counted from 0.
    """

    data: Data
    start: int
    end: int
    line: int
    values: Mapping[str, Mark] = field(default_factory=dict)
    keys: Mapping[str, Mapping[str, Mark]] = field(default_factory=dict)


def read_plain(text: str, place: Place) -> tuple[PlainDocument, ...] | None:
    """The documents of a text, typed as the schema of their `place` does; None if it is not plain.

    Nothing has been checked against the schema.
    """
    try:
        documents = tuple(_Reader(text, place).documents())
    except (_NotPlainError, ReaderError, yaml.MarkedYAMLError):
        return None
    return documents if _is_of_usual_size(text, documents) else None


class _NotPlainError(Exception):
    """There is something that takes more than reading."""


class _Reader:
    """Reads the events of one text. The inner loops do little else: they run for each value."""

    def __init__(self, text: str, place: Place) -> None:
        self._next: _NextEvent = yaml.CSafeLoader(text).get_event
        self._place = place

    def documents(self) -> list[PlainDocument]:
        following = self._next
        following()
        found = []
        while isinstance(following(), yaml.DocumentStartEvent):
            document = self._document(following())
            if document.data is not None:
                found.append(document)
        return found

    def _document(self, first: _Event) -> PlainDocument:
        values: dict[str, Mark] = {}
        keys: dict[str, dict[str, Mark]] = {}
        if type(first) is _MapStart:
            data: Data = self._root(first, values, keys)
        else:
            data = self._value(first, self._place, 1)
        end = self._next().start_mark.index
        mark = first.start_mark
        return PlainDocument(data, mark.index, end, mark.line + 1, values, keys)

    def _root(
        self, start: _Event, values: dict[str, Mark], keys: dict[str, dict[str, Mark]]
    ) -> dict[str, Data]:
        """As `_map`, and remembers where things are."""
        _refuse_properties(start)
        following, found = self._next, dict[str, "Data"]()
        while type(event := following()) is not _MapEnd:
            key, value = _key(event, found), following()
            values[key] = value.start_mark
            below = self._place.member(key)
            if type(value) is _MapStart:
                marks = keys[key] = dict[str, Mark]()
                found[key] = self._map(value, below, 2, marks)
            else:
                found[key] = self._value(value, below, 2)
        return found

    def _value(self, event: _Event, place: Place, depth: int) -> Data:
        kind = type(event)
        if kind is _ScalarEvent:
            return _scalar(event, place)
        if kind is _MapStart:
            return self._map(event, place, depth)
        if kind is _ListStart:
            return self._list(event, place, depth)
        raise _NotPlainError

    def _map(
        self, start: _Event, place: Place, depth: int, marks: dict[str, Mark] | None = None
    ) -> dict[str, Data]:
        _refuse_properties(start)
        _refuse_depth(depth)
        following, found, members = self._next, dict[str, "Data"](), place.members
        while type(event := following()) is not _MapEnd:
            key, value = _key(event, found), following()
            if marks is not None:
                marks[key] = event.start_mark
            below = members.get(key) or place.member(key)
            if type(value) is _ScalarEvent:
                found[key] = _scalar(value, below)
            else:
                found[key] = self._value(value, below, depth + 1)
        return found

    def _list(self, start: _Event, place: Place, depth: int) -> list[Data]:
        _refuse_properties(start)
        _refuse_depth(depth)
        following, found, items = self._next, list["Data"](), place.items()
        while type(event := following()) is not _ListEnd:
            found.append(self._value(event, items, depth + 1))
        return found


def _key(event: _Event, found: Mapping[str, Data]) -> str:
    if type(event) is not _ScalarEvent or event.anchor is not None or event.tag is not None:
        raise _NotPlainError
    key: str = event.value
    if key in found or key == MERGE:
        raise _NotPlainError
    return key


def _scalar(event: _Event, place: Place) -> Scalar:
    if event.anchor is not None or event.tag is not None:
        raise _NotPlainError
    text: str = event.value
    return text if event.style else plain_scalar(text, place)


def _refuse_properties(start: _Event) -> None:
    if start.anchor is not None or start.tag is not None:
        raise _NotPlainError


def _refuse_depth(depth: int) -> None:
    if depth > MAX_DEPTH:
        raise _NotPlainError


def _is_of_usual_size(text: str, documents: tuple[PlainDocument, ...]) -> bool:
    """Whether the values are not too many; a value takes two characters at least."""
    return len(text) < 2 * MAX_VALUES or sum(map(_values, documents)) <= MAX_VALUES


def _values(document: PlainDocument) -> int:
    return data_size(document.data).values
