"""How two templates differ, as changes at the paths of a template file.

Lists are aligned before they are compared, so that a removed first button is one change and not a
change of every button.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from syncer.plan.alignment import pairs
from syncer.plan.values import Change
from syncer.template_document import FIELDS, Document, to_document

if TYPE_CHECKING:
    from collections.abc import Iterator

    from syncer.model import Template
    from syncer.template_document import Json

_NOTHING: Document = dict.fromkeys(FIELDS) | {"buttons": []}


def changes_between(before: Template | None, after: Template | None) -> tuple[Change, ...]:
    """Every difference of two templates, in the order of a template file; None is no template."""
    if before == after:
        return ()
    old, new = _document(before, after), _document(after, before)
    if before and after and before.header == after.header:
        old["header"] = new["header"]  # the same bytes, though NxCloud may have renamed the file
    return tuple(change for field in FIELDS for change in _changes(field, old[field], new[field]))


def _document(template: Template | None, other: Template | None) -> Document:
    """The template's fields; beside no template at all, what is off counts as not set."""
    if template is None:
        return _NOTHING
    document = to_document(template)
    if other is None and not template.close_unassigned:
        document["close_unassigned"] = None
    return document


def _changes(path: str, before: Json, after: Json) -> Iterator[Change]:
    """The differences of two values: inside of what has the same shape, otherwise as a whole."""
    if before == after:
        return
    if isinstance(before, dict) and isinstance(after, dict) and before.keys() == after.keys():
        for key in after:
            yield from _changes(f"{path}.{key}", before[key], after[key])
    elif isinstance(before, list) and isinstance(after, list):
        for old, new in pairs(before, after):
            index = old if new is None else new
            item = None if old is None else before[old]
            yield from _changes(f"{path}[{index}]", item, None if new is None else after[new])
    else:
        yield Change(path, before, after)
