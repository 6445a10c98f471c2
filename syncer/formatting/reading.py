"""YAML text → the nodes of ruamel.yaml, one tree for each document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ruamel.yaml import YAML
from ruamel.yaml.anchor import Anchor
from ruamel.yaml.emitter import Emitter
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from ruamel.yaml.scanner import Scanner

from syncer.documents.yaml_text import LONGEST_LINE, quoted_text

if TYPE_CHECKING:
    from collections.abc import Iterator


class _Emitter(Emitter):
    """Writes texts in double quotes as new files have them; ruamel escapes fewer characters."""

    def write_double_quoted(self, text: Any, split: Any = True) -> None:  # noqa: ANN401, FBT002 -- ruamel's signature
        del split
        self.write_indicator(quoted_text(text), need_whitespace=True)


def yaml_of_ruamel() -> YAML:
    """ruamel.yaml as this package uses it: two spaces, lists below their key, lines of any length.

    Only its nodes are used, and never made values of: a plain `007` stays what it looks like. It
    scans without its own comments, which it cannot always place, and marks of where lines fold.
    """
    ruamel = YAML(typ="rt")
    ruamel.Scanner = Scanner
    ruamel.Emitter = _Emitter
    ruamel.indent(mapping=2, sequence=4, offset=2)
    ruamel.width = LONGEST_LINE
    ruamel.composer.warn_double_anchors = False
    return ruamel


def roots_of(text: str) -> list[Node]:
    """The documents of a text, an empty one as an empty scalar, without ruamel's comments.

    Anchors keep their names, used or not. Raises ruamel's YAMLError, also for its own faults.
    """
    roots = _composed(text)
    for root in roots:
        for node in nodes_below(root):
            node.comment = None
            node.anchor = _kept(node.anchor)
    return roots


def _composed(text: str) -> list[Node]:
    try:
        return list(yaml_of_ruamel().compose_all(text))
    except YAMLError:
        raise
    except Exception as error:
        raise YAMLError(f"{type(error).__name__}: {error}") from error


def nodes_below(root: Node) -> Iterator[Node]:
    """The node and all below it, keys too, each once: an alias is the node it stands for."""
    seen: set[int] = set()
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if id(node) not in seen:
            seen.add(id(node))
            yield node
            waiting += reversed(_children(node))


def _children(node: Node) -> list[Node]:
    if isinstance(node, MappingNode):
        return [part for pair in node.value for part in pair]
    return list(node.value) if isinstance(node, SequenceNode) else []


def _kept(name: Any) -> Anchor | None:  # noqa: ANN401 -- ruamel has no types for it
    if name is None:
        return None
    anchor = Anchor()
    anchor.value, anchor.always_dump = name, True
    return anchor


def is_empty(root: Node) -> bool:
    """Whether a document has no value at all."""
    return isinstance(root, ScalarNode) and not root.value and not root.style
