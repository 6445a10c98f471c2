"""A plan's actions as steps with an order: a create whose events come later is two."""

from __future__ import annotations

from dataclasses import dataclass
from graphlib import TopologicalSorter
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from syncer.plan.values import Action

StepKind = Literal["create", "update", "delete", "add events"]


@dataclass(frozen=True, slots=True)
class Step:
    """One write: the action's own, or the second one that adds the events of a circle."""

    kind: StepKind
    key: str


def steps_of(action: Action) -> tuple[Step, ...]:
    """The writes of one action, in order; none for a blocked one."""
    if action.action == "blocked":
        return ()
    first = Step(action.action, str(action.key))
    return (first, Step("add events", first.key)) if action.events_later else (first,)


def needs_of(actions: Iterable[Action]) -> dict[Step, tuple[Step, ...]]:
    """For each step, the steps that have to be done before it.

    What waits for a create waits for its id only, not for its second write.
    """
    by_key = {step.key: (action, step) for action in actions for step in steps_of(action)[:1]}
    needs: dict[Step, tuple[Step, ...]] = {}
    for action, first in by_key.values():
        waits = tuple(by_key[key][1] for key in action.depends_on)
        needs[first] = () if action.events_later else waits
        for later in steps_of(action)[1:]:
            needs[later] = (first, *waits)
    return needs


def order_of(needs: Mapping[Step, tuple[Step, ...]]) -> dict[Step, tuple[int, int]]:
    """Which of the steps that are ready goes first: the least of these numbers, which are distinct.

    It is the one that the longest chain of others waits for, so that all end soon; then the first.
    """
    heights = dict.fromkeys(needs, 0)
    for step in reversed(tuple(TopologicalSorter(needs).static_order())):
        for need in needs[step]:
            heights[need] = max(heights[need], heights[step] + 1)
    return {step: (-height, number) for number, (step, height) in enumerate(heights.items())}


def sorter_of(needs: dict[Step, tuple[Step, ...]]) -> TopologicalSorter[Step]:
    """The steps as a graph that hands out whatever is ready.

    Raises CycleError for a plan that has a circle, which none of `plan_account` has.
    """
    sorter = TopologicalSorter(needs)
    sorter.prepare()
    return sorter
