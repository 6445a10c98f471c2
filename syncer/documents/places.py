"""What a JSON Schema says about one place of a document: its types, and what lies below."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

Schema: TypeAlias = "Mapping[str, Any]"

_ALTERNATIVES = ("allOf", "anyOf", "oneOf")
_CONDITIONALS = ("then", "else")


class Place:
    """One place of a document.

    `types` is empty where the schema says nothing about it. `is_text`: it is text, or null.
    `members` are the places of a map's values that are known by now.
    """

    __slots__ = ("_items", "_names", "_others", "_patterns", "_root", "_schemas", "is_text",
                 "members", "types")  # fmt: skip

    def __init__(self, schemas: Iterable[object], root: Schema) -> None:
        self._root = root
        self._schemas = tuple(part for schema in schemas for part in _parts(schema, root))
        self._names = frozenset[str]().union(*(one.get("properties", ()) for one in self._schemas))
        self._patterns = any("patternProperties" in schema for schema in self._schemas)
        self._others: dict[tuple[int, ...] | None, Place] = {}
        self._items: Place | None = None
        self.members: dict[str, Place] = {}
        self.types = frozenset(name for schema in self._schemas for name in _types(schema))
        self.is_text = self.types - {"null"} == {"string"}

    def member(self, key: str) -> Place:
        """The place of a map's value under `key`."""
        if key in self.members:
            return self.members[key]
        if key not in self._names:  # of these there are any number, and but a few places
            return self._other(key)
        place = self.members[key] = Place(tuple(self._below(key)), self._root)
        return place

    def _other(self, key: str) -> Place:
        """One place for all keys that the same parts of the schema apply to."""
        schemas = tuple(self._below(key)) if self._patterns or None not in self._others else ()
        parts = tuple(map(id, schemas)) if self._patterns else None
        if parts not in self._others:
            self._others[parts] = Place(schemas, self._root)
        return self._others[parts]

    def items(self) -> Place:
        """The place of each item of a list."""
        if self._items is None:
            found = (schema["items"] for schema in self._schemas if "items" in schema)
            self._items = Place(found, self._root)
        return self._items

    def _below(self, key: str) -> Iterator[object]:
        for schema in self._schemas:
            named = [schema["properties"][key]] if key in schema.get("properties", {}) else []
            patterns = schema.get("patternProperties", {})
            named += [patterns[pattern] for pattern in patterns if re.search(pattern, key)]
            yield from named or [schema.get("additionalProperties")]


def _parts(schema: object, root: Schema) -> Iterator[Schema]:
    """The schema itself, and all that may apply at the same place."""
    if not isinstance(schema, dict):
        return
    yield schema
    if "$ref" in schema:
        yield from _parts(_referred(schema["$ref"], root), root)
    for keyword in _ALTERNATIVES:
        for alternative in schema.get(keyword, ()):
            yield from _parts(alternative, root)
    for keyword in _CONDITIONALS:
        yield from _parts(schema.get(keyword), root)


def _referred(reference: str, root: Schema) -> object:
    """The target of a reference within the same schema, such as `#/$defs/header`."""
    target: Any = root
    for step in reference.split("/")[1:]:
        target = target[step]
    return target


def _types(schema: Schema) -> Iterator[str]:
    named = schema.get("type", ())
    yield from (named,) if isinstance(named, str) else named
    for value in (*schema.get("enum", ()), *([schema["const"]] if "const" in schema else ())):
        yield json_type(value)


def json_type(value: object) -> str:
    """JSON Schema's name of a value's type."""
    return _JSON_TYPES[type(value)]


_JSON_TYPES = {
    type(None): "null",
    bool: "boolean",
    int: "integer",
    float: "number",
    str: "string",
    list: "array",
    dict: "object",
}
