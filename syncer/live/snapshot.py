"""One account's live side, read once: the list, and the details of the templates that matter."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from syncer.errors import NotFoundError, NxCloudError
from syncer.live.rows import names_by_id, read_rows
from syncer.live.threads import reading_threads
from syncer.model import LiveMedia, LiveRow, LiveTemplate, Snapshot, TemplateKey
from syncer.nxcloud.wire import read_template
from syncer.progress import quiet, stepping
from syncer.template_document import digest_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from syncer.live.knowledge import Knowledge
    from syncer.live.threads import ReadingThreads
    from syncer.nxcloud.answers import HeaderDetails, TemplateDetails
    from syncer.nxcloud.client import Client
    from syncer.progress import Progress


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of the live side matters to a run.

    `details` picks the templates, `media` those whose header media is compared or saved, by its
    bytes; it is asked with the header's format. `forms` asks for the forms. If one of `all_if` is
    live, the details of all templates matter.
    """

    details: Callable[[TemplateKey], bool]
    media: Callable[[TemplateKey, str], bool]
    forms: bool
    all_if: frozenset[TemplateKey] = frozenset()


@dataclass(frozen=True, slots=True)
class LiveSide:
    """Where to read, and with what knowledge. `resolve_short_links` is the account's setting.

    `progress` is told of what may take long.
    """

    client: Client
    knowledge: Knowledge
    resolve_short_links: bool = False
    concurrency: int = 8
    progress: Progress = quiet


def read_snapshot(side: LiveSide, wanted: Wanted) -> Snapshot:
    """The list's pages, one detail per template that matters, the forms if wanted.

    Nothing else is read but the bytes of media not seen before, and short links if the account
    allows it. Raises NxCloudError.
    """
    rows, warnings = read_rows(side.client, progress=side.progress)
    everything = not wanted.all_if.isdisjoint(rows)
    picked = [row for key, row in rows.items() if everything or wanted.details(key)]
    with reading_threads(side) as pool:
        details = _all_details(side, pool, picked)
        templates = _live_templates(side, pool, rows, details, wanted.media)
    forms = side.client.forms() if wanted.forms else ()
    gone = {row.key for row in picked} - templates.keys()
    there = {key: row for key, row in rows.items() if key not in gone}
    return Snapshot(there, templates, forms, warnings)


def live_template(
    side: LiveSide,
    row: LiveRow,
    details: TemplateDetails,
    names: Mapping[int, TemplateKey],
    digest: str | None,
) -> LiveTemplate:
    """A template's details in the model, with all that is known beside them.

    `names` says which template a platform id means. `digest` is the SHA-256 of the bytes of the
    header's media in hex, None if it is unknown.
    """
    template = read_template(details, names, tag_names=side.knowledge.tag_names(), digest=digest)
    name, language = row.key.name, row.key.language
    body = side.knowledge.full_body(template.body, row.content, _follower(side))
    tag = template.tag or side.knowledge.unread_tag(row.template_id)
    return LiveTemplate(
        template_id=row.template_id,
        template=replace(template, name=name, language=language, body=body, tag=tag),
        status=details.status,
        quality=details.quality or row.quality,
        rejected_reason=row.rejected_reason,
        digest=live_digest(details),
        media=live_media(details),
    )


def live_media(details: TemplateDetails) -> LiveMedia | None:
    """What the header's media is called now: handles and addresses expire."""
    if (header := details.header) is None:
        return None
    return LiveMedia(header.media_id, header.h, header.filename, header.url)


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


def _live_templates(
    side: LiveSide,
    pool: ReadingThreads,
    rows: Mapping[TemplateKey, LiveRow],
    details: Mapping[LiveRow, TemplateDetails],
    wants_media: Callable[[TemplateKey, str], bool],
) -> dict[TemplateKey, LiveTemplate]:
    _learn_tags(side.knowledge, details.values())
    headers = {row: one.header for row, one in details.items() if one.header}
    wanted = [one for row, one in headers.items() if wants_media(row.key, one.format)]
    digests = _media_digests(side, pool, wanted)
    names = names_by_id(rows)

    def read(row: LiveRow) -> LiveTemplate:
        header = headers.get(row)
        digest = digests.get(_media_key(header)) if header else None
        return live_template(side, row, details[row], names, digest)

    with side.progress("following short links", len(details)) as step:
        return {live.key: live for live in pool.map(stepping(step, read), details)}


def _all_details(
    side: LiveSide, pool: ReadingThreads, rows: Sequence[LiveRow]
) -> dict[LiveRow, TemplateDetails]:
    """Those that are still there."""
    with side.progress("reading templates", len(rows)) as step:
        read = pool.map(stepping(step, partial(_details, side.client)), rows)
    return {row: one for row, one in zip(rows, read, strict=True) if one}


def _details(client: Client, row: LiveRow) -> TemplateDetails | None:
    """None: deleted between the list and this call."""
    try:
        return client.details(row.template_id)
    except NotFoundError:
        return None


def _learn_tags(knowledge: Knowledge, details: Iterable[TemplateDetails]) -> None:
    """Events name tags together with their ids: the only place where NxCloud does."""
    known = knowledge.tag_names()
    events = (event for one in details for button in one.buttons for event in button.events)
    for event in events:
        if event.tag_id and event.tag_name and known.get(event.tag_id) != event.tag_name:
            knowledge.learn_tag(event.tag_id, event.tag_name)
            known[event.tag_id] = event.tag_name


def _media_digests(
    side: LiveSide, pool: ReadingThreads, headers: Sequence[HeaderDetails]
) -> dict[str, str | None]:
    """The SHA-256 of each distinct media, read once however many templates share it."""
    distinct = {_media_key(header): header for header in headers}
    with side.progress("reading media", len(distinct)) as step:
        read = pool.map(stepping(step, partial(_media_digest, side)), distinct.values())
    return dict(zip(distinct, read, strict=True))


def _media_key(header: HeaderDetails) -> str:
    return header.media_id or header.url


def _media_digest(side: LiveSide, header: HeaderDetails) -> str | None:
    """None where the bytes cannot be read; for a header of text too, which has none."""
    if header.media_id and (known := side.knowledge.media_digest(header.media_id)):
        return known
    try:
        digest = hashlib.sha256(side.client.download(header.url)).hexdigest()
    except NxCloudError:
        return None
    if header.media_id:
        side.knowledge.learn_media(header.media_id, digest)
    return digest


def _follower(side: LiveSide) -> Callable[[str], str | None]:
    """What a link is asked with: itself, if the account allows it."""

    def follow(link: str) -> str | None:
        try:
            return side.client.resolve_short_link(link)
        except NxCloudError:
            return None

    return follow if side.resolve_short_links else lambda _: None
