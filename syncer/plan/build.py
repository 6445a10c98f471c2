"""One account's plan from its desired templates and its live snapshot."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from syncer.plan.category import accepted
from syncer.plan.costs import account_costs, costs_of
from syncer.plan.fates import (
    Doomed,
    declared_fates,
    rename_warnings,
    renames_under_way,
    undeclared_fates,
    waiting_fates,
)
from syncer.plan.health import findings
from syncer.plan.history import History, doubts
from syncer.plan.order import cut_cycles, deletes_after, needed_creates
from syncer.plan.references import form_warnings, resolve_references
from syncer.plan.scope import excludes, ownership, prunes, scope_warnings, selects
from syncer.plan.values import AccountPlan, Action, Finding, Summary
from syncer.template_document import digest_of, to_document

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from syncer.model import DesiredTemplate, Snapshot, Template, TemplateKey
    from syncer.plan.fates import Fates
    from syncer.plan.renames import Rename
    from syncer.plan.scope import Mandate


_LISTED = 5
NO_HISTORY = History()


@dataclass(frozen=True, slots=True)
class Sender:
    """The account and sender that a plan is for."""

    account: str
    phone: str
    tenant_id: int
    base_url: str


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan, and beside it what is not part of it.

    `targets` is what its writes send (each template as it is to become), `health` what drift tells,
    `renames` are those that are under way before it is carried out. `doubts` is why Meta may refuse
    an action, from what this machine wrote before: its `history`.
    """

    plan: AccountPlan
    targets: Mapping[TemplateKey, Template]
    health: tuple[Finding, ...]
    renames: tuple[Rename, ...] = ()
    doubts: Mapping[TemplateKey, str] = field(default_factory=dict)
    history: History = NO_HISTORY


def plan_account(
    sender: Sender,
    desired: Sequence[DesiredTemplate],
    snapshot: Snapshot,
    mandate: Mandate,
    history: History = NO_HISTORY,
) -> Planned:
    """Compare all that is selected, order it, say what it costs, and count the rest.

    Raises InvalidFilesError for forms and external templates that the account does not have.
    """
    owned, selection = ownership(mandate.scope, desired), mandate.selection
    wanted = resolve_references([one for one in desired if selects(selection, one.key)], snapshot)
    as_accepted = [accepted(one, snapshot.templates.get(one.key)) for one in wanted]
    renames = renames_under_way(sender.account, as_accepted, snapshot)
    ending = [one for one in renames if not excludes(selection, one.old)]
    leaving = _leaving(desired, snapshot, mandate, ending)
    declared = declared_fates(sender.account, as_accepted, snapshot, renames)
    fates = declared | waiting_fates(ending, snapshot)
    fates |= undeclared_fates(leaving.doomed, declared, desired, snapshot)
    actions = _ordered(fates, snapshot)
    doubted = doubts(actions, snapshot.templates, history)
    plan = AccountPlan(
        account=sender.account,
        phone=sender.phone,
        tenant_id=sender.tenant_id,
        base_url=sender.base_url,
        summary=_summary(actions, unchanged=_unchanged(declared), unmanaged=len(leaving.unmanaged)),
        actions=actions,
        unmanaged=tuple(map(str, leaving.unmanaged)),
        warnings=(
            *scope_warnings(owned, snapshot.rows),
            *_warnings(fates, wanted, snapshot),
            *rename_warnings(wanted, snapshot),
            *(f"{key}: {doubt}" for key, doubt in doubted.items()),
        ),
        costs=tuple(account_costs(actions, len(snapshot.rows), history)),
        in_scope=sum(map(owned.includes, snapshot.rows)),
        desired_total=len(desired),
        desired=tuple((str(one.key), desired_digest(one)) for one in wanted),
        fingerprint="",
    )
    targets = {key: fate.target for key, fate in fates.items() if fate.target}
    return Planned(
        replace(plan, fingerprint=fingerprint_of(plan)),
        targets,
        tuple(findings(as_accepted, snapshot)),
        renames,
        doubted,
        history,
    )


