"""One account's live side, read once: the list, and the details of the templates that matter."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from syncer.errors import NxCloudError
from syncer.live.details import all_details
from syncer.live.rows import names_by_id, read_rows
from syncer.live.threads import reading_threads
from syncer.model import LiveMedia, LiveRow, LiveTemplate, Snapshot, TemplateKey
from syncer.nxcloud.wire import read_template
from syncer.progress import quiet, stepping
from syncer.short_links import short_links

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from syncer.live.kept import Read
    from syncer.live.knowledge import Knowledge
    from syncer.live.rows import Listing
    from syncer.live.threads import ReadingThreads
    from syncer.model import Form, Template
    from syncer.nxcloud.answers import HeaderDetails, TemplateDetails
    from syncer.nxcloud.client import Client
    from syncer.progress import Progress


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of the live side matters to a run.

    `details` picks the templates, `media` those whose header media is compared or saved, by its
    bytes; it is asked with the header's format. `forms` asks for the forms. If one of `all_if` is
    live, the details of all templates matter. `anew` leaves out what the cache has of them, which
    is without the addresses of media.
    """

    details: Callable[[TemplateKey], bool]
    media: Callable[[TemplateKey, str], bool]
    forms: bool
    all_if: frozenset[TemplateKey] = frozenset()
    anew: bool = False


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


@dataclass(frozen=True, slots=True)
class Beside:
    """What is known beside the details: which template an id means, and what tags are called.

    `unread_tags` are those of own writes that NxCloud does not show, by the template's id.
    """

    names: Mapping[int, TemplateKey]
    tag_names: Mapping[int, str]
    unread_tags: Mapping[int, str]


def read_snapshot(side: LiveSide, wanted: Wanted) -> Snapshot:
    """The list's pages, and what the cache does not know: a detail per template that matters.

    Nothing else is read but the forms if wanted, the bytes of media not seen before, and short
    links if the account allows it. Raises NxCloudError.
    """
    with reading_threads(side) as threads:
        forms = threads.begin(_forms, side.client) if wanted.forms else None
        listing = read_rows(side.client, progress=side.progress, each=threads.map)
        everything = not wanted.all_if.isdisjoint(listing.rows)
        picked = [r for key, r in listing.rows.items() if everything or wanted.details(key)]
        templates = _live_templates(side, threads, listing, picked, wanted)
        found = forms.result() if forms else ()
    gone = {row.key for row in picked} - templates.keys()
    there = {key: row for key, row in listing.rows.items() if key not in gone}
    return Snapshot(there, templates, found, listing.warnings)


def live_template(
    side: LiveSide, row: LiveRow, read: Read, beside: Beside, digest: str | None
) -> LiveTemplate:
    """A template's details in the model, with all that is known beside them.

    `digest` is the SHA-256 of the bytes of the header's media in hex, None if it is unknown.
    """
    details = read.details
    template = _named(
        read_template(details, beside.names, tag_names=beside.tag_names, digest=digest), row.key
    )
    body = side.knowledge.full_body(template.body, row.content, _follower(side))
    tag = template.tag or beside.unread_tags.get(row.template_id)
    if (body, tag) != (template.body, template.tag):
        template = replace(template, body=body, tag=tag)
    return LiveTemplate(
        template_id=row.template_id,
        template=template,
        status=details.status,
        quality=details.quality or row.quality,
        rejected_reason=row.rejected_reason,
        digest=read.digest,
        media=live_media(details),
    )


def _named(template: Template, key: TemplateKey) -> Template:
    """A template is called what the list calls it."""
    if (template.name, template.language) == (key.name, key.language):
        return template
    return replace(template, name=key.name, language=key.language)


def beside(knowledge: Knowledge, names: Mapping[int, TemplateKey]) -> Beside:
    """What is known now."""
    return Beside(names, knowledge.tag_names(), knowledge.unread_tags())


def live_media(details: TemplateDetails) -> LiveMedia | None:
    """What the header's media is called now: handles and addresses expire."""
    if (header := details.header) is None:
        return None
    return LiveMedia(header.media_id, header.h, header.filename, header.url)


def live_bytes(client: Client, live: LiveTemplate) -> bytes:
    """The bytes of a live header's media. Raises NxCloudError.

    What came from the cache has no address of them: it is asked for anew.
    """
    url = live.media.url if live.media else ""
    header = None if url else client.details(live.template_id).header
    return client.download(header.url if header else url)


def _forms(client: Client) -> tuple[Form, ...]:
    return client.forms()


def _live_templates(
    side: LiveSide,
    threads: ReadingThreads,
    listing: Listing,
    picked: Sequence[LiveRow],
    wanted: Wanted,
) -> dict[TemplateKey, LiveTemplate]:
    known = side.knowledge.media_digests()

    def holds(row: LiveRow, read: Read) -> bool:
        """An address of bytes that have to be read is never kept."""
        if wanted.anew:
            return False
        header = read.details.header
        if header is None or not header.media_id or header.media_id in known:
            return True
        return not wanted.media(row.key, header.format)

    reads = all_details(side, threads, listing, picked, holds)
    there = [row for row in picked if row.template_id in reads]
    _learn_tags(side.knowledge, [reads[row.template_id].details for row in there])
    headers = [(row.key, reads[row.template_id].details.header) for row in there]
    media = [one for key, one in headers if one and wanted.media(key, one.format)]
    digests = _media_digests(side, threads, media, known)
    facts = beside(side.knowledge, names_by_id(listing.rows))

    def live(row: LiveRow) -> LiveTemplate:
        read = reads[row.template_id]
        header = read.details.header
        digest = digests.get(_media_key(header)) if header else None
        return live_template(side, row, read, facts, digest)

    linked = [
        row
        for row in there
        if side.resolve_short_links and short_links(reads[row.template_id].details.body)
    ]
    with side.progress("following short links", len(linked)) as step:
        followed = {one.key: one for one in threads.map(stepping(step, live), linked)}
    return {row.key: followed.get(row.key) or live(row) for row in there}


def _learn_tags(knowledge: Knowledge, details: Iterable[TemplateDetails]) -> None:
    """Events name tags together with their ids: the only place where NxCloud does.

    A tag that was renamed may have both names there: the one in the last template counts.
    """
    known = knowledge.tag_names()
    events = (event for one in details for button in one.buttons for event in button.events)
    told = {event.tag_id: event.tag_name for event in events if event.tag_id and event.tag_name}
    for id_, name in told.items():
        if known.get(id_) != name:
            knowledge.learn_tag(id_, name)


def _media_digests(
    side: LiveSide,
    threads: ReadingThreads,
    headers: Sequence[HeaderDetails],
    known: Mapping[str, str],
) -> dict[str, str | None]:
    """The SHA-256 of each distinct media, read once however many templates share it."""
    distinct = {_media_key(header): header for header in headers}
    unknown = {key: header for key, header in distinct.items() if key not in known}
    with side.progress("reading media", len(unknown)) as step:
        read = threads.map(stepping(step, partial(_media_digest, side)), unknown.values())
    found = dict(zip(unknown, read, strict=True))
    return {key: found[key] if key in found else known[key] for key in distinct}


def _media_key(header: HeaderDetails) -> str:
    return header.media_id or header.url


def _media_digest(side: LiveSide, header: HeaderDetails) -> str | None:
    """None where the bytes cannot be read; for a header of text too, which has none."""
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
