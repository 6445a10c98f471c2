"""Carry out the plans of a run, tell how it goes, and say what came of it."""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from syncer.apply.creations import Creations
from syncer.apply.interrupts import interrupts_call
from syncer.apply.run import run_plan
from syncer.apply.sending import Sending
from syncer.apply.uploads import Uploads
from syncer.apply.values import AccountResult, exit_code_of, skipped
from syncer.apply.writer import Assignment, Writer
from syncer.cli.connection import live_side
from syncer.cli.crash import reported
from syncer.cli.extent import remember_in_scope
from syncer.cli.failures import tell_failures, with_failures
from syncer.cli.folders import state_folder
from syncer.cli.output import tell_error
from syncer.cli.planning import worst
from syncer.cli.waiting import DEFAULT_SECONDS, Waited, reviews_of, wait_for_reviews
from syncer.errors import (
    EXIT_ERROR,
    EXIT_INTERRUPTED,
    EXIT_PARTIAL,
    CrashError,
    UnprintedError,
    UsageError,
)
from syncer.journal.journal import Journal
from syncer.plan.build import Sender
from syncer.plan.file import FORMAT_VERSION
from syncer.plan.limits import Consent
from syncer.render.documents import result_document
from syncer.render.results_text import result_lines
from syncer.render.values import in_line

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import httpx

    from syncer.apply.values import ActionResult
    from syncer.cli.failures import Failure
    from syncer.cli.output import Output
    from syncer.cli.planning import Ready, Run
    from syncer.cli.project import Project
    from syncer.cli.session import Session
    from syncer.errors import SyncerError
    from syncer.plan.values import AccountPlan


@dataclass(frozen=True, slots=True)
class ApplyOptions:
    """What the user agreed to beforehand, and how many calls may run side by side."""

    auto_approve: bool
    concurrency: int | None
    force: bool
    allow_empty: bool
    wait: bool
    timeout: int | None

    def check(self) -> None:
        """Raises UsageError for a time-out of nothing."""
        if self.timeout is not None and not self.wait:
            raise UsageError("--timeout is about --wait", hint="say --wait too, or leave it out")

    @property
    def wait_seconds(self) -> int | None:
        """How long the reviews are followed at most; None: not at all."""
        timeout = DEFAULT_SECONDS if self.timeout is None else self.timeout
        return timeout if self.wait else None

    def at_its_pace(self, project: Project) -> Project:
        """The project with as many calls side by side as --concurrency says, if it does."""
        if self.concurrency is None:
            return project
        return replace(project, config=replace(project.config, concurrency=self.concurrency))

    @property
    def consent(self) -> Consent:
        """What --force and --allow-empty allow."""
        return Consent(self.force, self.allow_empty)


def apply_and_tell(
    run: Run, session: Session, output: Output, wait_seconds: int | None = None
) -> int:
    """Apply what is ready, present the result, and give the exit code.

    With `wait_seconds` the reviews are followed, for so long at most, and told with the result.
    An interrupt raises nothing meanwhile: it ends the calls, and the results are still told.
    """
    tell_failures(run.failed)
    with interrupts_call(lambda: None):
        applied = apply_accounts(run.ready, session, output)

        def wait() -> Waited | None:
            if wait_seconds is None:
                return None
            return wait_for_reviews(run.ready, applied, session, output, wait_seconds)

        try:
            return finish(applied, run.failed, output, wait)
        except Exception as error:  # noqa: BLE001 -- the code still has to tell of what was written
            tell_error(reported(error, sys.argv[1:]))
            return exit_code(applied, run.failed) or EXIT_PARTIAL


def apply_accounts(ready: Sequence[Ready], session: Session, output: Output) -> list[AccountResult]:
    """Apply one account after the other; an interrupt leaves those that follow untouched."""
    results: list[AccountResult] = []
    if not ready:
        return results
    concurrency, surprised = session.config.concurrency, _surprises()
    with session.writing() as http, Journal(state_folder(), session.clock) as journal:
        for one in ready:
            if any(result.interrupted for result in results):
                results.append(_untouched(one.planned.plan))
            else:
                writer = _writer(one, http, session, journal)
                progress = _progress(one.planned.plan, output)
                results.append(run_plan(one.planned.plan, writer, concurrency, progress, surprised))
                remember_in_scope(one, results[-1], session)
    return results


def finish(
    applied: Sequence[AccountResult],
    failed: Sequence[Failure],
    output: Output,
    wait: Callable[[], Waited | None] = lambda: None,
) -> int:
    """Present the result, and give the exit code: it tells of writes even if nothing else can.

    `wait` follows the reviews: after a result in text, before one in JSON, which holds both.
    """
    code = exit_code(applied, failed)
    try:
        waited = present(applied, failed, output, wait)
    except UnprintedError as error:
        tell_error(error)
        return EXIT_PARTIAL if any(one.count("done") for one in applied) else code or EXIT_ERROR
    return waited.exit_code(code) if waited else code


def present(
    applied: Sequence[AccountResult],
    failed: Sequence[Failure],
    output: Output,
    wait: Callable[[], Waited | None],
) -> Waited | None:
    """The result: what became of each action, account by account, and of each review."""
    if output.format == "json":
        waited = wait()
        accounts = [result_document(one) | reviews_of(waited, one.account) for one in applied]
        document = {"format_version": FORMAT_VERSION, "accounts": accounts}
        output.document(with_failures(document, failed))
        return waited
    for one in applied:
        output.lines(result_lines(one) if one.results else ())
    if waited := wait():
        output.lines(waited.lines())
    return waited


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
        Uploads(side.client, side.knowledge, session.clock),
        Assignment(
            desired,
            ready.planned.targets,
            ready.snapshot,
            Creations(ready.planned.history),
            ready.planned.doubts,
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


def _progress(plan: AccountPlan, output: Output) -> Callable[[ActionResult], None]:
    """A line on stderr for each action as it ends, counted."""
    total = sum(action.action != "blocked" for action in plan.actions)
    ended: list[ActionResult] = []

    def tell(result: ActionResult) -> None:
        ended.append(result)
        key = in_line(f"{result.name}/{result.language}")
        output.note(f"[{len(ended)}/{total}] {result.action} {key} {result.outcome}")

    return tell


def _untouched(plan: AccountPlan) -> AccountResult:
    reason = "interrupted before it began"
    results = tuple(skipped(action, action.reason or reason) for action in plan.actions)
    return AccountResult(plan.account, results, interrupted=True)
