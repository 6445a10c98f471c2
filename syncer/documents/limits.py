"""How much is too much: what keeps a small file from costing much time or memory."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from syncer.documents.nodes import ListNode, ScalarNode, location
from syncer.errors import Problem

if TYPE_CHECKING:
    from syncer.documents.construct import Data
    from syncer.documents.nodes import Node

MAX_VALUES = 250_000
"""Of one file, each alias counted as what it stands for."""

MAX_CHARACTERS = 16 * 1024 * 1024
"""Of one file, counted in the same way; and of all that the variables of a project put in."""

MAX_PROBLEMS = 100
"""Of one document: nobody reads more."""


class Size(NamedTuple):
    """How many values there are, and how many characters their texts have together."""

    values: int
    characters: int

    def excess(self) -> str:
        """What a file cannot have as much of, in words; "" where it is not too much."""
        if self.values > MAX_VALUES:
            return f"{MAX_VALUES:,} values"
        return f"{MAX_CHARACTERS:,} characters" if self.characters > MAX_CHARACTERS else ""


def size_of(*nodes: Node) -> Size:
    """The size of the nodes and all below them; what an alias stands for counts each time."""
    values, characters, waiting = 0, 0, list(nodes)
    while waiting:
        node = waiting.pop()
        values += 1
        if isinstance(node, ScalarNode):
            characters += len(node.text)
        elif isinstance(node, ListNode):
            waiting += node.items
        else:
            waiting += (entry.value for entry in node.entries.values())
    return Size(values, characters)


def data_size(*data: Data) -> Size:
    """The same for data; what is neither text nor a list nor a map has no characters."""
    values, characters, waiting = 0, 0, list(data)
    while waiting:
        value = waiting.pop()
        values += 1
        if isinstance(value, str):
            characters += len(value)
        elif isinstance(value, list):
            waiting += value
        elif isinstance(value, dict):
            waiting += value.values()
    return Size(values, characters)


def and_more(root: Node, file: str, rule: str) -> Problem:
    """What stands in place of the problems after the first `MAX_PROBLEMS` of a document."""
    message = f"this document has more than {MAX_PROBLEMS} problems"
    return Problem(location(file, root), message, "mend the first ones and look again", rule)
