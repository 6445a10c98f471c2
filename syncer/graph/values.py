"""A map of templates as values, and what the marks on it mean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from syncer.model import TagEvent, TemplateKey, TextEvent

Mark = Literal["start", "unreachable", "dead_end", "loop"]
"""What is to be known of a template's place.

Every template can be sent by itself, so that none of these is an error.

* `unreachable`: no button of another template leads to it.
* `start`: unreachable, and a button of it leads to another template: conversations begin here.
* `dead_end`: a button of another template leads to it, and it has none to go on with: no quick
  reply that leads to another template, no URL, no phone number, no form.
* `loop`: its buttons lead back to it, by themselves or through other templates.

A template outside of the files has no marks: where its buttons lead is not known.
"""


@dataclass(frozen=True, slots=True)
class Node:
    """A template, in the order of the files; an `external` one lives outside of them."""

    key: TemplateKey
    external: bool = False
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Edge:
    """What a tap on a quick reply does: one edge for each event of a button, in their order.

    `button` and `event` count from 0, as in `buttons[0].events[0]`.
    """

    source: TemplateKey
    button: int
    button_text: str
    event: int
    to: TemplateKey | TextEvent | TagEvent


@dataclass(frozen=True, slots=True)
class Graph:
    """The map of one account.

    `loops` has the templates of each circle, in the order of the files; any of them leads to all
    others of its circle. No template is in two.
    """

    account: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    loops: tuple[tuple[TemplateKey, ...], ...] = ()

    def marked(self, mark: Mark) -> tuple[TemplateKey, ...]:
        """The templates with this mark."""
        return tuple(node.key for node in self.nodes if mark in node.marks)
