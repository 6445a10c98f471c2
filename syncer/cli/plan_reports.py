"""What a run over accounts came to, as the value that reports are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from syncer.cli.approval import refused_changes
from syncer.plan.limits import Consent
from syncer.render.plan_report import AccountReport, FailedAccount, PlanReport
from syncer.render.room import COMMENT, JOB_SUMMARY, Room

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from syncer.cli.planning import Run
    from syncer.cli.project import Project
    from syncer.cli.session import Session


def plan_report(run: Run, session: Session) -> PlanReport:
    """The report of a plan, with what apply would refuse of it."""
    accounts = tuple(
        AccountReport(one.planned.plan, refusals=refused_changes(one, session, Consent()))
        for one in run.ready
    )
    return PlanReport("plan", run.plan.selection, accounts, _failed(run))


def drift_report(run: Run) -> PlanReport:
    """The report of drift, with the health of the live templates."""
    accounts = tuple(AccountReport(one.planned.plan, one.planned.health) for one in run.ready)
    return PlanReport("drift", run.plan.selection, accounts, _failed(run))


def texts_of(report: PlanReport, page: Callable[[], str]) -> Mapping[str, Callable[[], str]]:
    """The formats of a plan that are neither text nor JSON; `page` makes the one in HTML."""
    return {
        "markdown": lambda: _markdown(report, COMMENT),
        "job-summary": lambda: _markdown(report, JOB_SUMMARY),
        "html": page,
    }


def _markdown(report: PlanReport, room: Room) -> str:
    from syncer.render.plan_markdown import plan_markdown  # as what makes pages

    return plan_markdown(report, room)


def page_of(project: Project, run: Run, report: PlanReport, session: Session) -> str:
    """The report as a page."""
    from syncer.cli.pages import page_of_plan  # what makes pages is loaded only for pages

    return page_of_plan(project, run, report, session)


def _failed(run: Run) -> tuple[FailedAccount, ...]:
    return tuple(FailedAccount(one.account.name, one.error) for one in run.failed)
