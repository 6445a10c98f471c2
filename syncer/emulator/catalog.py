"""The tags and the forms, which templates name and never change."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from syncer.emulator.records import Form, form_from, to_json

if TYPE_CHECKING:
    from syncer.emulator.store import Store

_FIRST_TAG_ID = 34001


def tags(store: Store) -> dict[str, int]:
    """All tags, name to id."""
    return dict(store.execute("SELECT name, id FROM tags ORDER BY id"))


def add_tag(store: Store, name: str, tag_id: int | None = None) -> int:
    """The id of the tag, which is added unless it is there; None takes the next free id."""
    with store.transaction():
        known = tags(store)
        if name not in known:
            known[name] = tag_id or max(_FIRST_TAG_ID, 1 + max(known.values(), default=0))
            store.execute("INSERT INTO tags VALUES (?, ?)", known[name], name)
        return known[name]


def forms(store: Store) -> list[Form]:
    """All forms."""
    rows = store.execute("SELECT document FROM forms ORDER BY id")
    return [form_from(json.loads(row[0])) for row in rows]


def save_form(store: Store, form: Form) -> None:
    """Adds the form, or replaces the one with its id."""
    store.execute("INSERT OR REPLACE INTO forms VALUES (?, ?)", form.id, json.dumps(to_json(form)))
