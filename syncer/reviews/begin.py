"""Which reviews an apply follows: those under way, and those that ended with a rejection."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from syncer.plan.lifecycle import IN_REVIEW
from syncer.reviews.values import REJECTED, Standing, declared, standing

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from syncer.apply.values import AccountResult, ActionResult
    from syncer.model import DesiredTemplate, Snapshot, TemplateKey
    from syncer.plan.values import AccountPlan, Action

_SENT = "PENDING"
_TOLD = IN_REVIEW | {REJECTED}


def awaited(
    plan: AccountPlan, result: AccountResult, desired: Sequence[DesiredTemplate], snapshot: Snapshot
) -> tuple[Standing, ...]:
    """The selected templates of the files that were sent to Meta now, or were in review before.

    So are those that Meta rejected before, whose reviews have ended: as long as a rejection is
    there, each apply tells it. In the order of the files. One that is kept from Meta
    (`sync_meta: never`) is in no review.
    """
    selected = {key for key, _ in plan.desired}
    sent = dict(_sent(plan.actions, result.results))
    found = (_awaited(one, sent, snapshot) for one in desired if str(one.key) in selected)
    return tuple(one for one in found if one)


def _awaited(
    one: DesiredTemplate, sent: Mapping[TemplateKey, int], snapshot: Snapshot
) -> Standing | None:
    live = snapshot.templates.get(one.key)
    if (template_id := sent.get(one.key)) is not None:
        if live:
            return replace(standing(live, one), status=_SENT, rejected_reason="")
        category = one.template.category
        name, language = one.key.name, one.key.language
        return Standing(name, language, template_id, _SENT, category, "", declared=declared(one))
    if live and live.status in _TOLD and one.sync_meta != "never":
        return standing(live, one)
    return None


def _sent(
    actions: Sequence[Action], results: Sequence[ActionResult]
) -> Iterator[tuple[TemplateKey, int]]:
    """What Meta was sent, or may have been sent, by template and platform id."""
    for action, result in zip(actions, results, strict=True):
        if action.sync_meta and result.template_id is not None and _may_be_sent(result):
            yield action.key, result.template_id


def _may_be_sent(result: ActionResult) -> bool:
    """A create that has an id was carried out, whatever became of its events."""
    uncertain = result.error is not None and result.error.uncertain
    return result.outcome == "done" or result.action == "create" or uncertain
