"""What becomes of one template: created, updated, deleted, blocked, or left as it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from syncer.plan import lifecycle
from syncer.plan.diff import changes_between
from syncer.plan.held import held
from syncer.plan.renames import NO_RENAMES
from syncer.plan.unknowns import comparable
from syncer.plan.values import Action

if TYPE_CHECKING:
    from syncer.model import DesiredTemplate, LiveTemplate, Template, TemplateKey
    from syncer.plan.renames import Rename, Renames


@dataclass(frozen=True, slots=True)
class Fate:
    """The actions for one template, and what a write sends.

    There are two actions where a part of a difference is blocked and the rest is an update.
    """

    actions: tuple[Action, ...] = ()
    target: Template | None = None
    warnings: tuple[str, ...] = ()


_UNCHANGED = Fate()


def fate_of_declared(
    account: str,
    desired: DesiredTemplate,
    live: LiveTemplate | None,
    renames: Renames = NO_RENAMES,
) -> Fate:
    """What becomes of a template that the files declare; `live` is None where there is none.

    Its events are not moved to a template that another one is still being renamed to.
    """
    if live is None:
        return _created(desired)
    if live.status == lifecycle.GOING:
        return Fate((_blocked(desired, live, None, lifecycle.GOING_REASON),))
    return _updated(account, desired, live, renames)


def fate_of_undeclared(
    live: LiveTemplate, used_by: TemplateKey | None, rename: Rename | None = None
) -> Fate:
    """What becomes of a live template that no file declares, and that is to go.

    `used_by` is a template that stays and has an event that leads to this one. `rename` is why it
    is to go, where that is not a prune.
    """
    if live.status == lifecycle.GOING:
        return Fate()
    obstacle = _used_reason(used_by, rename) if used_by else lifecycle.undeletable_reason(live)
    action = Action(
        "blocked" if obstacle else "delete",
        live.key.name,
        live.key.language,
        template_id=live.template_id,
        source=str(rename.source) if rename else None,
        changes=changes_between(live.template, None),
        reason=obstacle or (f"it is {rename.new} now, which is approved" if rename else ""),
        live_digest=live.digest,
    )
    return Fate((action,))


def fate_of_renamed(rename: Rename, live: LiveTemplate) -> Fate:
    """What becomes of a template under its old name while its new one has to wait."""
    action = Action(
        "blocked",
        live.key.name,
        live.key.language,
        template_id=live.template_id,
        source=str(rename.source),
        reason=f"it is being renamed to {rename.new}, and both exist meanwhile: {rename.waits}",
        live_digest=live.digest,
    )
    return Fate((action,))


def fate_of_unreachable(
    account: str, desired: DesiredTemplate, live: LiveTemplate | None, missing: TemplateKey
) -> Fate:
    """A template to be written whose events lead to one that this plan does not make live."""
    reason = (
        f"an event of it leads to {missing}, which is neither live nor created by this plan;"
        " select that one too"
    )
    if live is None:
        return Fate((_blocked(desired, None, None, reason),))
    settled = comparable(account, desired, live)
    return Fate((_blocked(desired, live, settled.template, reason),), warnings=settled.warnings)


def _created(desired: DesiredTemplate) -> Fate:
    action = Action(
        "create",
        desired.key.name,
        desired.key.language,
        source=str(desired.location),
        changes=changes_between(None, desired.template),
        sync_meta=lifecycle.creates_in_meta(desired.sync_meta),
    )
    return Fate((action,), desired.template)


def _updated(account: str, desired: DesiredTemplate, live: LiveTemplate, renames: Renames) -> Fate:
    if live.template == desired.template:
        return _UNCHANGED
    settled = comparable(account, desired, live)
    if settled.template == desired.template:
        return Fate(warnings=settled.warnings)
    allowed = held(desired, settled.template, renames)
    split = lifecycle.split(account, allowed.desired, live, settled.template)
    reasons = (*split.reasons, *allowed.reasons)
    target = split.write.target if split.write else None
    actions = []
    if split.write:
        actions.append(_update(desired, live, settled.template, split.write))
    if reasons:
        reached = target or settled.template
        actions.append(_blocked(desired, live, reached, "; ".join(reasons)))
    return Fate(tuple(actions), target, settled.warnings)


def _update(
    desired: DesiredTemplate, live: LiveTemplate, before: Template, write: lifecycle.Write
) -> Action:
    return Action(
        "update",
        live.key.name,
        live.key.language,
        template_id=live.template_id,
        source=str(desired.location),
        changes=changes_between(before, write.target),
        reason=_sent_unseen(before, live.template),
        sync_meta=write.sync_meta,
        live_digest=live.digest,
    )


def _blocked(
    desired: DesiredTemplate, live: LiveTemplate | None, reached: Template | None, reason: str
) -> Action:
    """`reached` is how far an update gets; what is left to the files is what is blocked."""
    return Action(
        "blocked",
        desired.key.name,
        desired.key.language,
        template_id=live.template_id if live else None,
        source=str(desired.location),
        changes=changes_between(reached, desired.template),
        reason=reason,
        live_digest=live.digest if live else None,
    )


def _used_reason(used_by: TemplateKey, rename: Rename | None) -> str:
    if rename:
        return (
            f"an event of {used_by} still leads to it: it goes once that leads to {rename.new}; let"
            " this run write that one too, or move the event by hand"
        )
    return (
        f"an event of {used_by} leads to it; remove that event first, or declare this template,"
        " or list it under `scope.protect`"
    )


def _sent_unseen(settled: Template, live: Template) -> str:
    """What an update sends along, because a write is always of the whole template."""
    parts = [
        part
        for part, unknown in (
            ("URL", settled.body != live.body),
            ("media", settled.header != live.header),
        )
        if unknown
    ]
    if not parts:
        return ""
    return f"it also sends the file's {' and '.join(parts)}: what is live could not be told"
