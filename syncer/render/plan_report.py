"""What a plan or a look for drift came to, with all that a report of it says: one value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from syncer.errors import RefusedError, SyncerError
    from syncer.plan.values import AccountPlan, Finding, Selection

ReportKind = Literal["plan", "drift"]


@dataclass(frozen=True, slots=True)
class AccountReport:
    """An account's plan; `refusals` are why apply would not carry it out as it is.

    `health` is what is wrong with its live templates; only drift looks for that.
    """

    plan: AccountPlan
    health: tuple[Finding, ...] = ()
    refusals: tuple[RefusedError, ...] = ()


@dataclass(frozen=True, slots=True)
class FailedAccount:
    """An account that could not be planned, and why."""

    account: str
    error: SyncerError


@dataclass(frozen=True, slots=True)
class PlanReport:
    """A whole run: `kind` is the command that made it, `accounts` are in the order of the run."""

    kind: ReportKind
    selection: Selection
    accounts: tuple[AccountReport, ...]
    failed: tuple[FailedAccount, ...] = ()

    @property
    def account_names(self) -> tuple[str, ...]:
        """All accounts of the run, sorted, so that a failure changes nothing."""
        planned = [one.plan.account for one in self.accounts]
        return tuple(sorted([*planned, *(one.account for one in self.failed)]))
