"""`syncer graph`: which button leads to which template, offline and without credentials."""

from __future__ import annotations

from typing import TYPE_CHECKING

from syncer.cli.named import is_named, undeclared
from syncer.cli.project import open_project
from syncer.errors import EXIT_DONE
from syncer.graph.build import graph_of
from syncer.graph.parts import connected, part
from syncer.plan.scope import selects
from syncer.render.graph_document import graph_document
from syncer.render.graph_dot import dot
from syncer.render.graph_drawing import drawing
from syncer.render.graph_mermaid import fits_github, mermaid

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from syncer.cli.options import ProjectOptions
    from syncer.cli.output import Output
    from syncer.graph.values import Graph
    from syncer.model import TemplateKey
    from syncer.plan.values import Selection


def run(
    *, names: tuple[str, ...], project: ProjectOptions, selection: Selection, output: Output
) -> int:
    """Carry out the command, and give its exit code."""
    opened = open_project(project, output)
    whole = [graph_of(account, desired) for account, desired in opened.desired.items()]
    _check(names, whole)
    _present([_chosen(graph, names, selection) for graph in whole], output)
    return EXIT_DONE


def _check(names: Collection[str], graphs: Sequence[Graph]) -> None:
    """Raises SyncerError for a name that is on no map."""
    known = {node.key for graph in graphs for node in graph.nodes}
    words = {key.name for key in known} | {str(key) for key in known}
    for name in names:
        if name not in words:
            raise undeclared(name, sorted({key.name for key in known}))


def _chosen(graph: Graph, names: Collection[str], selection: Selection) -> Graph:
    keys: Collection[TemplateKey] = {node.key for node in graph.nodes}
    if names:
        keys = connected(graph, {key for key in keys if is_named(key, names)})
    return part(graph, {key for key in keys if selects(selection, key)})


def _present(graphs: Sequence[Graph], output: Output) -> None:
    drawings = [drawing(graph, number) for number, graph in enumerate(graphs, 1)]
    match output.format:
        case "json":
            output.document(graph_document(graphs))
        case "html":
            from syncer.render.html.graph import graph_page

            output.text(graph_page(graphs))
        case "dot":
            output.text(dot(drawings))
        case _:
            output.text(text := mermaid(drawings))
            if not fits_github(text, drawings):
                output.note("GitHub draws no diagram this long: name templates, or use --only")
