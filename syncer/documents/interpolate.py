"""`${name}` in a document's scalars: looked up, or a problem. `$${` is a literal `${`."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from syncer.documents.limits import MAX_CHARACTERS, MAX_PROBLEMS, and_more
from syncer.documents.nodes import DataPath, Entry, ListNode, MapNode, Node, ScalarNode, location
from syncer.documents.words import quoted
from syncer.errors import Problem

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


def limited(lookup: Lookup) -> Lookup:
    """The same lookup, until it has given `MAX_CHARACTERS` altogether: no more after that."""
    given = 0

    def look_up(name: str, path: DataPath) -> str | Unresolved:
        nonlocal given
        value = lookup(name, path)
        given += len(value) if isinstance(value, str) else 0
        return value if given <= MAX_CHARACTERS else _TOO_MUCH

    return look_up


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
