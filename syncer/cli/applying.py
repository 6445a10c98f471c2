"""Carry out the plans of a run, and tell how it goes."""

from __future__ import annotations

import sys
from concurrent.futures import FIRST_EXCEPTION, Executor, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from functools import partial
from threading import Lock
from typing import TYPE_CHECKING, TypeVar

from syncer.apply.creations import Creations
from syncer.apply.run import run_plan
from syncer.apply.sending import Sending
from syncer.apply.uploads import Uploads
from syncer.apply.values import AccountResult, exit_code_of
from syncer.apply.writer import Assignment, Writer
from syncer.cli.connection import live_side
from syncer.cli.crash import reported
from syncer.cli.extent import remember_in_scope
from syncer.cli.folders import state_folder
from syncer.cli.many import accounts_at_once, by_senders
from syncer.cli.planning import worst
from syncer.cli.senders import by_sender
from syncer.errors import EXIT_INTERRUPTED, EXIT_PARTIAL, CrashError
from syncer.journal.journal import Journal
from syncer.live.threads import GLANCE_SECONDS
from syncer.plan.build import Sender
from syncer.render.values import in_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    import httpx

    from syncer.apply.values import ActionResult
    from syncer.cli.failures import Failure
    from syncer.cli.output import Output
    from syncer.cli.planning import Ready
    from syncer.cli.session import Session
    from syncer.config import Account
    from syncer.errors import SyncerError
    from syncer.progress import Step

A = TypeVar("A")
B = TypeVar("B")


def apply_accounts(ready: Sequence[Ready], session: Session, output: Output) -> list[AccountResult]:
    """Apply several accounts at once, those of one sender one after the other.

    An interrupt ends all of them; what has not begun by then is untouched. After an error that
    nobody thought of no account is begun, and those under way come to their end.
    """
    if not ready:
        return []
    by_name = {one.account.name: one for one in ready}
    accounts = [one.account for one in ready]
    at_once = min(len(by_sender(accounts)), accounts_at_once(session.config.concurrency))
    with session.writing() as http, Journal(state_folder(), session.clock) as journal:
        applier = _Applier(http, journal, session, _Telling(output, several=len(ready) > 1))

        def do(account: Account) -> AccountResult:
            return applier.apply(by_name[account.name])

        if at_once == 1:
            return by_senders(accounts, do, map)
        with ThreadPoolExecutor(at_once) as pool:
            return by_senders(accounts, do, partial(_each, pool))


def _each(pool: Executor, do: Callable[[A], B], items: Iterable[A]) -> list[B]:
    """As the pool's own `map`, but a signal is seen while it waits."""
    futures = [pool.submit(do, item) for item in items]
    rest, failed = set(futures), False
    while rest and not failed:
        ended, rest = wait(futures, GLANCE_SECONDS, FIRST_EXCEPTION)
        failed = any(future.exception() for future in ended)
    for future in rest:
        future.cancel()
    return [future.result() for future in futures]


def _surprises() -> Callable[[Exception], SyncerError]:
    """Actions that fail in a way that nobody thought of: one report, of the first, for all."""
    first: list[SyncerError] = []
    lock = Lock()

    def surprised(error: Exception) -> SyncerError:
        with lock:
            if not first:
                first.append(reported(error, sys.argv[1:]))
                return first[0]
        return CrashError(f"unexpected {type(error).__name__} too", hint=first[0].hint)

    return surprised


@dataclass(frozen=True, slots=True)
class _Applier:
    """What the applies of all accounts have in common."""

    http: httpx.Client
    journal: Journal
    session: Session
    telling: _Telling
    surprised: Callable[[Exception], SyncerError] = field(default_factory=_surprises)

    def apply(self, ready: Ready) -> AccountResult:
        """What became of one account's plan, which is told action by action meanwhile."""
        plan, session = ready.planned.plan, self.session
        total = sum(action.action != "blocked" for action in plan.actions)
        writer = _writer(ready, self.http, session, self.journal)
        with session.progress(self.telling.work(plan.account), total) as step:
            tell = self.telling.of(plan.account, total, step)
            result = run_plan(plan, writer, session.config.concurrency, tell, self.surprised)
        remember_in_scope(ready, result, session)
        return result


@dataclass(frozen=True, slots=True)
class _Telling:
    """How it goes, as people are told it: of several accounts each is named."""

    output: Output
    several: bool

    def work(self, account: str) -> str:
        """What is going on."""
        return f"applying {in_line(account)}" if self.several else "applying"

    def of(self, account: str, total: int, step: Step) -> Callable[[ActionResult], None]:
        """A line on stderr for each action as it ends, counted; and a step of the progress."""
        ended: list[ActionResult] = []
        named = f"{in_line(account)}: " if self.several else ""

        def tell(result: ActionResult) -> None:
            ended.append(result)
            key = in_line(f"{result.name}/{result.language}")
            count = f"[{len(ended)}/{total}]"
            self.output.note(f"{count} {named}{result.action} {key} {result.outcome}")
            step()

        return tell


def exit_code(applied: Sequence[AccountResult], failed: Sequence[Failure]) -> int:
    """The exit code of all accounts together (CONTRACT, "Exit codes")."""
    if any(one.interrupted for one in applied):
        return EXIT_INTERRUPTED
    codes = [exit_code_of(one) for one in applied] + [one.error.exit_code for one in failed]
    written = any(one.count("done") for one in applied)
    if EXIT_PARTIAL in codes or (written and any(codes)):
        return EXIT_PARTIAL
    return worst(codes)


def _writer(ready: Ready, http: httpx.Client, session: Session, journal: Journal) -> Writer:
    side, plan = live_side(ready.account, http, session), ready.planned.plan
    sender = Sender(plan.account, plan.phone, plan.tenant_id, plan.base_url)
    desired = {one.key: one for one in ready.desired}
    return Writer(
        side,
        Sending(side.client, journal, sender),
        Uploads(side.client, side.knowledge, session.clock, session.progress),
        Assignment(
            desired,
            ready.planned.targets,
            ready.snapshot,
            Creations(ready.planned.history),
            ready.planned.doubts,
            ready.planned.approvals,
        ),
    )
