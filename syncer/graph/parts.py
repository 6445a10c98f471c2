"""Parts of a map: what belongs together, and what was chosen."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from syncer.graph.build import links_of
from syncer.graph.circles import reached, reversed_links
from syncer.graph.values import Graph

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from syncer.graph.build import Links
    from syncer.model import TemplateKey

T = TypeVar("T")


def part(graph: Graph, keys: Collection[TemplateKey]) -> Graph:
    """What these templates do, and the templates that they lead to; marks are as in the whole."""
    edges = tuple(edge for edge in graph.edges if edge.source in keys)
    shown = {*keys, *(edge.to for edge in edges)}
    return replace(
        graph,
        nodes=tuple(node for node in graph.nodes if node.key in shown),
        edges=edges,
        loops=tuple(loop for loop in graph.loops if not set(loop).isdisjoint(keys)),
    )


def connected(graph: Graph, keys: Collection[TemplateKey]) -> frozenset[TemplateKey]:
    """These templates with all that lead to them or that they lead to, through any others."""
    return frozenset(reached(keys, _both_ways(graph)))


def components(graph: Graph) -> Iterator[Graph]:
    """The map in parts that do not lead to each other, in the order of the files."""
    firsts = _firsts(graph)
    nodes = _grouped(graph.nodes, lambda node: firsts[node.key])
    edges = _grouped(graph.edges, lambda edge: firsts[edge.source])
    loops = _grouped(graph.loops, lambda loop: firsts[loop[0]])
    for first, members in nodes.items():
        yield Graph(graph.account, members, edges.get(first, ()), loops.get(first, ()))


def _firsts(graph: Graph) -> dict[TemplateKey, TemplateKey]:
    """For each template the first that it hangs together with."""
    links = _both_ways(graph)
    firsts: dict[TemplateKey, TemplateKey] = {}
    for node in graph.nodes:
        if node.key not in firsts:
            firsts |= dict.fromkeys(reached([node.key], links), node.key)
    return firsts


def _grouped(
    items: Iterable[T], first: Callable[[T], TemplateKey]
) -> dict[TemplateKey, tuple[T, ...]]:
    groups: dict[TemplateKey, list[T]] = {}
    for item in items:
        groups.setdefault(first(item), []).append(item)
    return {key: tuple(members) for key, members in groups.items()}


def _both_ways(graph: Graph) -> Links:
    forth = links_of((node.key for node in graph.nodes), graph.edges)
    back = reversed_links(forth)
    return {key: [*forth[key], *back[key]] for key in forth}
