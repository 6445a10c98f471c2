"""`syncer status`: how the live templates stand. Its transport refuses every method but GET."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rich.text import Text

from syncer.cli.chosen import chosen_accounts, open_config
from syncer.cli.connection import live_side
from syncer.cli.declared import declared_templates
from syncer.cli.failures import Failure, tell_failures, with_failures
from syncer.cli.many import for_each_account
from syncer.cli.named import is_named
from syncer.cli.planning import worst
from syncer.cli.session import opened_session
from syncer.errors import SyncerError
from syncer.live.snapshot import Wanted, read_snapshot
from syncer.plan.file import FORMAT_VERSION
from syncer.plan.scope import selects
from syncer.render.standing_documents import listed_document
from syncer.render.standings_text import counts_line, standing_lines
from syncer.render.values import in_line
from syncer.reviews.values import standing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    import httpx

    from syncer.cli.options import ProjectOptions
    from syncer.cli.output import Output
    from syncer.cli.session import Session
    from syncer.config import Account
    from syncer.model import DesiredTemplate, Snapshot, TemplateKey
    from syncer.plan.values import Selection
    from syncer.reviews.values import Standing
    from syncer.template_document import Document


_LISTED = 10


@dataclass(frozen=True, slots=True)
class AccountStatus:
    """How one account's templates stand, by name; `fields` are their rows of the list, if wanted.

    `not_live` are those that only the files have.
    """

    account: str
    standings: tuple[Standing, ...]
    fields: Mapping[TemplateKey, Mapping[str, object]]
    warnings: tuple[str, ...]
    not_live: tuple[TemplateKey, ...]


def run(
    *, names: tuple[str, ...], project: ProjectOptions, selection: Selection, output: Output
) -> int:
    """Carry out the command, and give its exit code."""
    config = open_config(project.config)
    accounts = chosen_accounts(config, project)
    declared = declared_templates(config, accounts, output)
    wants = _wants(names, selection)
    with opened_session(config, output, refresh=False) as session, session.reading() as http:
        reader = _Reader(declared.by_account, wants, http, with_fields=output.format == "json")
        read = for_each_account(accounts, session, reader.read)
    found = [_with_missing(one, names) for one in read if isinstance(one, AccountStatus)]
    failed = [one for one in read if isinstance(one, Failure)]
    _present(found, failed, declared.warnings, output)
    for one in found:
        for warning in one.warnings:
            output.note(in_line(f"warning: {one.account}: {warning}"))
    tell_failures(failed)
    return worst(one.error.exit_code for one in failed)


def _wants(names: tuple[str, ...], selection: Selection) -> Callable[[TemplateKey], bool]:
    def wants(key: TemplateKey) -> bool:
        return is_named(key, names) and selects(selection, key)

    return wants


@dataclass(frozen=True, slots=True)
class _Reader:
    """What the reading of all accounts has in common; `with_fields` keeps the list's rows."""

    desired: Mapping[str, tuple[DesiredTemplate, ...]]
    wants: Callable[[TemplateKey], bool]
    http: httpx.Client
    with_fields: bool

    def read(self, account: Account, session: Session) -> AccountStatus | Failure:
        """How the templates of one account stand."""
        wanted = Wanted(details=self.wants, media=lambda *_: False, forms=False)
        try:
            side = replace(live_side(account, self.http, session), resolve_short_links=False)
            return self._status(account, read_snapshot(side, wanted))
        except SyncerError as error:
            return Failure(account, error)

    def _status(self, account: Account, snapshot: Snapshot) -> AccountStatus:
        by_key = {one.key: one for one in self.desired[account.name] if self.wants(one.key)}
        lives = sorted(snapshot.templates.values(), key=lambda live: live.key)
        fields = {live.key: snapshot.rows[live.key].fields for live in lives}
        return AccountStatus(
            account.name,
            tuple(standing(live, by_key.get(live.key)) for live in lives),
            fields if self.with_fields else {},
            snapshot.warnings,
            tuple(sorted(by_key.keys() - snapshot.rows.keys())),
        )


def _with_missing(status: AccountStatus, names: tuple[str, ...]) -> AccountStatus:
    there = {name for one in status.standings for name in (one.name, str(one.key))}
    missing = (f"{name} is not live" for name in names if name not in there)
    return replace(status, warnings=(*status.warnings, *missing))


def _present(
    found: list[AccountStatus], failed: list[Failure], warnings: tuple[str, ...], output: Output
) -> None:
    """`warnings` are about all accounts, and have been told beside a result in text."""
    if output.format == "json":
        accounts = [_document(one, warnings) for one in found]
        document = {"format_version": FORMAT_VERSION, "accounts": accounts}
        output.document(with_failures(document, failed))
    else:
        output.lines(line for one in found for line in _lines(one, output.width))


def _document(status: AccountStatus, warnings: tuple[str, ...]) -> Document:
    rows = [listed_document(one, status.fields[one.key]) for one in status.standings]
    told = [*warnings, *status.warnings]
    return {"account": status.account, "templates": rows, "warnings": told}


def _lines(status: AccountStatus, width: int | None) -> Iterator[Text]:
    yield Text(in_line(status.account), style="bold")
    if status.standings:
        yield from standing_lines(status.standings, width)
    yield counts_line(status.standings, "template")
    if status.not_live:
        shown = [str(key) for key in status.not_live[:_LISTED]]
        more = len(status.not_live) - len(shown)
        shown += [f"and {more} more"] if more else []
        yield Text(f"Not live yet: {', '.join(shown)}.", style="dim")
    yield Text()
