"""An emulator and one account of it: plan and apply in this process, over real HTTP."""

from __future__ import annotations

import time
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Protocol

import httpx
from support.pace import impatient

from syncer.apply.creations import Creations
from syncer.apply.run import run_plan
from syncer.apply.sending import Sending
from syncer.apply.uploads import Uploads
from syncer.apply.writer import Assignment, Writer
from syncer.config import Account, Scope, Secret
from syncer.emulator import DEMO_ACCOUNT, Settings, running
from syncer.journal.history import history_of, recent
from syncer.journal.journal import Journal
from syncer.journal.reading import read_journal
from syncer.live.cache import opened_cache
from syncer.live.facts import opened_facts
from syncer.live.knowledge import Knowledge
from syncer.live.snapshot import LiveSide, Wanted, read_snapshot
from syncer.model import MediaHeader
from syncer.nxcloud.client import Client, Credentials, Sender
from syncer.nxcloud.transport import EnvironmentTransport, http_client
from syncer.plan.build import Planned, plan_account
from syncer.plan.build import Sender as PlanSender
from syncer.plan.references import forms_used
from syncer.plan.renames import old_keys
from syncer.plan.scope import Mandate, matters, ownership
from syncer.plan.values import Selection

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from syncer.apply.values import AccountResult, ActionResult
    from syncer.emulator import Console, Running
    from syncer.emulator.records import JsonObject
    from syncer.model import DesiredTemplate, Snapshot
    from syncer.nxcloud.pace import Pace
    from syncer.plan.history import History

PNG = b"\x89PNG\r\n\x1a\n"
PHONE = DEMO_ACCOUNT.phones[0]


class Meanwhile(httpx.BaseTransport):
    """The network, with something that happens before each request is sent."""

    def __init__(self, before: Callable[[httpx.Request], object]) -> None:
        self._inner = EnvironmentTransport()
        self._before = before

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self._before(request)
        return self._inner.handle_request(request)

    def close(self) -> None:
        self._inner.close()


@dataclass(frozen=True, slots=True)
class Ready:
    """A plan, with what it was made from."""

    desired: tuple[DesiredTemplate, ...]
    snapshot: Snapshot
    planned: Planned


