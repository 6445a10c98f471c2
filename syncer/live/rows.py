"""The list of an account's templates, read whole although its pages may shift meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from syncer.model import LiveRow, TemplateKey, plain_text
from syncer.nxcloud.answers import WHATSAPP_CHANNEL
from syncer.progress import quiet

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from syncer.nxcloud.answers import TemplateRow
    from syncer.nxcloud.client import Client
    from syncer.progress import Progress, Step

_ATTEMPTS = 3
_UNSTEADY = "the list of templates does not fit its own total, or changed while it was read"

_RowsById = dict[int, "TemplateRow"]


def read_rows(
    client: Client, name: str | None = None, progress: Progress = quiet
) -> tuple[dict[TemplateKey, LiveRow], tuple[str, ...]]:
    """Every WhatsApp template of the account by name and language, and what was odd about the list.

    A row that moved to a page already read is missed, one that moved the other way is seen twice.
    Both show in the numbers; then the list is read again, until they agree or two readings do.
    With `name` the server leaves out others, though it may keep those that only contain it.
    `progress` is told of each page.
    """
    seen: _RowsById = {}
    before: set[int] | None = None
    for _ in range(_ATTEMPTS):
        with progress("reading the list", None) as step:
            found, steady = _read_once(client, name, step)
        if steady:
            return _by_key(found.values())
        seen |= found
        if found.keys() == before:
            break
        before = set(found)
    rows, warnings = _by_key(seen.values())
    return rows, (*warnings, _UNSTEADY)


def find_row(client: Client, key: TemplateKey) -> LiveRow | None:
    """The list's row of one template, looked up by name."""
    rows, _ = read_rows(client, key.name)
    return rows.get(key)


def names_by_id(rows: Mapping[TemplateKey, LiveRow]) -> dict[int, TemplateKey]:
    """Which template a platform id means."""
    return {row.template_id: key for key, row in rows.items()}


def _read_once(client: Client, name: str | None, step: Step) -> tuple[_RowsById, bool]:
    found: _RowsById = {}
    read, totals = 0, set()
    for page in client.pages(name):
        found |= {row.id: row for row in page.rows}
        read += len(page.rows)
        totals.add(page.total)
        step()
    return found, read == len(found) and totals in (set(), {None}, {len(found)})


def _by_key(rows: Iterable[TemplateRow]) -> tuple[dict[TemplateKey, LiveRow], tuple[str, ...]]:
    """A name and language twice: the newer id is the template, the other one is told."""
    found: dict[TemplateKey, LiveRow] = {}
    warnings = []
    for row in sorted(rows, key=lambda row: row.id):
        if row.channel != WHATSAPP_CHANNEL:
            continue
        live = _live_row(row)
        if other := found.get(live.key):
            warnings.append(
                f"{live.key} is listed twice, with the ids {other.template_id} and"
                f" {live.template_id}; the second one is used"
            )
        found[live.key] = live
    return found, tuple(warnings)


def _live_row(row: TemplateRow) -> LiveRow:
    return LiveRow(
        template_id=row.id,
        key=TemplateKey(row.name, row.language),
        content=plain_text(row.content),
        quality=row.quality,
        category=row.category,
        rejected_reason=row.rejected_reason,
        fields=row.fields,
    )
