"""The list of an account's templates, read whole although its pages may shift meanwhile."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from syncer.model import LiveRow, TemplateKey, plain_text
from syncer.nxcloud.answers import WHATSAPP_CHANNEL
from syncer.progress import quiet

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from syncer.nxcloud.answers import TemplatePage, TemplateRow
    from syncer.nxcloud.client import Client
    from syncer.nxcloud.pages import EachPage
    from syncer.progress import Progress, Step

_ATTEMPTS = 3
_UNSTEADY = "the list of templates does not fit its own total, or changed while it was read"

_RowsById = dict[int, "TemplateRow"]


@dataclass(frozen=True, slots=True)
class Listing:
    """Every WhatsApp template of an account by name and language, and what was odd about the list.

    `date` is the server's time while it was read, in seconds since 1970, as far as it was told.
    """

    rows: dict[TemplateKey, LiveRow]
    warnings: tuple[str, ...] = ()
    date: float | None = None


def read_rows(
    client: Client, name: str | None = None, progress: Progress = quiet, each: EachPage = map
) -> Listing:
    """The whole list.

    A row that moved to a page already read is missed, one that moved the other way is seen twice.
    Both show in the numbers; then the list is read again, until they agree or two readings do.
    With `name` the server leaves out others, though it may keep those that only contain it.
    `progress` is told of each page, `each` reads those after the first.
    """
    seen: _RowsById = {}
    before: set[int] | None = None
    for _ in range(_ATTEMPTS):
        with progress("reading the list", None) as step:
            pages = _stepping(client.pages(name, each), step)
            found, steady = _together(pages)
        if steady:
            return _by_key(found.values(), _date(pages))
        seen |= found
        if found.keys() == before:
            break
        before = set(found)
    listing = _by_key(seen.values(), _date(pages))
    return replace(listing, warnings=(*listing.warnings, _UNSTEADY))


def find_row(client: Client, key: TemplateKey) -> LiveRow | None:
    """The list's row of one template, looked up by name."""
    return read_rows(client, key.name).rows.get(key)


def names_by_id(rows: Mapping[TemplateKey, LiveRow]) -> dict[int, TemplateKey]:
    """Which template a platform id means."""
    return {row.template_id: key for key, row in rows.items()}


def _stepping(pages: Iterable[TemplatePage], step: Step) -> list[TemplatePage]:
    read = []
    for page in pages:
        read.append(page)
        step()
    return read


def _together(pages: Sequence[TemplatePage]) -> tuple[_RowsById, bool]:
    """The rows of all pages, and whether they are as many as the list says."""
    found = {row.id: row for page in pages for row in page.rows}
    read = sum(len(page.rows) for page in pages)
    totals = {page.total for page in pages}
    return found, read == len(found) and totals in ({None}, {len(found)})


def _date(pages: Sequence[TemplatePage]) -> float | None:
    """The latest: a date is told before the answer has come."""
    return max((page.date for page in pages if page.date is not None), default=None)


def _by_key(rows: Iterable[TemplateRow], date: float | None) -> Listing:
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
    return Listing(found, tuple(warnings), date)


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
