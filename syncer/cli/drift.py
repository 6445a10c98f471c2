"""`syncer drift`: plan for a cron job, with the health of the live templates."""

from __future__ import annotations

from dataclasses import asdict
from functools import partial
from typing import TYPE_CHECKING

from rich.text import Text

from syncer.cli.failures import tell_failures, with_failures
from syncer.cli.plan_reports import drift_report, page_of, texts_of
from syncer.cli.planning import Ready, Run, plan_accounts, selection_of
from syncer.cli.project import open_project
from syncer.cli.reports import Formats, Texts, present
from syncer.cli.session import opened_session
from syncer.errors import EXIT_CHANGES, EXIT_DONE
from syncer.plan.file import plan_document
from syncer.render.plan_text import account_lines, finding_lines, total_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from syncer.cli.options import PlanOptions, ProjectOptions
    from syncer.cli.report_options import ReportedOutput
    from syncer.template_document import Document


def run(
    *,
    project: ProjectOptions,
    planning: PlanOptions,
    output: ReportedOutput,
) -> int:
    """Carry out the command, and give its exit code."""
    output.check()
    opened = open_project(project, output)
    with opened_session(opened.config, output, refresh=planning.refresh) as session:
        run = plan_accounts(opened, selection_of(planning, opened.config), session)
        report = drift_report(run)
        page = partial(page_of, opened, run, report, session)
        present(_formats(run, texts_of(report, page), output), output)
    tell_failures(run.failed)
    return run.exit_code(_findings)


def _formats(run: Run, texts: Texts, output: ReportedOutput) -> Formats:
    return Formats(
        lambda colour: _lines(run, colour=colour, verbose=output.verbose),
        lambda: with_failures(_document(run), run.failed),
        texts,
    )


def _document(run: Run) -> Document:
    """The plan's document with `health` for each account."""
    document = plan_document(run.plan)
    accounts = [
        {**account, "health": [asdict(finding) for finding in one.planned.health]}
        for account, one in zip(document["accounts"], run.ready, strict=True)
    ]
    return {**document, "accounts": accounts}


def _lines(run: Run, *, colour: bool, verbose: bool) -> Iterator[Text]:
    for number, one in enumerate(run.ready):
        if number:
            yield Text()
        yield from account_lines(one.planned.plan, colour=colour, verbose=verbose)
        yield from finding_lines(one.planned.health)
    findings = sum(len(one.planned.health) for one in run.ready)
    yield from total_lines([one.planned.plan for one in run.ready], findings)


def _findings(ready: Ready) -> int:
    differs = ready.planned.plan.has_changes or ready.planned.health
    return EXIT_CHANGES if differs else EXIT_DONE
