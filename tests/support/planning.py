"""Plans of one account, and a model of what apply makes of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from support.templates import live, snapshot

from syncer.config import Scope
from syncer.model import QuickReplyButton
from syncer.plan.build import NO_HISTORY, Planned, Sender, plan_account
from syncer.plan.scope import Mandate
from syncer.plan.values import Plan, Selection

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from syncer.model import DesiredTemplate, LiveTemplate, Snapshot, Template, TemplateKey
    from syncer.plan.history import History
    from syncer.plan.values import AccountPlan, Action

SENDER = Sender("shop", "8615800001795", 1, "https://api.example")
EVERYTHING = Scope(include=("*",))
PRUNE = Selection(prune=True)


def planned(
    desired: Iterable[DesiredTemplate] = (),
    live_side: Snapshot | None = None,
    scope: Scope | None = None,
    selection: Selection | None = None,
    history: History = NO_HISTORY,
) -> Planned:
    """The plan of an account: by default of a scope of the declared names, without prune."""
    return plan_account(
        SENDER,
        tuple(desired),
        live_side or snapshot(),
        Mandate(scope or Scope(), selection or Selection()),
        history,
    )


def plan_of(*accounts: AccountPlan, selection: Selection | None = None) -> Plan:
    """The plan of a run over these accounts."""
    return Plan("2026-01-31T12:00:00Z", "1.0.0", selection or Selection(), accounts)


def applied(done: Planned, before: Snapshot) -> Snapshot:
    """The live side after all of a plan that is not blocked has been carried out."""
    lives = dict(before.templates)
    for action in done.plan.actions:
        if action.action == "delete":
            del lives[action.key]
        elif action.action != "blocked":
            lives[action.key] = _written(
                done.targets[action.key], lives.get(action.key), len(lives)
            )
    return replace(snapshot(*lives.values()), forms=before.forms)


def _written(target: Template, before: LiveTemplate | None, count: int) -> LiveTemplate:
    if before is None:
        return live(target, 1000 + count, status="PENDING")
    written = live(target, before.template_id)
    return replace(before, template=target, digest=written.digest)


def writes_in_order(actions: Sequence[Action]) -> list[tuple[str, TemplateKey]]:
    """The writes of a plan, each as soon as it may begin; a second one adds a create's events.

    Fails where they wait for each other in a circle.
    """
    waiting = [(kind, action) for action in actions for kind in _kinds(action)]
    order: list[tuple[str, TemplateKey]] = []
    while waiting:
        done = {str(key) for kind, key in order if kind != "events"}
        ready = [one for one in waiting if _may_begin(*one, done)]
        assert ready, f"these wait for each other: {waiting}"
        order += [(kind, action.key) for kind, action in ready]
        waiting = [one for one in waiting if one not in ready]
    return order


def _kinds(action: Action) -> tuple[str, ...]:
    if action.action == "blocked":
        return ()
    return (action.action, "events") if action.events_later else (action.action,)


def _may_begin(kind: str, action: Action, done: set[str]) -> bool:
    if kind == "events":
        return {str(action.key), *action.depends_on} <= done
    return action.events_later or done.issuperset(action.depends_on)


def without_events(one: Template) -> Template:
    """A template as the first of two writes creates it."""
    return replace(
        one,
        buttons=tuple(
            replace(button, events=()) if isinstance(button, QuickReplyButton) else button
            for button in one.buttons
        ),
    )
