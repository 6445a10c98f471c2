"""What an action costs beside its work: a review, a name, a share of the hour's creations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from syncer.plan.history import utc_minute

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from syncer.model import LiveTemplate
    from syncer.plan.history import History
    from syncer.plan.values import Action

_LIMITS = ((250, "250 templates of a business that is not verified"), (6000, "6,000 templates"))
"""How many templates Meta lets an account have, each language counted (Meta, "Limitations")."""


def costs_of(action: Action, live: LiveTemplate | None) -> tuple[str, ...]:
    """What applying an action means for a live template, in words."""
    if live is None:
        return ()
    if action.action == "update" and action.sync_meta:
        return (_edit(live.status),)
    return (_deletion(live.status),) if action.action == "delete" else ()


def account_costs(actions: Sequence[Action], rows: int, history: History) -> Iterator[str]:
    """What all actions together use up of the account's limits; `rows` counts what is there."""
    created = sum(action.action == "create" and action.sync_meta for action in actions)
    if not created:
        return
    yield _creations(created, history)
    after = rows + sum(_GROWTH.get(action.action, 0) for action in actions)
    for most, words in _LIMITS:
        if rows <= most < after:
            yield f"the account will have {after} templates, and Meta allows {words}"


_GROWTH = {"create": 1, "delete": -1}


def _edit(status: str) -> str:
    if status == "APPROVED":
        return (
            "this sends a live template to review, and it may not be sendable until that ends; it"
            " is the one edit that Meta takes in 24 hours"
        )
    return f"this sends a template that is {status} to review again"


def _deletion(status: str) -> str:
    if status == "APPROVED":
        return (
            "this deletes an approved template: its name is locked for 30 days in this language,"
            " and keeps its category if it is created again"
        )
    return "this deletes a template: its name is locked for about a minute in this language"


def _creations(created: int, history: History) -> str:
    most, before = history.creations_per_hour, len(history.creations())
    left = max(0, created - history.creations_left)
    known = f", {before} of them made already by this machine" if before else ""
    told = f"{before + created - left} of {most} creations this hour{known}"
    if not left:
        return told
    again = utc_minute(history.creations_free_again)
    return f"{told}; apply leaves {left} for later: apply again after {again}"
