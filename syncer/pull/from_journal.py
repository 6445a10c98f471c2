"""What a pull writes: old templates, as the journal kept them."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from syncer.config import Scope
from syncer.desired import render
from syncer.errors import RefusedError
from syncer.journal.documents import time_text
from syncer.journal.media import kept_bytes
from syncer.journal.reading import passed_over
from syncer.model import (
    LiveMedia,
    LiveRow,
    LiveTemplate,
    MediaHeader,
    QuickReplyButton,
    Snapshot,
    Template,
    TemplateEvent,
    TemplateKey,
    UnnamedTags,
)
from syncer.pull.gathered import Gathered
from syncer.pull.media import LiveFile
from syncer.pull.past import remembered
from syncer.pull.unsaved import unsaved

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from syncer.config import Account
    from syncer.journal.values import KeptTemplate, Write
    from syncer.pull.gathered import Asked, Local
    from syncer.pull.past import Past, Remembered

_TEXT = "`syncer journal --format json` has the text that was kept"


def from_journal(past: Past, local: Local, asked: Asked) -> Gathered:
    """The wanted templates as they were. Nothing but the journal and its media is read.

    Raises SyncerError for a journal that cannot be read, AccountError for an account without a
    sender, and RefusedError for `names` that the journal knows nothing of.
    """
    known = remembered(past, local.account, asked.wants)
    _check_names(known, asked)
    read = {key: _read(write, local) for key, write in _writes(known, asked)}
    lives = {key: _live(one) for key, one in sorted(read.items()) if isinstance(one, Template)}
    kept = {key: write for key, write in known.writes.items() if write and key in lives}
    warnings = (passed_over(known.unreadable),) if known.unreadable else ()
    return Gathered(
        Snapshot(_rows(lives.values()), lives, warnings=warnings),
        partial(_files, past.folder, kept),
        {key: reason for key, reason in read.items() if isinstance(reason, str)},
        {key: f"as it was before {_told(write)}" for key, write in kept.items()},
    )


def _check_names(known: Remembered, asked: Asked) -> None:
    missing = sorted(set(asked.names) - known.names)
    if missing:
        raise RefusedError(
            f"not in the journal: {', '.join(missing)}; nothing was written",
            hint="`syncer journal` lists what is in it",
        )


def _writes(known: Remembered, asked: Asked) -> Iterator[tuple[TemplateKey, Write | None]]:
    """Those that something was there before; of a name without any, if it was asked for, all."""
    there = {key for key, write in known.writes.items() if write and write.action != "create"}
    wanting = set(asked.names) - {key.name for key in there}
    for key, write in known.writes.items():
        if key in there or key.name in wanting:
            yield key, write


def _read(write: Write | None, local: Local) -> Template | str:
    """The template before a write, or why there is none."""
    if write is None:
        return "no write in the journal may have changed it since then"
    if write.action == "create":
        return f"there is nothing before {_told(write)}"
    if write.kept is None:
        return f"the line that had it before {_told(write)} is lost"
    if write.kept.unwritable:
        return f"{write.kept.unwritable[0]}; {_TEXT}"
    return _template(write.kept, local)


def _told(write: Write) -> str:
    return f"the {write.action} of {time_text(write.time)}"


def _template(kept: KeptTemplate, local: Local) -> Template | str:
    config = replace(local.sources.config, scope=Scope())
    rendered = render(unsaved(config, kept.text), local.account)
    if not rendered.templates:
        return f"what the journal has of it is no template; {_TEXT}"
    template = rendered.templates[0].template
    if kept.header:
        media = kept.header.media
        header = MediaHeader(kept.header.format, media.digest, media.filename)
        template = replace(template, header=header)
    return replace(template, tag=_tag(kept.tags, local.account)) if kept.tags else template


def _tag(tags: UnnamedTags, account: Account) -> str | UnnamedTags:
    """By the name that syncer.yaml has for it meanwhile, if it is one."""
    named = [name for name, id_ in account.tags.items() if tags.ids == (id_,)]
    return named[0] if named else tags


def _live(template: Template) -> LiveTemplate:
    """As if it were live again: of all that changes by itself nothing is known."""
    header = template.header
    media = LiveMedia("", "", header.filename, "") if isinstance(header, MediaHeader) else None
    return LiveTemplate(0, template, "", "", "", "", media)


def _rows(lives: Iterable[LiveTemplate]) -> dict[TemplateKey, LiveRow]:
    """The templates, and all that their events lead to: whether that is live, a plan will tell."""
    keys = {key for live in lives for key in (live.key, *_targets(live.template))}
    return {key: LiveRow(0, key, "", "", "", "") for key in sorted(keys)}


def _targets(template: Template) -> Iterator[TemplateKey]:
    for button in template.buttons:
        for event in button.events if isinstance(button, QuickReplyButton) else ():
            if isinstance(event, TemplateEvent):
                yield TemplateKey(event.name, event.language or template.language)


def _files(
    folder: Path, writes: Mapping[TemplateKey, Write], lives: Sequence[LiveTemplate]
) -> dict[TemplateKey, LiveFile | str]:
    """The media of these templates' headers, or why it cannot be had."""
    return {
        live.key: _file(folder, live.template.header, writes[live.key].kept)
        for live in lives
        if isinstance(live.template.header, MediaHeader)
    }


def _file(folder: Path, header: MediaHeader, kept: KeptTemplate | None) -> LiveFile | str:
    content = kept_bytes(folder, header.digest) if header.digest else None
    if content and header.digest:
        return LiveFile(header.digest, content, header.filename, header.format)
    reason = kept.header.media.reason if kept and kept.header else ""
    return f"the bytes of its header's media are lost: {reason or 'they are not kept any more'}"
