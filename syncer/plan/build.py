"""One account's plan from its desired templates and its live snapshot."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from syncer.plan.category import accepted
from syncer.plan.costs import account_costs, costs_of
from syncer.plan.fate import Fate, fate_of_declared
from syncer.plan.fates import Doomed, declared_fates, undeclared_fates, waiting_fates
from syncer.plan.health import findings
from syncer.plan.history import History, doubts
from syncer.plan.order import cut_cycles, deletes_after, needed_creates
from syncer.plan.references import form_warnings, resolve_references
from syncer.plan.renames import find_renames, needs_approval
from syncer.plan.scope import ownership, prunes, scope_warnings, selection_warnings, selects
from syncer.plan.values import AccountPlan, Action, Finding, Summary
from syncer.template_document import digest_of, to_document

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from syncer.model import DesiredTemplate, Snapshot, Template, TemplateKey
    from syncer.plan.fates import Fates
    from syncer.plan.renames import Rename, Renames
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
    `renames` are those that are under way before it is carried out; `approvals` is which renamed
    templates have to be approved still when an action is sent, by its template. `doubts` is why
    Meta may refuse an action, from what this machine wrote before: its `history`.
    """

    plan: AccountPlan
    targets: Mapping[TemplateKey, Template]
    health: tuple[Finding, ...]
    renames: tuple[Rename, ...] = ()
    approvals: Mapping[TemplateKey, frozenset[TemplateKey]] = field(default_factory=dict)
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
    renames = _renames(sender.account, desired, as_accepted, snapshot, history)
    leaving = _leaving(desired, snapshot, mandate, renames)
    declared = declared_fates(sender.account, as_accepted, snapshot, renames)
    fates = declared | waiting_fates(leaving.waiting, snapshot)
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
            *selection_warnings(selection, desired, snapshot.rows),
            *_warnings(fates, wanted, snapshot),
            *renames.warnings,
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
        renames.under_way,
        needs_approval(renames, targets, snapshot),
        doubted,
        history,
    )


def _renames(
    account: str,
    desired: Iterable[DesiredTemplate],
    wanted: Iterable[DesiredTemplate],
    snapshot: Snapshot,
    history: History,
) -> Renames:
    """The renames of all files; only what is `wanted` can be changed by this plan."""
    by_key = {one.key: one for one in wanted}

    def sends_to_meta(one: DesiredTemplate) -> bool:
        own = by_key.get(one.key)
        fate = fate_of_declared(account, own, snapshot.templates.get(own.key)) if own else Fate()
        return any(action.sync_meta for action in fate.actions)

    all_of_them = [accepted(one, snapshot.templates.get(one.key)) for one in desired]
    return find_renames(all_of_them, snapshot, sends_to_meta, history)


@dataclass(frozen=True, slots=True)
class _Leaving:
    """The live templates that no file declares.

    Those that are to go now, those that go when their new ones are approved, and all others.
    """

    doomed: tuple[Doomed, ...]
    waiting: tuple[Rename, ...]
    unmanaged: tuple[TemplateKey, ...]


def _leaving(
    desired: Iterable[DesiredTemplate], snapshot: Snapshot, mandate: Mandate, renames: Renames
) -> _Leaving:
    templates, selection = tuple(desired), mandate.selection
    owned, live = ownership(mandate.scope, templates), snapshot.templates
    undeclared = sorted(snapshot.rows.keys() - {one.key for one in templates})
    renamed = {one.old: one for one in renames.under_way if not owned.protects(one.old)}
    pruned = [key for key in undeclared if prunes(selection, owned, key) and key not in renamed]
    ending = [one for one in renamed.values() if selects(selection, one.old)]
    return _Leaving(
        (
            *(Doomed(live[key]) for key in pruned if selects(selection, key)),
            *(Doomed(live[one.old], one) for one in ending if not one.waits),
        ),
        tuple(one for one in ending if one.waits),
        tuple(key for key in undeclared if key not in {*pruned, *renamed}),
    )


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
