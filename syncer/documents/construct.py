"""Nodes → plain data, with the JSON Schema deciding what a plain scalar is.

Scalars follow YAML 1.2's core schema (YAML 1.2.2, section 10.3.2). Where the schema expects text, a
plain scalar is the text as it stands: `no`, `12:30`, `007`, `1.10`. Null is null everywhere.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

from syncer.documents.compose import NULLS
from syncer.documents.nodes import ListNode, Node, ScalarNode
from syncer.documents.places import json_type

if TYPE_CHECKING:
    from syncer.documents.places import Place

Scalar: TypeAlias = bool | int | float | str | None
Data: TypeAlias = "Scalar | list[Data] | dict[str, Data]"

_BOOLEANS = {
    "true": True,
    "True": True,
    "TRUE": True,
    "false": False,
    "False": False,
    "FALSE": False,
}
# Python writes no number of more than 4,300 decimal digits.
_INTEGER = re.compile(r"[-+]?[0-9]{1,4000}|0o[0-7]{1,4000}|0x[0-9a-fA-F]{1,3500}")
_FLOAT = re.compile(
    r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?"
    r"|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"
)


def construct(node: Node, place: Place) -> Data:
    """The data of a node, with the scalar types that its place in the schema asks for."""
    if isinstance(node, ScalarNode):
        return _scalar(node, place)
    if isinstance(node, ListNode):
        items = place.items()
        return [construct(item, items) for item in node.items]
    return {key: construct(entry.value, place.member(key)) for key, entry in node.entries.items()}


def core_scalar(text: str) -> Scalar:
    """What a plain scalar means by YAML 1.2's core schema."""
    if text in NULLS:
        return None
    if text in _BOOLEANS:
        return _BOOLEANS[text]
    if _INTEGER.fullmatch(text):
        return int(text, 0) if text.startswith(("0o", "0x")) else int(text)
    if _FLOAT.fullmatch(text):
        return float(text.lower().replace(".inf", "inf").replace(".nan", "nan"))
    return text


def plain_scalar(text: str, place: Place) -> Scalar:
    """What a plain scalar means at its place."""
    if text in NULLS:
        return None
    if place.is_text:
        return text
    value = core_scalar(text)
    return value if _fits(value, place.types) or "string" not in place.types else text


def filled_scalar(text: str, place: Place) -> Scalar:
    """What a scalar means in which a `${…}` was filled in, whether it stands in quotes or not."""
    value = core_scalar(text)
    return value if value is not None and _fits(value, place.types) else text


def _scalar(node: ScalarNode, place: Place) -> Scalar:
    if node.style == "quoted":
        return node.text
    if node.style == "filled":
        return filled_scalar(node.text, place)
    return plain_scalar(node.text, place)


def _fits(value: Scalar, types: frozenset[str]) -> bool:
    kind = json_type(value)
    return kind in types or (kind == "integer" and "number" in types)