@dataclass(frozen=True, slots=True)
class Emulated:
    """One account of an emulator, and a machine that works on it."""

    running: Running
    http: httpx.Client
    knowledge: Knowledge
    stack: ExitStack
    folder: Path
    journal: Journal
    resolve_short_links: bool = False
    clock: Callable[[], float] = time.time
    concurrency: int = 4
    creations_per_hour: int = 100
    pace: Callable[[], Pace] = impatient

    @property
    def console(self) -> Console:
        return self.running.console

    @property
    def client(self) -> Client:
        sender = Sender(self.running.base_url, PHONE, DEMO_ACCOUNT.tenant_id)
        secret = Secret(DEMO_ACCOUNT.access_secret)
        credentials = Credentials(Secret(DEMO_ACCOUNT.access_key), secret)
        return Client(sender, credentials, self.http, pace=self.pace())

    @property
    def side(self) -> LiveSide:
        return LiveSide(self.client, self.knowledge, self.resolve_short_links, self.concurrency)

    @property
    def history(self) -> History:
        """What this machine's journal knows of the account."""
        now = datetime.fromtimestamp(self.clock(), UTC)
        sender = self.client.sender
        account = Account("main", sender.phone, sender.tenant_id, sender.base_url, None, None)
        writes = recent(read_journal(self.folder), now)
        return history_of(account, writes, now, self.creations_per_hour)

    def another_machine(self, **changes: Any) -> Emulated:
        """The same account, seen from a machine that knows nothing beside the API."""
        folder, journal = _new_journal(self.stack)
        knowledge = _new_knowledge(self.stack)
        return replace(self, knowledge=knowledge, folder=folder, journal=journal, **changes)

    def meanwhile(self, before: Callable[[httpx.Request], object]) -> Emulated:
        """The same machine, with something that happens before each of its requests."""
        http = self.stack.enter_context(http_client(transport=Meanwhile(before)))
        return replace(self, http=http)

    def add(self, name: str, language: str = "en", **fields: Any) -> int:
        """A live template that a person made in the console; its platform id."""
        fields = {"body": "Hello there", "category": "UTILITY"} | fields
        added = self.console.add_template({"name": name, "language": language, **fields})
        return int(added["id"])

    def prepare(
        self,
        desired: Sequence[DesiredTemplate],
        selection: Selection | None = None,
        scope: Scope | None = None,
    ) -> Ready:
        """Read what matters of the live side, and compare."""
        chosen, owned = selection or Selection(), scope or Scope()
        snapshot = read_snapshot(self.side, _wanted(desired, chosen, owned))
        planned = plan_account(
            _sender(self.running), desired, snapshot, Mandate(owned, chosen), self.history
        )
        return Ready(tuple(desired), snapshot, planned)

    def plan(
        self,
        desired: Sequence[DesiredTemplate],
        selection: Selection | None = None,
        scope: Scope | None = None,
    ) -> Planned:
        """What apply would do."""
        return self.prepare(desired, selection, scope).planned

    def writer(self, ready: Ready) -> Writer:
        """What carries out the steps of a plan."""
        side = self.side
        sending = Sending(side.client, self.journal, _sender(self.running))
        uploads = Uploads(side.client, side.knowledge, self.clock)
        desired = {one.key: one for one in ready.desired}
        creations = Creations(ready.planned.history)
        assignment = Assignment(
            desired,
            ready.planned.targets,
            ready.snapshot,
            creations,
            ready.planned.doubts,
            ready.planned.approvals,
        )
        return Writer(side, sending, uploads, assignment)

    def carry_out(
        self, ready: Ready, progress: Callable[[ActionResult], None] = lambda _: None
    ) -> AccountResult:
        """Apply a plan made before."""
        return run_plan(ready.planned.plan, self.writer(ready), self.concurrency, progress)

    def apply(
        self,
        desired: Sequence[DesiredTemplate],
        selection: Selection | None = None,
        scope: Scope | None = None,
    ) -> AccountResult:
        """Plan now, and apply."""
        return self.carry_out(self.prepare(desired, selection, scope))

    def stored(self, name: str, language: str = "en") -> JsonObject:
        """A template as the platform has it."""
        return next(
            one
            for one in self.console.templates()
            if (one["name"], one["language"]) == (name, language)
        )

    def names(self) -> set[str]:
        """The names of all templates that the platform has."""
        return {one["name"] for one in self.console.templates()}

    def sent(self, endpoint: str) -> list[Any]:
        """The bodies of the requests to an endpoint so far."""
        return [request.body for request in self.console.requests(endpoint)]

    def writes(self) -> list[tuple[str, str]]:
        """The creates, updates and deletes so far, with the name or the id of their template."""
        return [
            (one.endpoint, one.body["name"] if one.body else one.path.rpartition("/")[2])
            for one in self.console.requests()
            if one.endpoint in ("create", "update", "delete")
        ]


class Emulate(Protocol):
    """Starts an emulator with some switches set."""

    def __call__(self, **switches: Any) -> Emulated: ...


@contextmanager
def emulated(http: httpx.Client | None = None, **switches: Any) -> Iterator[Emulated]:
    """An emulator with some switches set, for the length of a block."""
    with ExitStack() as stack:
        emulator = stack.enter_context(running(Settings(**switches)))
        client = http or stack.enter_context(http_client())
        yield Emulated(emulator, client, _new_knowledge(stack), stack, *_new_journal(stack))


def _wanted(desired: Sequence[DesiredTemplate], selection: Selection, scope: Scope) -> Wanted:
    """What of the live side a plan needs: details of what may change, media of what may stay."""
    formats = {
        one.key: one.template.header.format
        for one in desired
        if isinstance(one.template.header, MediaHeader)
    }
    declared = {one.key for one in desired}
    owned = ownership(scope, desired)
    return Wanted(
        lambda key: matters(selection, owned, key, declared=key in declared),
        lambda key, header_format: formats.get(key) == header_format,
        forms_used(desired),
        old_keys(desired),
    )


def _sender(emulator: Running) -> PlanSender:
    return PlanSender("main", PHONE, DEMO_ACCOUNT.tenant_id, emulator.base_url)


def _new_journal(stack: ExitStack) -> tuple[Path, Journal]:
    folder = Path(stack.enter_context(TemporaryDirectory()))
    return folder, stack.enter_context(Journal(folder))


def _new_knowledge(stack: ExitStack) -> Knowledge:
    memory, cache = stack.enter_context(opened_facts(None)), stack.enter_context(opened_cache(None))
    return Knowledge("main", {}, memory, cache)
