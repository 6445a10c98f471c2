"""`apply --wait`: the reviews, and then what they let a rename do.

The plan said so already: those actions were blocked in it until the new templates are approved.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from syncer.cli.applying import apply_accounts
from syncer.cli.crash import reported
from syncer.cli.failures import tell_failures
from syncer.cli.output import tell_error
from syncer.cli.waiting import wait_for_reviews

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from syncer.apply.values import AccountResult
    from syncer.cli.output import Output
    from syncer.cli.planning import Ready, Run
    from syncer.cli.session import Session
    from syncer.cli.waiting import Waited
    from syncer.model import TemplateKey


@dataclass(frozen=True, slots=True)
class Sequel:
    """What came after the writes: the reviews, and what was applied `later` because of them.

    `applied` has the results of both, each action once.
    """

    waited: Waited
    later: tuple[AccountResult, ...]
    applied: tuple[AccountResult, ...]


@dataclass(frozen=True, slots=True)
class Wait:
    """How long the reviews are followed, in seconds, and how to plan again when they have ended."""

    seconds: int
    replan: Callable[[], Run]

    def __call__(
        self,
        ready: Sequence[Ready],
        applied: Sequence[AccountResult],
        session: Session,
        output: Output,
    ) -> Sequel:
        """Follow the reviews, and apply what was waiting for them. Raises nothing."""
        waited = wait_for_reviews(ready, applied, session, output, self.seconds)
        later: list[AccountResult] = []
        if not (waited.interrupted or waited.failed):
            try:
                later = apply_accounts(self._allowed(ready, applied, output), session, output)
            except Exception as error:  # noqa: BLE001 -- what was written must still be told
                tell_error(reported(error, sys.argv[1:]))
        ends = {one.account: one for one in later}
        merged = tuple(_merged(one, ends.get(one.account)) for one in applied)
        return Sequel(waited, tuple(later), merged)

    def _allowed(
        self, ready: Sequence[Ready], applied: Sequence[AccountResult], output: Output
    ) -> list[Ready]:
        """The accounts whose renames can go on, if nothing but that is left to do."""
        announced = {
            one.account.name: _announced(one)
            for one, result in zip(ready, applied, strict=True)
            if any(rename.waits for rename in one.planned.renames) and not result.interrupted
        }
        if not announced:
            return []
        again = self.replan()
        tell_failures([one for one in again.failed if one.account.name in announced])
        found = []
        for one in again.ready:
            left = _writes(one)
            if left and left <= announced.get(one.account.name, set()):
                found.append(one)
            elif left and one.account.name in announced:
                output.note(
                    f"{one.account.name}: more than its renames is left to do, so nothing was:"
                    " plan and apply again"
                )
        return found


def _announced(ready: Ready) -> set[TemplateKey]:
    return {action.key for action in ready.planned.plan.actions if action.action == "blocked"}


def _writes(ready: Ready) -> set[TemplateKey]:
    return {action.key for action in ready.planned.plan.actions if action.action != "blocked"}


def _merged(first: AccountResult, later: AccountResult | None) -> AccountResult:
    """Both results as one: what was blocked at first, and not any more, is told as it ended."""
    if later is None:
        return first
    ended = {(one.name, one.language) for one in later.results}
    kept = [
        one
        for one in first.results
        if one.action != "blocked" or (one.name, one.language) not in ended
    ]
    return replace(
        first,
        results=(*kept, *later.results),
        interrupted=first.interrupted or later.interrupted,
    )
