"""Checks as values: what was looked at, what was found, and what to do next."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from syncer.errors import EXIT_CREDENTIALS, EXIT_DONE, EXIT_ERROR, CredentialsError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from syncer.errors import SyncerError

Outcome = Literal["ok", "warning", "failed", "skipped"]
OUTCOMES: tuple[Outcome, ...] = ("ok", "warning", "failed", "skipped")


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at; `skipped`: that could not be, for the reason in `message`.

    `code` is the stable word of the error that made it fail, or "".
    """

    check: str
    outcome: Outcome
    message: str
    hint: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class AccountChecks:
    """The checks of one account."""

    account: str
    checks: tuple[Check, ...]

    def has_failed(self) -> bool:
        """Whether any of them has."""
        return any(one.outcome == "failed" for one in self.checks)


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """All that was looked at: `checks` are about this machine and the project."""

    checks: tuple[Check, ...]
    accounts: tuple[AccountChecks, ...]

    def all_checks(self) -> Iterator[Check]:
        """Those of the machine, and then those of each account."""
        yield from self.checks
        for account in self.accounts:
            yield from account.checks

    def counts(self) -> dict[Outcome, int]:
        """How many checks had each outcome."""
        counted = Counter(one.outcome for one in self.all_checks())
        return {outcome: counted[outcome] for outcome in OUTCOMES}

    def exit_code(self) -> int:
        """3 if NxCloud refused credentials, 1 if anything else failed, otherwise 0."""
        failed = [one for one in self.all_checks() if one.outcome == "failed"]
        if any(one.code == CredentialsError.code for one in failed):
            return EXIT_CREDENTIALS
        return EXIT_ERROR if failed else EXIT_DONE


def ok(check: str, message: str) -> Check:
    """A check that found nothing wrong."""
    return Check(check, "ok", message)


def failed(check: str, error: SyncerError) -> Check:
    """A check that ended in an error."""
    return Check(check, "failed", error.message, error.hint, error.code)


def whole(names: Sequence[str], made: Iterable[Check]) -> tuple[Check, ...]:
    """All the checks by these names, in this order; those that were not made are skipped.

    The reason is the last one that failed.
    """
    found = {one.check: one for one in made}
    obstacle = [one.check for one in found.values() if one.outcome == "failed"][-1:]
    reason = f"cannot be looked at until `{''.join(obstacle)}` is right"
    return tuple(found.get(name) or Check(name, "skipped", reason) for name in names)
