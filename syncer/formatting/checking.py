"""What the canonical form of a text must not change, held against the text that it was."""

from __future__ import annotations

from collections import Counter
from itertools import zip_longest
from typing import TYPE_CHECKING

from syncer.documents.check import document_schema
from syncer.documents.compose import compose
from syncer.documents.nodes import ListNode, MapNode, location
from syncer.errors import Location, Problem
from syncer.formatting.comments import comments_of
from syncer.model import plain_text

if TYPE_CHECKING:
    from syncer.documents.construct import Data
    from syncer.documents.nodes import Node

RULE = "format"
_PLAINER = "write it in a plainer way"
_MEANING = (
    "the canonical form of this would mean something else",
    f"{_PLAINER}: each anchor under a name of its own",
)
_COMMENTS = (
    "the canonical form of this file would not have the same comments",
    "put each on a line of its own, above the key that it is about",
)
_STABLE = (
    "the canonical form of this would not be canonical itself",
    f"{_PLAINER}, with its comments on lines of their own, above their keys",
)


def changed(text: str, canonical: str, file: str) -> Problem | None:
    """The first thing that the canonical form would change in a text, which is YAML."""
    return _other_meaning(text, canonical, file) or _other_comments(text, canonical, file)


def unstable(text: str, canonical: str, again: str, file: str) -> Problem | None:
    """Where the canonical form has another one itself, which is `again`."""
    if canonical == again:
        return None
    pairs = zip_longest(canonical.split("\n"), again.split("\n"), fillvalue="")
    differing = next(before for before, after in pairs if before != after).strip()
    lines = [line.strip() for line in text.split("\n")]
    line = lines.index(differing) + 1 if differing in lines else 1
    return Problem(Location(file, line), *_STABLE, RULE)


def _other_meaning(text: str, canonical: str, file: str) -> Problem | None:
    roots, others = _roots(text), _roots(canonical)
    if len(roots) != len(others):
        return Problem(Location(file), *_MEANING, RULE)
    for root, before, after in zip(roots, map(_data, roots), map(_data, others), strict=True):
        if before != after:
            return Problem(location(file, _differing(root, before, after)), *_MEANING, RULE)
    return None


def _other_comments(text: str, canonical: str, file: str) -> Problem | None:
    before, after = _remarks(text), _remarks(canonical)
    if before == after:
        return None
    lost = (one for one in comments_of(text) if before[one.text] > after[one.text])
    line = next((text.count("\n", 0, one.offset) + 1 for one in lost), 1)
    return Problem(Location(file, line), *_COMMENTS, RULE)


def _roots(text: str) -> list[Node]:
    """The documents of a text; of one that is not YAML none."""
    composition = compose(text, "")
    return [] if composition.problems else [one.root for one in composition.documents]


def _data(root: Node) -> Data:
    """The data of a document, texts as the model has them."""
    return _plain(document_schema("template").data(root))


def _plain(data: Data) -> Data:
    if isinstance(data, dict):
        return {key: _plain(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_plain(item) for item in data]
    return plain_text(data) if isinstance(data, str) else data


def _differing(node: Node, before: Data, after: Data) -> Node:
    """The deepest node that differs; the data are what it is before and after."""
    if isinstance(node, MapNode) and isinstance(before, dict) and isinstance(after, dict):
        for key, entry in node.entries.items():
            if key in after and before[key] != after[key]:
                return _differing(entry.value, before[key], after[key])
    if isinstance(node, ListNode) and isinstance(before, list) and isinstance(after, list):
        for item, one, other in zip(node.items, before, after, strict=False):
            if one != other:
                return _differing(item, one, other)
    return node


def _remarks(text: str) -> Counter[str]:
    return Counter(comment.text for comment in comments_of(text) if comment.text)
