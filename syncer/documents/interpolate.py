"""`${name}` in a document's scalars: looked up, or a problem. `$${` is a literal `${`."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from syncer.documents.construct import filled_scalar
from syncer.documents.limits import MAX_CHARACTERS, MAX_PROBLEMS, and_more
from syncer.documents.nodes import DataPath, Entry, ListNode, MapNode, Node, ScalarNode, location
from syncer.documents.words import quoted
from syncer.errors import Problem

if TYPE_CHECKING:
    from syncer.documents.construct import Data, Scalar
    from syncer.documents.places import Place

# `${{` is not a reference: a dollar sign before one of the message's own placeholders.
_REFERENCE = re.compile(r"\$\$\{|\$\{(?!\{)(?P<name>[^{}\n]*)(?P<close>\}?)")

RULE = "variable"


@dataclass(frozen=True, slots=True)
class Unresolved:
    """Why a reference has no value, and what to do about it."""

    message: str
    hint: str


Lookup: TypeAlias = Callable[[str, DataPath], str | Unresolved]
"""The value of `${name}`, by the name and the path of the scalar that it stands in."""


@dataclass(frozen=True, slots=True)
class Interpolated:
    """A document with its references replaced; those without a value are left as they stand."""

    root: Node
    problems: tuple[Problem, ...]


def interpolate(root: Node, lookup: Lookup, file: str) -> Interpolated:
    """Replace the references in all values, not in keys. What holds none is shared, not copied."""
    filler = _Filler(lookup, file)
    filled, problems = filler.node(root, ()), tuple(filler.problems)
    if len(problems) > MAX_PROBLEMS:
        problems = (*problems[:MAX_PROBLEMS], and_more(root, file, RULE))
    return Interpolated(filled, problems)


def may_refer(text: str) -> bool:
    """Whether values of a YAML text may hold references; double quotes know escapes for `$`."""
    return "${" in text or "\\" in text


def filled(data: Data, place: Place, lookup: Lookup) -> Data:
    """The same for data that are typed as their `place` asks for, as if they were in nodes.

    Raises UnresolvedError for a reference without a value. Paths are not told to `lookup`.
    """
    if isinstance(data, str):
        return _filled_text(data, place, lookup) if "${" in data else data
    if isinstance(data, dict):
        return {
            key: value
            if isinstance(value, str) and "${" not in value
            else filled(value, place.member(key), lookup)
            for key, value in data.items()
        }
    if isinstance(data, list):
        items = place.items()
        return [filled(item, items, lookup) for item in data]
    return data


class UnresolvedError(Exception):
    """A reference in data has no value; `interpolate` says which, and where it stands."""


def limited(lookup: Lookup) -> Lookup:
    """The same lookup, until it has given `MAX_CHARACTERS` altogether: no more after that."""
    given = 0

    def look_up(name: str, path: DataPath) -> str | Unresolved:
        nonlocal given
        value = lookup(name, path)
        given += len(value) if isinstance(value, str) else 0
        return value if given <= MAX_CHARACTERS else _TOO_MUCH

    return look_up


def _filled_text(text: str, place: Place, lookup: Lookup) -> Scalar:
    def value_of(match: re.Match[str]) -> str:
        name = match["name"]
        if name is None:
            return "${"
        value = lookup(name, ()) if match["close"] else None
        if not isinstance(value, str):
            raise UnresolvedError
        return value

    return filled_scalar(_REFERENCE.sub(value_of, text), place)


class _Filler:
    def __init__(self, lookup: Lookup, file: str) -> None:
        self.problems: list[Problem] = []
        self._lookup = lookup
        self._file = file

    def node(self, node: Node, path: DataPath) -> Node:
        if isinstance(node, MapNode):
            entries = {
                key: Entry(entry.key, self.node(entry.value, (*path, key)))
                for key, entry in node.entries.items()
            }
            return node._replace(entries=entries)
        if isinstance(node, ListNode):
            items = (self.node(item, (*path, index)) for index, item in enumerate(node.items))
            return node._replace(items=tuple(items))
        return self._scalar(node, path) if "${" in node.text else node

    def _scalar(self, node: ScalarNode, path: DataPath) -> ScalarNode:
        def value_of(match: re.Match[str]) -> str:
            name = match["name"]
            if name is None:
                return "${"
            if len(self.problems) > MAX_PROBLEMS:
                return match[0]
            value = self._lookup(name, path) if match["close"] else _NEVER_CLOSED
            if isinstance(value, str):
                return value
            place = location(self._file, node)
            self.problems.append(Problem(place, value.message, value.hint, RULE))
            return match[0]

        return node._replace(text=_REFERENCE.sub(value_of, node.text), style="filled")


_TOO_MUCH = Unresolved(
    f"variables put more than {MAX_CHARACTERS:,} characters into the files",
    "use shorter values, or fewer of them",
)
_NEVER_CLOSED = Unresolved(
    f"{quoted('${')} is not closed", "write `${name}`, or `$${` for a literal `${`"
)
