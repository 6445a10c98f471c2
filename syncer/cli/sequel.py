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
    from syncer.cli.failures import Failure
    from syncer.cli.output import Output
    from syncer.cli.planning import Ready, Run
    from syncer.cli.session import Session
    from syncer.cli.waiting import Waited
    from syncer.plan.build import Planned
    from syncer.plan.values import Action


@dataclass(frozen=True, slots=True)
class Sequel:
    """What came after the writes: the reviews, and what was applied `later` because of them.

    `applied` has the results of both, each action once. `failed` are the accounts in which renames
    could not go on.
    """

    waited: Waited
    later: tuple[AccountResult, ...]
    applied: tuple[AccountResult, ...]
    failed: tuple[Failure, ...] = ()


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
        failed: tuple[Failure, ...] = ()
        if not (waited.interrupted or waited.failed):
            try:
                if allowed := self._allowed(ready, applied, output):
                    failed = allowed.failed
                    later = apply_accounts(allowed.ready, session, output)
            except Exception as error:  # noqa: BLE001 -- what was written must still be told
                tell_error(reported(error, sys.argv[1:]))
        ends = {one.account: one for one in later}
        merged = tuple(_merged(one, ends.get(one.account)) for one in applied)
        return Sequel(waited, tuple(later), merged, failed)

    def _allowed(
        self, ready: Sequence[Ready], applied: Sequence[AccountResult], output: Output
    ) -> Run | None:
        """The accounts whose renames can go on, if nothing but that is left to do."""
        waiting = {
            one.account.name: one
            for one, result in zip(ready, applied, strict=True)
            if any(rename.waits for rename in one.planned.renames) and not result.interrupted
        }
        if not waiting:
            return None
        again = self.replan()
        told = [one for one in again.failed if one.account.name in waiting]
        tell_failures(told)
        going_on = []
        for one in again.ready:
            first = waiting.get(one.account.name)
            if first and (left := _writes(one)):
                if all(_announced(action, first.planned) for action in left):
                    going_on.append(one)
                else:
                    output.note(_more_is_left(one))
        return replace(again, ready=tuple(going_on), failed=tuple(told))


def _writes(ready: Ready) -> list[Action]:
    return [action for action in ready.planned.plan.actions if action.action != "blocked"]


def _announced(action: Action, first: Planned) -> bool:
    """Whether a write is just what the first plan said would follow, and nothing else has moved.

    An event that moves is the same change as the one that was held back; an old template that goes
    is as it was.
    """
    held = [one for one in first.plan.actions if one.action == "blocked" and one.key == action.key]
    if action.action == "delete":
        olds = {rename.old for rename in first.renames if rename.waits}
        same = any(one.live_digest == action.live_digest for one in held)
        return action.key in olds and same
    changes = any(one.changes == action.changes for one in held)
    return action.action == "update" and not action.sync_meta and changes


def _more_is_left(ready: Ready) -> str:
    return (
        f"{ready.account.name}: more than its renames is left to do, so nothing was:"
        " plan and apply again"
    )


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
