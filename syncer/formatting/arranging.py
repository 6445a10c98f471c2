"""The nodes of a document in their canonical order and style; what they mean stays."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ruamel.yaml.nodes import CollectionNode, MappingNode, ScalarNode, SequenceNode

from syncer.documents.yaml_text import scalar_style
from syncer.formatting.reading import nodes_below
from syncer.key_order import (
    BUTTON,
    EVENT,
    HEADER,
    MERGE,
    REFERENCE,
    TEMPLATE,
    TRANSLATION,
    in_order,
)
from syncer.model import plain_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ruamel.yaml.nodes import Node


@dataclass(frozen=True, slots=True)
class _Shape:
    """What a map, or each map of a list, is in a template file.

    `order` is that of its keys, `below` what their values are, `others` what any other value is.
    """

    order: tuple[str, ...] = ()
    below: Mapping[str, _Shape] = field(default_factory=dict)
    others: _Shape | None = None

    def of(self, key: str) -> _Shape:
        """What the value under a key is; what `<<` takes is what it is put into."""
        return self if key == MERGE else self.below.get(key) or self.others or _Shape()


_MESSAGE = {
    "header": _Shape(HEADER),
    "buttons": _Shape(BUTTON, {"events": _Shape(EVENT, {"template": _Shape(REFERENCE)})}),
}
_TEMPLATE = _Shape(
    TEMPLATE, {**_MESSAGE, "translations": _Shape(others=_Shape(TRANSLATION, _MESSAGE))}
)
_TEXTS = frozenset({"body", "footer", "text", "tag", "url", "phone_number", "flow"})
"""Under these keys a last line break does not count, and line ends are one and the same."""


def arrange(root: Node) -> None:
    """Put a template's document in order and in block style, in place."""
    _sort(root, _TEMPLATE)
    for node in nodes_below(root):
        if isinstance(node, ScalarNode):
            _restyle(node)
        if isinstance(node, CollectionNode):
            node.flow_style = not node.value


def _sort(node: Node, shape: _Shape) -> None:
    if isinstance(node, SequenceNode):
        for item in node.value:
            _sort(item, shape)
    elif isinstance(node, MappingNode):
        node.value = in_order(node.value, shape.order, lambda pair: str(pair[0].value))
        for key, value in node.value:
            if isinstance(value, ScalarNode) and key.value in _TEXTS.intersection(shape.order):
                value.value = plain_text(value.value)
            _sort(value, shape.of(str(key.value)))


def _restyle(node: ScalarNode) -> None:
    """Quotes and blocks as new files have them. What is plain on one line stays as it is."""
    if node.style or "\n" in node.value:
        node.style = scalar_style(node.value)