@dataclass(frozen=True, slots=True)
class _Leaving:
    """The live templates that no file declares: those that are to go now, and those left alone."""

    doomed: tuple[Doomed, ...]
    unmanaged: tuple[TemplateKey, ...]


def _leaving(
    desired: Iterable[DesiredTemplate],
    snapshot: Snapshot,
    mandate: Mandate,
    renames: Iterable[Rename],
) -> _Leaving:
    templates, renamed = tuple(desired), {rename.old: rename for rename in renames}
    owned, selection = ownership(mandate.scope, templates), mandate.selection
    undeclared = sorted(snapshot.rows.keys() - {one.key for one in templates})
    pruned = {key for key in undeclared if prunes(selection, owned, key)} - renamed.keys()
    live = snapshot.templates
    doomed = [Doomed(live[key]) for key in sorted(pruned) if selects(selection, key)]
    doomed += [Doomed(live[old], one) for old, one in renamed.items() if not one.waits]
    kept = [key for key in undeclared if key not in pruned and key not in renamed]
    return _Leaving(tuple(doomed), tuple(kept))


def desired_digest(desired: DesiredTemplate) -> str:
    """A digest of a rendered template: its fields, its media's bytes, and how it is to be sent."""
    return digest_of(
        [
            to_document(desired.template),
            desired.sync_meta,
            desired.protect,
            desired.accept_category,
            desired.renamed_from,
        ]
    )


def fingerprint_of(plan: AccountPlan) -> str:
    """A digest of what the plan was made from, and of which actions it consists.

    Two plans of the same rendered files and the same live templates, as far as the plan touches
    them, have the same one.
    """
    touched = [(str(action.key), action.action, action.live_digest) for action in plan.actions]
    return digest_of([plan.desired, touched])


def _ordered(fates: Fates, snapshot: Snapshot) -> tuple[Action, ...]:
    """All actions, with what each comes after."""
    actions = [action for fate in fates.values() for action in fate.actions]
    targets = {key: fate.target for key, fate in fates.items() if fate.target}
    creates = {action.key for action in actions if action.action == "create"}
    deletes = {action.key for action in actions if action.action == "delete"}
    live = {key: one.template for key, one in snapshot.templates.items()}
    needs = needed_creates(targets, creates) | deletes_after(live, targets, deletes)
    later = cut_cycles({key: needs[key] for key in creates})
    return tuple(
        action
        if action.action == "blocked"
        else replace(
            action,
            depends_on=tuple(str(key) for key in sorted(needs[action.key] - {action.key})),
            events_later=action.key in later,
            costs=costs_of(action, snapshot.templates.get(action.key)),
        )
        for action in actions
    )


def _warnings(
    fates: Fates, wanted: Sequence[DesiredTemplate], snapshot: Snapshot
) -> tuple[str, ...]:
    same: dict[str, list[str]] = {}
    for key, fate in fates.items():
        for warning in fate.warnings:
            same.setdefault(warning, []).append(str(key))
    unknown = (f"{_some_of(keys)}: {warning}" for warning, keys in same.items())
    return (*snapshot.warnings, *unknown, *form_warnings(wanted, snapshot.forms))


def _some_of(keys: Sequence[str]) -> str:
    """The first few keys, and how many more there are."""
    more = len(keys) - _LISTED
    return ", ".join(keys[:_LISTED]) + (f" and {more} more" if more > 0 else "")


def _unchanged(declared: Fates) -> int:
    return sum(not fate.actions for fate in declared.values())


def _summary(actions: Iterable[Action], *, unchanged: int, unmanaged: int) -> Summary:
    counts: Counter[str] = Counter(action.action for action in actions)
    return Summary(**counts, unchanged=unchanged, unmanaged=unmanaged)
