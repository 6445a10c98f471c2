"""`syncer plan`: what apply would do. Its transport refuses every method but GET."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from syncer.cli.failures import tell_failures, with_failures
from syncer.cli.plan_reports import page_of, plan_report, texts_of
from syncer.cli.planning import Ready, Run, plan_accounts, selection_of
from syncer.cli.project import open_project
from syncer.cli.reports import Formats, Texts, present
from syncer.cli.saved_plan import save_plan
from syncer.cli.session import opened_session
from syncer.errors import EXIT_CHANGES, EXIT_DONE
from syncer.plan.file import plan_document
from syncer.render.plan_text import plan_lines

if TYPE_CHECKING:
    from pathlib import Path

    from syncer.cli.options import PlanOptions, ProjectOptions
    from syncer.cli.report_options import ReportedOutput
    from syncer.render.plan_report import PlanReport


def run(
    *,
    project: ProjectOptions,
    planning: PlanOptions,
    out: Path | None,
    detailed_exitcode: bool,
    output: ReportedOutput,
) -> int:
    """Carry out the command, and give its exit code."""
    output.check(*([out] if out else []))
    opened = open_project(project, output)
    with opened_session(opened.config, output, refresh=planning.refresh) as session:
        run = plan_accounts(opened, selection_of(planning, opened.config), session)
        if out and not run.failed:
            save_plan(out, run.plan)
        report = plan_report(run, session)
        page = partial(page_of, opened, run, report, session)
        present(_formats(run, texts_of(report, page), output), output)
    tell_failures(run.failed)
    _warn_of_limits(report, output)
    if out:
        output.note(f"not saved: {out}" if run.failed else f"saved: `syncer apply {out}` does it")
    return run.exit_code(_changes if detailed_exitcode else lambda _: EXIT_DONE)


def _formats(run: Run, texts: Texts, output: ReportedOutput) -> Formats:
    return Formats(
        lambda colour: plan_lines(run.plan, colour=colour, verbose=output.verbose),
        lambda: with_failures(plan_document(run.plan), run.failed),
        texts,
    )


def _warn_of_limits(report: PlanReport, output: ReportedOutput) -> None:
    for refusal in (refusal for one in report.accounts for refusal in one.refusals):
        output.note(f"apply will refuse this: {refusal.message}; {refusal.hint}")


def _changes(ready: Ready) -> int:
    return EXIT_CHANGES if ready.planned.plan.has_changes else EXIT_DONE
