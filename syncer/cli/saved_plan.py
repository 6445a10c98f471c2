"""A plan as a file: saved by `plan --out`, read by `apply`, and held against what is now."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from syncer.cli.failures import Failure
from syncer.cli.files import write_private_file
from syncer.cli.planning import Ready, Run
from syncer.errors import RefusedError, SyncerError
from syncer.plan.file import plan_document, read_plan
from syncer.plan.saved import still_valid

if TYPE_CHECKING:
    from pathlib import Path

    from syncer.plan.values import AccountPlan, Plan


def save_plan(path: Path, plan: Plan) -> None:
    """Write the plan, for its owner's eyes only. Raises SyncerError."""
    text = json.dumps(plan_document(plan), ensure_ascii=False, indent=2)
    write_private_file(path, f"{text}\n".encode(errors="surrogatepass"))


def load_plan(path: Path) -> Plan:
    """The plan that `save_plan` wrote. Raises RefusedError for anything else."""
    try:
        plan = read_plan(json.loads(path.read_bytes().decode(errors="surrogatepass")))
    except (OSError, ValueError, RecursionError) as error:
        raise RefusedError(
            f"{path} cannot be read as a plan: {error}",
            hint="make it with `syncer plan --out FILE`",
        ) from None
    if not plan.accounts:
        raise RefusedError(
            f"{path} is a plan for no account", hint="make it with `syncer plan --out FILE`"
        )
    return plan


def as_saved(run: Run, saved: Plan) -> Run:
    """The run with the saved plans in place of the present ones; failed where they do not fit."""
    before = {account.account: account for account in saved.accounts}
    results = [_as_saved(one, before[one.account.name]) for one in run.ready]
    return Run(
        saved,
        tuple(one for one in results if isinstance(one, Ready)),
        (*run.failed, *(one for one in results if isinstance(one, Failure))),
    )


def _as_saved(ready: Ready, saved: AccountPlan) -> Ready | Failure:
    try:
        return replace(ready, planned=still_valid(saved, ready.planned))
    except SyncerError as error:
        return Failure(ready.account, error)
