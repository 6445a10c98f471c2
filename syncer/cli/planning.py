"""Read live state and plan, account by account: what plan, drift and apply share."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from syncer import __version__
from syncer.cli.connection import live_side
from syncer.cli.failures import Failure
from syncer.cli.folders import state_folder
from syncer.cli.many import for_each_account
from syncer.cli.output import tell
from syncer.errors import EXIT_CHANGES, EXIT_CREDENTIALS, EXIT_DONE, EXIT_ERROR, SyncerError
from syncer.journal.history import history_of, recent
from syncer.journal.reading import read_journal
from syncer.live.snapshot import Wanted, read_snapshot
from syncer.model import MediaHeader
from syncer.plan.build import Planned, plan_account
from syncer.plan.build import Sender as PlanSender
from syncer.plan.near import near
from syncer.plan.references import forms_used
from syncer.plan.renames import old_key, old_keys
from syncer.plan.scope import Mandate, matters, ownership, selects
from syncer.plan.values import Plan, Selection

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    import httpx

    from syncer.cli.options import PlanOptions
    from syncer.cli.project import Project
    from syncer.cli.session import Session
    from syncer.config import Account, Config
    from syncer.journal.values import Write
    from syncer.model import DesiredTemplate, Snapshot, TemplateKey
    from syncer.plan.history import History


@dataclass(frozen=True, slots=True)
class Ready:
    """An account whose plan is made, with what is left of what it was made from (`near`)."""

    account: Account
    desired: tuple[DesiredTemplate, ...]
    snapshot: Snapshot
    planned: Planned


@dataclass(frozen=True, slots=True)
class Run:
    """What the planning of all chosen accounts came to, in their order."""

    plan: Plan
    ready: tuple[Ready, ...]
    failed: tuple[Failure, ...]

    def with_failures(self, failed: tuple[Failure, ...]) -> Run:
        """The run with further accounts that got no further."""
        return replace(self, failed=(*self.failed, *failed))

    def exit_code(self, code_of: Callable[[Ready], int]) -> int:
        """The exit code of a run that has not written; `code_of` is that of one account."""
        return worst([*(one.error.exit_code for one in self.failed), *map(code_of, self.ready)])


def selection_of(options: PlanOptions, config: Config) -> Selection:
    """The options that choose what is planned, with syncer.yaml's `prune` where none was given."""
    prune = config.prune if options.prune is None else options.prune
    return Selection(options.only, options.exclude, prune)


def plan_accounts(project: Project, selection: Selection, session: Session) -> Run:
    """Plan every account of the project, several at once; an error in one does not stop the others.

    Cannot write.
    """
    with session.reading() as http:
        planner = _Planner(project, selection, http, _past(session))
        results = for_each_account(project.accounts, session, planner.plan)
    ready = tuple(one for one in results if isinstance(one, Ready))
    failed = tuple(one for one in results if isinstance(one, Failure))
    return Run(_plan_of(ready, selection), ready, failed)


def worst(codes: Iterable[int]) -> int:
    """The exit code of several accounts: the first present of 3, 1, 2, 0 (CONTRACT, "Exit codes").

    Not for runs that have written something.
    """
    present = set(codes)
    ranked = (EXIT_CREDENTIALS, EXIT_ERROR, EXIT_CHANGES)
    return next((code for code in ranked if code in present), EXIT_DONE)


@dataclass(frozen=True, slots=True)
class _Planner:
    """What the planning of all accounts has in common; `past` are their recent writes."""

    project: Project
    selection: Selection
    http: httpx.Client
    past: tuple[Write, ...]

    def plan(self, account: Account, session: Session) -> Ready | Failure:
        """The plan of one account."""
        try:
            return self._planned(account, session)
        except SyncerError as error:
            return Failure(account, error)

    def _planned(self, account: Account, session: Session) -> Ready:
        config, desired = self.project.config, self.project.desired[account.name]
        side = live_side(account, self.http, session)
        snapshot = read_snapshot(side, _wanted(desired, config, self.selection))
        client = side.client.sender
        planned = plan_account(
            PlanSender(account.name, client.phone, client.tenant_id, client.base_url),
            desired,
            snapshot,
            Mandate(config.scope, self.selection),
            self._history(account, session),
        )
        return Ready(account, desired, near(planned, snapshot), planned)

    def _history(self, account: Account, session: Session) -> History:
        now = _now(session)
        return history_of(account, self.past, now, self.project.config.limits.creations_per_hour)


def _past(session: Session) -> tuple[Write, ...]:
    """The recent writes of this machine; none, with a warning, where its journal is unreadable."""
    try:
        return recent(read_journal(state_folder()), _now(session))
    except SyncerError as error:
        tell(f"warning: {error.message}; what Meta counts against its limits is not known")
        return ()


def _now(session: Session) -> datetime:
    return datetime.fromtimestamp(session.clock(), UTC)


def _wanted(desired: Sequence[DesiredTemplate], config: Config, selection: Selection) -> Wanted:
    """What of the live side a plan needs: the details and media of what may change."""
    by_key = {one.key: one for one in desired}
    owned = ownership(config.scope, desired)
    selected = [one for one in desired if selects(selection, one.key)]
    renamed = frozenset(one.key for one in desired if old_key(one))

    def wants_details(key: TemplateKey) -> bool:
        return key in renamed or matters(selection, owned, key, declared=key in by_key)

    def wants_media(key: TemplateKey, header_format: str) -> bool:
        header = by_key[key].template.header if key in by_key else None
        return isinstance(header, MediaHeader) and header.format == header_format

    # What is renamed may be led to by any template.
    return Wanted(wants_details, wants_media, forms_used(selected), old_keys(desired))


def _plan_of(ready: Sequence[Ready], selection: Selection) -> Plan:
    return Plan(
        created_at=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        syncer_version=__version__,
        selection=selection,
        accounts=tuple(one.planned.plan for one in ready),
    )
