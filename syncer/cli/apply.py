"""`syncer apply`: a saved plan, or plan, ask and apply."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from syncer.cli.approval import approved, within_limits, writes
from syncer.cli.locks import lock_senders
from syncer.cli.outcome import apply_and_tell
from syncer.cli.planning import plan_accounts, selection_of
from syncer.cli.project import open_project
from syncer.cli.saved_plan import as_saved, load_plan
from syncer.cli.sequel import Wait
from syncer.cli.session import opened_session
from syncer.errors import UsageError
from syncer.render.plan_text import plan_lines

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from syncer.cli.commands.apply import ApplyOptions
    from syncer.cli.failures import Failure
    from syncer.cli.options import PlanOptions, ProjectOptions
    from syncer.cli.output import Output
    from syncer.cli.planning import Run
    from syncer.cli.project import Project
    from syncer.cli.session import Session
    from syncer.plan.values import Plan, Selection


def run(
    *,
    planfile: Path | None,
    project: ProjectOptions,
    planning: PlanOptions,
    options: ApplyOptions,
    output: Output,
) -> int:
    """Carry out the command, and give its exit code."""
    options.check()
    if planfile is None:
        return _apply_fresh(project, planning, options, output)
    if planning.choose_anything or project.accounts or project.all_accounts:
        raise UsageError(
            "a saved plan says already what it is for",
            hint="leave out --account, --all-accounts, --only, --exclude and --prune beside it",
        )
    return _apply_saved(load_plan(planfile), project, planning, options, output)


def _apply_fresh(
    project: ProjectOptions, planning: PlanOptions, options: ApplyOptions, output: Output
) -> int:
    """Plan now, show it, ask, and apply. An account that fails does not stop the others."""
    opened = options.at_its_pace(open_project(project, output))
    with _alone(opened, planning, output) as (free, session, locked_out):
        selection = selection_of(planning, opened.config)
        run = plan_accounts(free, selection, session).with_failures(locked_out)
        _show(run.plan, output)
        run = within_limits(run, session, options.consent)
        if not options.auto_approve and any(map(writes, run.ready)):
            run = approved(run)
        return apply_and_tell(run, session, output, _wait(free, selection, session, options))


def _apply_saved(
    saved: Plan,
    project: ProjectOptions,
    planning: PlanOptions,
    options: ApplyOptions,
    output: Output,
) -> int:
    """Apply what was approved when it was saved: all of it, or nothing if any of it has moved."""
    names = tuple(account.account for account in saved.accounts)
    opened = options.at_its_pace(open_project(replace(project, accounts=names), output))
    _show(saved, output)
    with _alone(opened, planning, output) as (free, session, locked_out):
        run = as_saved(plan_accounts(free, saved.selection, session), saved)
        run = within_limits(run.with_failures(locked_out), session, options.consent)
        whole = replace(run, ready=()) if run.failed else run
        wait = _wait(free, saved.selection, session, options)
        return apply_and_tell(whole, session, output, wait)


def _wait(
    project: Project, selection: Selection, session: Session, options: ApplyOptions
) -> Wait | None:
    """What comes after the writes with --wait."""

    def replan() -> Run:
        return within_limits(plan_accounts(project, selection, session), session, options.consent)

    return None if options.wait_seconds is None else Wait(options.wait_seconds, replan)


@contextmanager
def _alone(
    project: Project, planning: PlanOptions, output: Output
) -> Iterator[tuple[Project, Session, tuple[Failure, ...]]]:
    """The project with the accounts that no other apply is at work on, from before it is read."""
    with (
        ExitStack() as held,
        opened_session(project.config, output, refresh=planning.refresh) as session,
    ):
        free, locked_out = lock_senders(project, held)
        yield free, session, locked_out


def _show(plan: Plan, output: Output) -> None:
    """The plan that is applied: part of the text result, and beside a JSON one."""
    if output.format == "text":
        output.lines(plan_lines(plan, colour=output.colour, verbose=output.verbose))
    else:
        for line in plan_lines(plan, colour=False, verbose=output.verbose):
            output.note(line.plain)
