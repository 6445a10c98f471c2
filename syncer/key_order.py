"""In which order a template file writes its keys: one table for what is new and for `syncer fmt`.

Short settings come first, then the message from top to bottom as the recipient sees it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from syncer.template_document import Document

Item = TypeVar("Item")

_SETTINGS = (
    "tag",
    "close_unassigned",
    "examples",
    "protect",
    "sync_meta",
    "ignore",
    "accept_category",
)
TRANSLATION = (*_SETTINGS, "header", "body", "footer", "buttons")
TEMPLATE = (
    "name",
    "category",
    *_SETTINGS,
    "renamed_from",
    "header",
    "footer",
    "buttons",
    "translations",
)
BUTTON = ("type", "text", "unsubscribe", "url", "phone_number", "flow", "events")
HEADER = ("text", "image", "video", "document")
EVENT = ("tag", "text", "template")
REFERENCE = ("name", "language", "external")

MERGE = "<<"
"""YAML's own key, for what all others are added to."""


def in_order(
    items: Iterable[Item], order: Sequence[str], name: Callable[[Item], str]
) -> list[Item]:
    """The items by the place of their names in the order; others last, as they come."""
    places = {MERGE: -1} | {key: place for place, key in enumerate(order)}
    return sorted(items, key=lambda item: places.get(name(item), len(order)))


def ordered(document: Mapping[str, object], order: Sequence[str]) -> Document:
    """The document with its keys in this order."""
    return dict(in_order(document.items(), order, lambda item: item[0]))
