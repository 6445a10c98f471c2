"""The templates that the files declare for an account → their map."""

from __future__ import annotations

from typing import TYPE_CHECKING

from syncer.graph.circles import circles
from syncer.graph.values import Edge, Graph, Mark, Node
from syncer.model import QuickReplyButton, TemplateEvent, TemplateKey

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from syncer.model import ButtonEvent, DesiredTemplate, TagEvent, Template, TextEvent

    Links = dict[TemplateKey, list[TemplateKey]]


def graph_of(account: str, desired: Iterable[DesiredTemplate]) -> Graph:
    """The map of all templates of an account, with those outside that they lead to."""
    templates = {one.key: one.template for one in desired}
    edges = tuple(edge for one in templates.values() for edge in _edges(one))
    outside = [edge.to for edge in edges if isinstance(edge.to, TemplateKey)]
    links = links_of([*templates, *outside], edges)
    loops = _in_order(circles(links), list(links))
    marks = _marks(templates, links, frozenset().union(*loops))
    nodes = (Node(key, key not in templates, marks.get(key, ())) for key in links)
    return Graph(account, tuple(nodes), edges, loops)


def links_of(keys: Iterable[TemplateKey], edges: Iterable[Edge]) -> Links:
    """The templates that each of these leads to, each of these once and in their order."""
    links: Links = {key: [] for key in keys}
    for edge in edges:
        if isinstance(edge.to, TemplateKey):
            links[edge.source].append(edge.to)
    return links


def _edges(template: Template) -> Iterator[Edge]:
    for number, button in enumerate(template.buttons):
        if isinstance(button, QuickReplyButton):
            for position, event in enumerate(button.events):
                to = _target(event, template.language)
                yield Edge(template.key, number, button.text, position, to)


def _target(event: ButtonEvent, language: str) -> TemplateKey | TextEvent | TagEvent:
    if isinstance(event, TemplateEvent):
        return TemplateKey(event.name, event.language or language)
    return event


def _in_order(
    found: Iterable[frozenset[TemplateKey]], keys: Sequence[TemplateKey]
) -> tuple[tuple[TemplateKey, ...], ...]:
    places = {key: number for number, key in enumerate(keys)}
    loops = (tuple(sorted(one, key=places.__getitem__)) for one in found)
    return tuple(sorted(loops, key=lambda loop: places[loop[0]]))


def _marks(
    templates: Mapping[TemplateKey, Template], links: Links, in_loops: Collection[TemplateKey]
) -> dict[TemplateKey, tuple[Mark, ...]]:
    others = {key: {target for target in links[key] if target != key} for key in links}
    reached = frozenset[TemplateKey]().union(*others.values())
    found = {}
    for key, one in templates.items():
        facts: dict[Mark, bool] = {
            "unreachable": key not in reached,
            "start": key not in reached and bool(others[key]),
            "dead_end": key in reached and not (others[key] or _has_ways_out(one)),
            "loop": key in in_loops,
        }
        found[key] = tuple(mark for mark, holds in facts.items() if holds)
    return found


def _has_ways_out(template: Template) -> bool:
    """Whether there is a button that leads out of the templates: to a page, a person, a form."""
    return any(not isinstance(button, QuickReplyButton) for button in template.buttons)
