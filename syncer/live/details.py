"""The details of templates: from the cache where the list proves that they still hold, or read."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from syncer.errors import NotFoundError
from syncer.live import trust
from syncer.live.kept import Kept, Read, from_documents, is_keepable, row_digest, to_document
from syncer.progress import stepping
from syncer.template_document import digest_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from syncer.live.rows import Listing
    from syncer.live.snapshot import LiveSide
    from syncer.live.threads import ReadingThreads
    from syncer.model import LiveRow
    from syncer.nxcloud.answers import TemplateDetails

DetailsById = dict[int, Read]


@dataclass(frozen=True, slots=True)
class _Asked:
    """A row, when its details were asked for, and what came; None if it is gone."""

    row: LiveRow
    at: float
    read: Read | None


def all_details(
    side: LiveSide,
    threads: ReadingThreads,
    listing: Listing,
    rows: Sequence[LiveRow],
    holds: Callable[[LiveRow, Read], bool],
) -> DetailsById:
    """The details of these rows by the platform's id, of those that are still there.

    What the cache has is taken where the row is still the same, and `holds`.
    """
    listed_at = side.knowledge.cache.clock()
    kept = side.knowledge.kept_details()
    revived = _revived(rows, kept, holds)
    asked = _asked(side, threads, [row for row in rows if row.template_id not in revived])
    listed = trust.Listed(listed_at, listing.date, _newest(listing, listed_at) if asked else None)
    ids = {row.template_id for row in listing.rows.values()}
    gone = [*(kept.keys() - ids), *(one.row.template_id for one in asked if one.read is None)]
    side.knowledge.keep_details([_kept(one, kept, listed) for one in asked if one.read], gone)
    return revived | {one.row.template_id: one.read for one in asked if one.read}


def live_digest(details: TemplateDetails) -> str:
    """A digest of all that a write could change, as it was read.

    Reviews, quality, media handles and signed addresses change by themselves and are left out.
    """
    header = details.header
    return digest_of(
        [
            details.name,
            details.language,
            details.category,
            header and [header.format, header.text, header.media_id, header.filename],
            details.body,
            details.footer,
            [asdict(button) for button in details.buttons],
            details.other_components,
            sorted(details.tag_ids),
            details.close_unassigned,
        ]
    )


def _revived(
    rows: Iterable[LiveRow],
    kept: Mapping[int, Kept],
    holds: Callable[[LiveRow, Read], bool],
) -> DetailsById:
    """What is kept of rows that are still the same."""
    same = [
        (row, one.document)
        for row in rows
        if (one := kept.get(row.template_id)) and one.document and one.row == row_digest(row.fields)
    ]
    reads = from_documents([document for _, document in same])
    return {
        row.template_id: read
        for (row, _), read in zip(same, reads, strict=False)
        if read and holds(row, read)
    }


def _asked(side: LiveSide, threads: ReadingThreads, rows: Sequence[LiveRow]) -> list[_Asked]:
    def ask(row: LiveRow) -> _Asked:
        at = side.knowledge.cache.clock()
        try:
            details = side.client.details(row.template_id)
        except NotFoundError:  # deleted between the list and this call
            return _Asked(row, at, None)
        return _Asked(row, at, Read(details, live_digest(details)))

    with side.progress("reading templates", len(rows)) as step:
        return threads.map(stepping(step, ask), rows)


def _newest(listing: Listing, at: float) -> float | None:
    return trust.newest((row.fields.get("updated_at") for row in listing.rows.values()), at)


def _kept(asked: _Asked, before: Mapping[int, Kept], listed: trust.Listed) -> Kept:
    row, read = asked.row, asked.read
    digest, known = row_digest(row.fields), before.get(row.template_id)
    seen_at = known.seen_at if known and known.row == digest else listed.at
    over = trust.is_over(row.fields.get("updated_at"), listed, seen_at, asked.at)
    keepable = read and over and is_keepable(row, read.details)
    document = to_document(read) if read and keepable else None
    return Kept(row.template_id, digest, seen_at, asked.at, document)
