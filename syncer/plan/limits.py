"""Mass changes are refused: a wrong folder or a bad merge must not empty an account."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from syncer.errors import RefusedError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from syncer.config import Limits
    from syncer.plan.values import AccountPlan

COUNTED_FROM = 10
"""Of how many live templates in scope on the limits count (CONTRACT, `limits`)."""


@dataclass(frozen=True, slots=True)
class Consent:
    """What the user has said yes to beforehand: `--force` and `--allow-empty`."""

    force: bool = False
    allow_empty: bool = False


def refusals(
    plan: AccountPlan, limits: Limits, consent: Consent, in_scope_before: int = 0
) -> tuple[RefusedError, ...]:
    """Why apply would not carry this plan out, each with the number, the limit and the way out.

    `in_scope_before` is how many live templates were in scope after the last apply.
    """
    found = [] if consent.force else list(_over_limits(plan, limits))
    if in_scope_before >= COUNTED_FROM and not (plan.in_scope or consent.force):
        found.append(_nothing_in_scope(plan, in_scope_before))
    if plan.summary.delete and not plan.desired_total and not consent.allow_empty:
        found.append(_nothing_declared(plan))
    return tuple(found)


def _over_limits(plan: AccountPlan, limits: Limits) -> Iterator[RefusedError]:
    if plan.in_scope < COUNTED_FROM:
        return
    counted = (
        ("delete", plan.summary.delete, limits.max_delete_percent),
        ("update", plan.summary.update, limits.max_update_percent),
    )
    for verb, count, percent in counted:
        if count * 100 > percent * plan.in_scope:
            yield _over_limit(plan, verb, count, percent)


def _over_limit(plan: AccountPlan, verb: str, count: int, percent: int) -> RefusedError:
    limit, allowed = f"limits.max_{verb}_percent", percent * plan.in_scope // 100
    return RefusedError(
        f"{plan.account}: this would {verb} {count} of {plan.in_scope} live templates in scope,"
        f" where {limit} = {percent} allows {allowed}",
        hint=f"check that this is meant, then run apply with --force, or raise {limit}",
    )


def _nothing_in_scope(plan: AccountPlan, before: int) -> RefusedError:
    return RefusedError(
        f"{plan.account}: no live template is in scope, where {before} were after the last apply"
        f" from this machine, and from {COUNTED_FROM} on not all may vanish at once; this would"
        f" create {plan.summary.create}",
        hint="check base_url, phone, tenant_id and `scope.include`; if all are really gone, run"
        " apply with --force",
    )


def _nothing_declared(plan: AccountPlan) -> RefusedError:
    return RefusedError(
        f"{plan.account}: the files declare no template at all, and this would delete"
        f" {plan.summary.delete} live ones",
        hint="check the `templates` folder in syncer.yaml; if all are to go, add --allow-empty",
    )
