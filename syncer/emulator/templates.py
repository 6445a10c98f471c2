"""The templates in the store, and what is remembered of them: name locks and creations."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from syncer.emulator.records import WHATSAPP, Template, template_from, to_json

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from syncer.emulator.store import Store

_LARGEST_ID = 2**63 - 1


def save(store: Store, template: Template) -> None:
    """Adds the template, or replaces the one with its id."""
    store.execute(
        "INSERT OR REPLACE INTO templates VALUES (?, ?, ?, ?, ?, ?, ?)",
        template.id,
        template.phone,
        template.name,
        template.language,
        template.channel,
        template.gone_at,
        json.dumps(to_json(template)),
    )


def by_id(store: Store, template_id: int) -> Template | None:
    """The template with this platform id."""
    if abs(template_id) > _LARGEST_ID:
        return None
    rows = store.execute("SELECT document FROM templates WHERE id = ?", template_id)
    return next(iter(_templates(rows)), None)


def by_key(store: Store, phone: str, name: str, language: str) -> Template | None:
    """The WhatsApp template with this name and language."""
    rows = store.execute(
        "SELECT document FROM templates"
        " WHERE phone = ? AND name = ? AND language = ? AND channel = ?",
        phone,
        name,
        language,
        WHATSAPP,
    )
    return next(iter(_templates(rows)), None)


def everything(store: Store) -> list[Template]:
    """All templates of all phones, the oldest first."""
    return _templates(store.execute("SELECT document FROM templates ORDER BY id"))


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which templates to list: one phone's, with a name ("" for all), a part of it or the whole.

    `created_by` is when they were created at the latest, None for any time.
    """

    phone: str
    name: str
    search: Literal["substring", "exact"]
    created_by: float | None


# The ids come from an index alone: without the inner query, all documents would be sorted.
_PAGE = """
    SELECT document FROM templates WHERE id IN (
        SELECT id FROM templates INDEXED BY templates_listed WHERE {listed}
        ORDER BY id DESC LIMIT ?4 OFFSET ?5)
    ORDER BY id DESC"""
_COUNT = "SELECT count(*) FROM templates INDEXED BY templates_listed WHERE {listed}"
_LISTED = "phone = ?1 AND {named} AND (?3 IS NULL OR json_extract(document, '$.created_at') <= ?3)"
_NAMED = {
    "substring": "instr(name, ?2) > 0",
    "exact": "name = coalesce(nullif(?2, ''), name)",
}
_CONDITIONS = {search: _LISTED.format(named=named) for search, named in _NAMED.items()}
_PAGES = {search: _PAGE.format(listed=listed) for search, listed in _CONDITIONS.items()}
_COUNTS = {search: _COUNT.format(listed=listed) for search, listed in _CONDITIONS.items()}


def page(store: Store, wanted: Wanted, *, size: int, offset: int) -> tuple[list[Template], int]:
    """Templates of every channel, the newest first, and how many there are in all."""
    of, search = (wanted.phone, wanted.name, wanted.created_by), wanted.search
    rows = store.execute(_PAGES[search], *of, size, offset)
    return _templates(rows), _number(store.execute(_COUNTS[search], *of))


def number_of_templates(store: Store, phone: str) -> int:
    """How many WhatsApp templates this phone has, each language counted."""
    return _number(
        store.execute(
            "SELECT count(*) FROM templates WHERE phone = ? AND channel = ?", phone, WHATSAPP
        )
    )


def remove(store: Store, template_id: int) -> None:
    """Takes the template out; nothing happens if there is none."""
    store.execute("DELETE FROM templates WHERE id = ?", template_id)


def remove_gone(store: Store, now: float) -> None:
    """Takes out the templates whose deletion has ended."""
    store.execute("DELETE FROM templates WHERE gone_at <= ?", now)


def lock_name(store: Store, template: Template, until: float) -> None:
    """Locks a deleted template's name and language."""
    store.execute(
        "INSERT OR REPLACE INTO name_locks VALUES (?, ?, ?, ?)",
        template.phone,
        template.name,
        template.language,
        until,
    )


def locked_until(store: Store, phone: str, name: str, language: str) -> float:
    """When the name and language become free; 0.0 if they were never locked."""
    rows = store.execute(
        "SELECT until FROM name_locks WHERE phone = ? AND name = ? AND language = ?",
        phone,
        name,
        language,
    )
    return float(rows[0][0]) if rows else 0.0


def note_creation(store: Store, phone: str, at: float) -> None:
    """Remembers that a template was created."""
    store.execute("INSERT INTO creations VALUES (?, ?)", phone, at)


def creations_since(store: Store, phone: str, since: float) -> int:
    """How many templates were created after a moment."""
    return _number(
        store.execute("SELECT count(*) FROM creations WHERE phone = ? AND at > ?", phone, since)
    )


def _templates(rows: Sequence[tuple[Any, ...]]) -> list[Template]:
    return [_template(row[0]) for row in rows]


# Reading a page's documents would take most of its time, and the same ones are read again.
@lru_cache(maxsize=10_000)
def _template(document: str) -> Template:
    return template_from(json.loads(document))


def _number(rows: Sequence[tuple[Any, ...]]) -> int:
    return int(rows[0][0])
