"""Carry out the plans of a run, and tell how it goes."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from syncer.apply.creations import Creations
from syncer.apply.run import run_plan
from syncer.apply.sending import Sending
from syncer.apply.uploads import Uploads
from syncer.apply.values import AccountResult, exit_code_of, skipped
from syncer.apply.writer import Assignment, Writer
from syncer.cli.connection import live_side
from syncer.cli.crash import reported
from syncer.cli.extent import remember_in_scope
from syncer.cli.folders import state_folder
from syncer.cli.planning import worst
from syncer.errors import EXIT_INTERRUPTED, EXIT_PARTIAL, CrashError
from syncer.journal.journal import Journal
from syncer.plan.build import Sender
from syncer.render.values import in_line

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import httpx

    from syncer.apply.values import ActionResult
    from syncer.cli.failures import Failure
    from syncer.cli.output import Output
    from syncer.cli.planning import Ready
    from syncer.cli.session import Session
    from syncer.errors import SyncerError
    from syncer.plan.values import AccountPlan
    from syncer.progress import Step


def apply_accounts(ready: Sequence[Ready], session: Session, output: Output) -> list[AccountResult]:
    """Apply one account after the other; an interrupt leaves those that follow untouched."""
    results: list[AccountResult] = []
    if not ready:
        return results
    surprised = _surprises()
    with session.writing() as http, Journal(state_folder(), session.clock) as journal:
        for one in ready:
            if any(result.interrupted for result in results):
                results.append(_untouched(one.planned.plan))
            else:
                writer = _writer(one, http, session, journal)
                results.append(_applied(one, writer, session, output, surprised))
                remember_in_scope(one, results[-1], session)
    return results


def _applied(
    ready: Ready,
    writer: Writer,
    session: Session,
    output: Output,
    surprised: Callable[[Exception], SyncerError],
) -> AccountResult:
    """What became of one account's plan, which is told action by action meanwhile."""
    plan = ready.planned.plan
    total = sum(action.action != "blocked" for action in plan.actions)
    with session.progress("applying", total) as step:
        tell = _telling(total, output, step)
        return run_plan(plan, writer, session.config.concurrency, tell, surprised)


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


def _surprises() -> Callable[[Exception], SyncerError]:
    """Actions that fail in a way that nobody thought of: one report, of the first, for all."""
    first: list[SyncerError] = []

    def surprised(error: Exception) -> SyncerError:
        if not first:
            first.append(reported(error, sys.argv[1:]))
            return first[0]
        return CrashError(f"unexpected {type(error).__name__} too", hint=first[0].hint)

    return surprised


def _telling(total: int, output: Output, step: Step) -> Callable[[ActionResult], None]:
    """A line on stderr for each action as it ends, counted; and a step of the progress."""
    ended: list[ActionResult] = []

    def tell(result: ActionResult) -> None:
        ended.append(result)
        key = in_line(f"{result.name}/{result.language}")
        output.note(f"[{len(ended)}/{total}] {result.action} {key} {result.outcome}")
        step()

    return tell


def _untouched(plan: AccountPlan) -> AccountResult:
    reason = "interrupted before it began"
    results = tuple(skipped(action, action.reason or reason) for action in plan.actions)
    return AccountResult(plan.account, results, interrupted=True)
