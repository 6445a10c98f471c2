"""`syncer journal`: what was written, when, and how it ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from syncer.cli.chosen import named_accounts, open_config
from syncer.cli.folders import state_folder
from syncer.errors import EXIT_DONE
from syncer.journal.documents import error_document, kept_document, time_text
from syncer.journal.reading import is_from, passed_over, read_journal
from syncer.plan.file import FORMAT_VERSION
from syncer.plan.scope import selects
from syncer.render.values import in_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from syncer.cli.options import ProjectOptions
    from syncer.cli.output import Output
    from syncer.config import Account
    from syncer.journal.reading import Reading
    from syncer.journal.values import KeptTemplate, Write
    from syncer.plan.values import Selection
    from syncer.template_document import Document

_SIGNS = {"done": "✓", "failed": "✗", "unknown": "?"}
_STYLES = {"done": "green", "failed": "red", "unknown": "yellow"}


def run(
    *, project: ProjectOptions, selection: Selection, since: datetime | None, output: Output
) -> int:
    """Carry out the command, and give its exit code."""
    config = open_config(project.config)
    accounts = named_accounts(config, project) or config.accounts
    journal = read_journal(state_folder())
    writes = _chosen(journal, accounts, selection, since)
    if output.format == "json":
        output.document(_document(writes, journal))
    else:
        output.lines(_lines(writes))
    if journal.unreadable:
        output.note(f"warning: {passed_over(journal.unreadable)}")
    return EXIT_DONE


def _chosen(
    journal: Reading, accounts: Iterable[Account], selection: Selection, since: datetime | None
) -> Iterator[Write]:
    for write in journal:
        is_recent = since is None or write.time >= since
        if is_recent and selects(selection, write.key):
            yield from [write for account in accounts if is_from(write, account)][:1]


def _document(writes: Iterable[Write], journal: Reading) -> Document:
    written = [_write_document(write) for write in writes]
    return {
        "format_version": FORMAT_VERSION,
        "writes": written,
        "unreadable_lines": journal.unreadable,
    }


def _write_document(write: Write) -> Document:
    return {
        "id": write.id,
        "time": time_text(write.time),
        "account": write.sender.account,
        "phone": write.sender.phone,
        "tenant_id": write.sender.tenant_id,
        "base_url": write.sender.base_url,
        "action": write.action,
        "name": write.key.name,
        "language": write.key.language,
        "template_id": write.template_id,
        "sync_meta": write.sync_meta,
        "digest_before": write.digest_before,
        "digest_after": write.digest_after,
        "trace_id": write.trace_id,
        "outcome": write.outcome,
        "reason": _reason(write),
        "error": error_document(write.error),
        **(kept_document(write.kept) if write.kept else {}),
    }


def _lines(writes: Iterable[Write]) -> Iterator[Text]:
    for write in writes:
        line = Text(f"{time_text(write.time)}  ")
        told = f"{write.sender.account} {write.action} {write.key} {write.outcome}"
        line.append(in_line(f"{_SIGNS[write.outcome]} {told}"), _STYLES[write.outcome])
        if write.trace_id:
            line.append(in_line(f"  trace id {write.trace_id}"))
        yield line
        yield from (Text(f"    {in_line(note)}", "dim") for note in _notes(write))


def _notes(write: Write) -> Iterator[str]:
    if reason := _reason(write):
        yield reason
    if write.error:
        yield f"{write.error.message} ({write.error.code})"
    if write.action != "create":
        yield _what_is_kept(write.kept)


def _reason(write: Write) -> str:
    return "" if write.ended else "the run was stopped before the answer"


def _what_is_kept(kept: KeptTemplate | None) -> str:
    """Whether the old template is kept, and what of it is not."""
    if kept is None:
        return "the old template is not kept: the line that had it is lost"
    missing = list(kept.unwritable)
    if kept.header and not kept.header.media.is_kept:
        missing.append(f"the bytes of its header's media are not: {kept.header.media.reason}")
    if kept.tags:
        missing.append("its tags have no single known name")
    return f"the old template is kept{''.join(f'; {one}' for one in missing)}"
