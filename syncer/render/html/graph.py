"""Maps as sections of a page, each with lists that say the same; and as a page of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from syncer.graph.parts import components
from syncer.model import TemplateKey, TextEvent
from syncer.render.html.graph_layout import WIDTH, laid_out
from syncer.render.html.shell import Shell, page, part, title_of

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from markupsafe import Markup

    from syncer.graph.values import Edge, Graph

_WITHOUT_SCRIPTS = Shell(())


def graph_page(graphs: Sequence[Graph]) -> str:
    """A page with the maps of some accounts and nothing else."""
    title = title_of("Map", [graph.account for graph in graphs])
    content = part("graph_page.html", title=title, sections=graph_sections(graphs))
    return page(title, [content], shell=_WITHOUT_SCRIPTS)


def graph_sections(graphs: Sequence[Graph], anchors: Collection[str] = ()) -> list[Markup]:
    """The map of each account: a picture of each part that hangs together, and a table of it all.

    `anchors` are the ids of what the page has of templates, `account/name/language`, to lead there.
    """
    return [_section(graph, number, anchors) for number, graph in enumerate(graphs, 1)]


def _section(graph: Graph, number: int, anchors: Collection[str]) -> Markup:
    connected = [one for one in components(graph) if len(one.nodes) > 1 or one.loops]
    starts = graph.marked("start")
    return part(
        "graph.html",
        graph=graph,
        number=number,
        anchors=anchors,
        sheets=[laid_out(one) for one in connected],
        width=WIDTH,
        outside=[node.key for node in graph.nodes if node.external],
        unreachable=[key for key in graph.marked("unreachable") if key not in starts],
        kind=_kind,
    )


def _kind(edge: Edge) -> str:
    if isinstance(edge.to, TemplateKey):
        return "template"
    return "text" if isinstance(edge.to, TextEvent) else "tag"
