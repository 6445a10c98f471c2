"""How two templates differ, as changes at the paths of a template file.

deepdiff finds the differences. It pairs list items by their index, so that a removed first button
would look like a change of every button; therefore lists are aligned before: items that belong
together get the same key on both sides, and an added or removed one has None on the other.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from syncer.plan.alignment import pairs
from syncer.plan.values import Change
from syncer.template_document import Document, to_document

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from syncer.model import Template
    from syncer.template_document import Json

_ITEM = re.compile(r"\d+:(\[\d+\])")
_SAME_KEYS = 1.0
"""deepdiff looks into two maps if at least this part of their keys is shared: else one change."""


def changes_between(before: Template | None, after: Template | None) -> tuple[Change, ...]:
    """Every difference of two templates, in the order of a template file; None is no template."""
    if before == after:
        return ()
    if before and after:
        return _differences(before, after)
    if after:
        return tuple(Change(path, None, value) for path, value in _set_values(after))
    return tuple(Change(path, value, None) for path, value in _set_values(before))


def _set_values(template: Template | None) -> Iterator[tuple[str, Json]]:
    """What is set in a template: its fields, and each item of a list."""
    for field, value in (to_document(template) if template else {}).items():
        if isinstance(value, list):
            yield from ((f"{field}[{index}]", item) for index, item in enumerate(value))
        elif value:
            yield field, value


def _differences(before: Template, after: Template) -> tuple[Change, ...]:
    from deepdiff import DeepDiff  # takes longer to import than most plans to make

    documents = to_document(before), to_document(after)
    if before.header == after.header:  # the same bytes, though NxCloud may have renamed the file
        documents[0]["header"] = documents[1]["header"]
    olds, news = _aligned(*documents)
    tree = DeepDiff(olds, news, view="tree", threshold_to_diff_deeper=_SAME_KEYS)
    levels = [level for levels in tree.values() for level in levels]
    found = [(level.path(output_format="list"), level.t1, level.t2) for level in levels]
    found.sort(key=lambda each: _position(each[0], news))
    return tuple(Change(_path(keys), old, new) for keys, old, new in found)


def _aligned(before: Json, after: Json) -> tuple[Json, Json]:
    """Both values with each list as a map whose keys say which items belong together."""
    if isinstance(before, list) and isinstance(after, list):
        before, after = _aligned_lists(before, after)
    elif not _have_the_same_keys(before, after):
        return before, after
    both = {key: _aligned(before[key], after[key]) for key in after}
    return {key: old for key, (old, _) in both.items()}, {
        key: new for key, (_, new) in both.items()
    }


def _aligned_lists(before: Sequence[Json], after: Sequence[Json]) -> tuple[Document, Document]:
    olds: Document = {}
    news: Document = {}
    for number, (old, new) in enumerate(pairs(before, after)):
        key = f"{number}:[{old if new is None else new}]"
        olds[key] = None if old is None else before[old]
        news[key] = None if new is None else after[new]
    return olds, news


def _have_the_same_keys(before: Json, after: Json) -> bool:
    return isinstance(before, dict) and isinstance(after, dict) and before.keys() == after.keys()


def _path(keys: Sequence[str]) -> str:
    return ".".join(_ITEM.sub(r"\1", key) for key in keys).replace(".[", "[")


def _position(keys: Sequence[str], document: Json) -> list[int]:
    """Where a value stands in a document, to be sorted by."""
    position: list[int] = []
    for key in keys:
        position.append(list(document).index(key))
        document = document[key]
    return position
