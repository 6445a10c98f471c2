"""Maps as JSON (schema `graph`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from syncer.model import TagEvent, TextEvent
from syncer.plan.file import FORMAT_VERSION

if TYPE_CHECKING:
    from collections.abc import Iterable

    from syncer.graph.values import Edge, Graph
    from syncer.model import TemplateKey
    from syncer.template_document import Document


def graph_document(graphs: Iterable[Graph]) -> Document:
    """The maps of some accounts, as the schema `graph` describes them."""
    return {"format_version": FORMAT_VERSION, "accounts": [_account(one) for one in graphs]}


def _account(graph: Graph) -> Document:
    return {
        "account": graph.account,
        "nodes": [
            {**_key(node.key), "external": node.external, "marks": list(node.marks)}
            for node in graph.nodes
        ],
        "edges": [_edge(edge) for edge in graph.edges],
        "starts": [_key(key) for key in graph.marked("start")],
        "unreachable": [_key(key) for key in graph.marked("unreachable")],
        "dead_ends": [_key(key) for key in graph.marked("dead_end")],
        "loops": [[_key(key) for key in loop] for loop in graph.loops],
    }


def _edge(edge: Edge) -> Document:
    return {
        "from": _key(edge.source),
        "button": edge.button,
        "button_text": edge.button_text,
        "event": edge.event,
        **_target(edge.to),
    }


def _target(to: TemplateKey | TextEvent | TagEvent) -> Document:
    match to:
        case TextEvent(text):
            return {"kind": "text", "text": text}
        case TagEvent(tag):
            return {"kind": "tag", "tag": tag}
    return {"kind": "template", "template": _key(to)}


def _key(key: TemplateKey) -> Document:
    return {"name": key.name, "language": key.language}
