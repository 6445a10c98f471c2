"""Is a saved plan still the plan? It is refused when anything it was made from has moved."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from syncer.errors import RefusedError
from syncer.plan.build import fingerprint_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from syncer.plan.build import Planned
    from syncer.plan.values import AccountPlan, Action

_LISTED = 10


def still_valid(saved: AccountPlan, now: Planned) -> Planned:
    """What to apply: the saved actions, no more, with what they send.

    `now` is a plan made anew with the same selection. Raises RefusedError that names what moved:
    the account, the files with their media, or the live templates that the saved plan touches; and
    for a plan whose fingerprint shows that it was edited.
    """
    if fingerprint_of(saved) != saved.fingerprint:
        raise _refused(saved, "its actions are not those that it was saved with")
    moved = [*_moved_sender(saved, now.plan), *_moved_files(saved, now.plan)]
    moved = moved or list(_moved_live(saved, now.plan))
    if moved:
        more = f" and {len(moved) - _LISTED} more" if len(moved) > _LISTED else ""
        raise _refused(saved, "; ".join(moved[:_LISTED]) + more)
    return replace(now, plan=saved)


def _refused(saved: AccountPlan, why: str) -> RefusedError:
    return RefusedError(
        f"{saved.account}: the saved plan no longer fits: {why}",
        hint="nothing was written; make a new plan with `syncer plan --out FILE` and review it",
    )


def _moved_sender(saved: AccountPlan, now: AccountPlan) -> Iterator[str]:
    for field in ("phone", "tenant_id", "base_url"):
        if getattr(saved, field) != getattr(now, field):
            yield f"the account's {field} was {getattr(saved, field)}, now {getattr(now, field)}"


def _moved_files(saved: AccountPlan, now: AccountPlan) -> Iterator[str]:
    before, after = dict(saved.desired), dict(now.desired)
    for key in sorted(before.keys() | after.keys()):
        if key not in after:
            yield f"{key} is no longer in the files"
        elif key not in before:
            yield f"{key} is new in the files"
        elif before[key] != after[key]:
            yield f"{key} or its media changed in the files"


def _moved_live(saved: AccountPlan, now: AccountPlan) -> Iterator[str]:
    actions = {(one.key, one.action == "blocked"): one for one in now.actions}
    for action in saved.actions:
        fresh = actions.get((action.key, action.action == "blocked"))
        blocked = actions.get((action.key, True))
        if fresh is None and blocked:
            yield f"{action.key} is blocked now: {blocked.reason}"
        elif reason := _moved(action, fresh):
            yield f"{action.key} {reason}"


def _moved(saved: Action, now: Action | None) -> str:
    """What is different about an action made anew; neither its place nor its costs matter."""
    if now is None:
        return "is not blocked now" if saved.action == "blocked" else f"needs no {saved.action} now"
    if saved.live_digest != now.live_digest:
        return "was changed on the live side"
    if replace(saved, source=None, costs=()) != replace(now, source=None, costs=()):
        return f"would be a different {now.action} now"
    return ""
