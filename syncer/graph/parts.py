"""Parts of a map: what belongs together, and what was chosen."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from syncer.graph.build import links_of
from syncer.graph.circles import reached, reversed_links

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from syncer.graph.build import Links
    from syncer.graph.values import Graph
    from syncer.model import TemplateKey


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
    links = _both_ways(graph)
    seen: set[TemplateKey] = set()
    for node in graph.nodes:
        if node.key not in seen:
            group = reached([node.key], links)
            seen |= group
            yield part(graph, group)


def _both_ways(graph: Graph) -> Links:
    forth = links_of((node.key for node in graph.nodes), graph.edges)
    back = reversed_links(forth)
    return {key: [*forth[key], *back[key]] for key in forth}
