"""`syncer diff`: what is live in two accounts. Its transport refuses every method but GET."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from syncer.cli.chosen import named_accounts, open_config
from syncer.cli.connection import live_side
from syncer.cli.declared import declared_templates
from syncer.cli.failures import Failure, tell_failures, with_failures
from syncer.cli.options import ProjectOptions
from syncer.cli.planning import worst
from syncer.cli.session import opened_session
from syncer.errors import EXIT_DONE, SyncerError, UsageError
from syncer.live.rows import read_rows
from syncer.live.snapshot import Wanted, read_snapshot
from syncer.live.threads import reading_threads
from syncer.model import FlowButton
from syncer.plan.compare import Side, compare
from syncer.plan.file import FORMAT_VERSION
from syncer.plan.scope import selects
from syncer.render.compare_text import compare_document, compare_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path
    from typing import TypeVar

    import httpx

    from syncer.cli.output import Output
    from syncer.cli.session import Session
    from syncer.config import Account, Config
    from syncer.live.snapshot import LiveSide
    from syncer.model import DesiredTemplate, LiveRow, Snapshot, TemplateKey
    from syncer.plan.compare import Comparison
    from syncer.plan.values import Selection

    A = TypeVar("A")


def run(
    *, source: str, target: str, config: Path | None, selection: Selection, output: Output
) -> int:
    """Carry out the command, and give its exit code."""
    opened = open_config(config)
    accounts = _chosen(opened, source, target)
    declared = declared_templates(opened, accounts, output)
    with opened_session(opened, output, refresh=False) as session, session.reading() as http:
        result = _compared(accounts, declared.by_account, selection, http, session)
    if isinstance(result, list):
        return _fail(accounts, result, output)
    if output.format == "json":
        warnings = (*declared.warnings, *result.warnings)
        output.document(compare_document(source, target, replace(result, warnings=warnings)))
    else:
        shown = {"colour": output.colour, "verbose": output.verbose}
        output.lines(compare_lines(source, target, result, **shown))
    return EXIT_DONE


def _chosen(config: Config, source: str, target: str) -> tuple[Account, ...]:
    """Both accounts. Raises UsageError if they are one, AccountError for one that is not there."""
    accounts = named_accounts(config, ProjectOptions(None, (source, target), all_accounts=False))
    if len(accounts) == 1:
        raise UsageError(
            f"{source!r} is named twice", hint="name the account to compare with as the second one"
        )
    return accounts


def _compared(
    accounts: Sequence[Account],
    desired: Mapping[str, tuple[DesiredTemplate, ...]],
    selection: Selection,
    http: httpx.Client,
    session: Session,
) -> Comparison | list[Failure]:
    """The lists first: details are read only of what both have."""
    listed = _of_each(accounts, lambda one: _rows(live_side(one, http, session)))
    if isinstance(listed, list):
        return listed
    ours, theirs = listed
    both = {key for key in ours.keys() & theirs.keys() if selects(selection, key)}

    def side(account: Account) -> Side:
        by_key = {one.key: one for one in desired[account.name]}
        return Side(account.name, _snapshot(live_side(account, http, session), both), by_key)

    sides = _of_each(accounts, side)
    if isinstance(sides, list):
        return sides
    source, target = sides
    return compare(source, target, selection)


def _of_each(
    accounts: Sequence[Account], read: Callable[[Account], A]
) -> tuple[A, ...] | list[Failure]:
    """What `read` gives for every account, or the errors of those for which it fails."""
    found: list[A] = []
    failed: list[Failure] = []
    for account in accounts:
        try:
            found.append(read(account))
        except SyncerError as error:
            failed.append(Failure(account, error))
    return failed or tuple(found)


def _rows(side: LiveSide) -> Mapping[TemplateKey, LiveRow]:
    with reading_threads(side) as threads:
        return read_rows(side.client, progress=side.progress, each=threads.map).rows


def _snapshot(side: LiveSide, both: set[TemplateKey]) -> Snapshot:
    """All rows, the details and media of these, and the forms if a button opens one."""
    wanted = Wanted(both.__contains__, lambda key, _: key in both, forms=False)
    snapshot = read_snapshot(side, wanted)
    buttons = (button for one in snapshot.templates.values() for button in one.template.buttons)
    if any(isinstance(button, FlowButton) for button in buttons):
        return replace(snapshot, forms=side.client.forms())
    return snapshot


def _fail(accounts: Sequence[Account], failed: Sequence[Failure], output: Output) -> int:
    if output.format == "json":
        source, target = (account.name for account in accounts)
        document = {"format_version": FORMAT_VERSION, "from": source, "to": target}
        output.document(with_failures(document, failed))
    tell_failures(failed)
    return worst(one.error.exit_code for one in failed)
