"""What has to be agreed to before anything is written: mass changes, and the plan itself."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from syncer.cli.extent import in_scope_before
from syncer.cli.failures import Failure
from syncer.errors import RefusedError
from syncer.plan.limits import refusals

if TYPE_CHECKING:
    from collections.abc import Sequence

    from syncer.cli.planning import Ready, Run
    from syncer.cli.session import Session
    from syncer.plan.limits import Consent


def within_limits(run: Run, session: Session, consent: Consent) -> Run:
    """The run with accounts that would change too much at once among the failed ones."""
    refused = {one.account.name: refused_changes(one, session, consent) for one in run.ready}
    return replace(
        run,
        ready=tuple(one for one in run.ready if not refused[one.account.name]),
        failed=(
            *run.failed,
            *(
                Failure(one.account, _together(refused[one.account.name]))
                for one in run.ready
                if refused[one.account.name]
            ),
        ),
    )


def refused_changes(ready: Ready, session: Session, consent: Consent) -> tuple[RefusedError, ...]:
    """Why apply would not carry out an account's plan."""
    before = in_scope_before(ready.account, session)
    return refusals(ready.planned.plan, session.config.limits, consent, before)


def writes(ready: Ready) -> bool:
    """Whether there is anything to do that can be done."""
    return any(action.action != "blocked" for action in ready.planned.plan.actions)


def approved(run: Run) -> Run:
    """The run, if the answer is yes; otherwise with all its accounts among the failed ones.

    Raises RefusedError where no other account has failed: then that is the whole result.
    """
    try:
        _ask()
    except RefusedError as error:
        if not run.failed:
            raise
        refused = (Failure(one.account, error) for one in run.ready)
        return replace(run, ready=(), failed=(*run.failed, *refused))
    return run


def _ask() -> None:
    """Ask on the terminal whether to apply. Raises RefusedError where the answer is not yes."""
    if not sys.stdin.isatty():
        raise RefusedError(
            "there is no terminal to ask on, so nothing was applied",
            hint="apply a saved plan (`syncer plan --out FILE`), or add --auto-approve",
        )
    if not click.confirm("Apply this plan?", default=False, err=True):
        raise RefusedError("not approved, so nothing was applied")


def _together(refusals: Sequence[RefusedError]) -> RefusedError:
    """All reasons at once, so that nobody has to come back for the next one."""
    return RefusedError(
        "; ".join(one.message for one in refusals), hint="; ".join(one.hint for one in refusals)
    )
