from __future__ import annotations

from graphlib import CycleError
from typing import TYPE_CHECKING

import pytest

from syncer.apply.steps import Step, needs_of, order_of, sorter_of, steps_of
from syncer.plan.values import Action

if TYPE_CHECKING:
    from syncer.plan.values import ActionKind


def create(name: str, *needs: str, later: bool = False) -> Action:
    return Action("create", name, "en", depends_on=needs, events_later=later)


@pytest.mark.parametrize("kind", ["create", "update", "delete"])
def test_an_action_is_one_write(kind: ActionKind) -> None:
    action = Action(kind, "menu", "en")
    assert [(step.kind, step.key) for step in steps_of(action)] == [(kind, "menu/en")]


def test_a_create_whose_events_come_later_is_two_writes() -> None:
    assert steps_of(create("menu", later=True)) == (
        Step("create", "menu/en"),
        Step("add events", "menu/en"),
    )


def test_a_blocked_action_is_no_write() -> None:
    assert steps_of(Action("blocked", "menu", "en")) == ()


def test_a_write_waits_for_the_creates_whose_ids_it_needs() -> None:
    update = Action("update", "menu", "en", depends_on=("a/en", "b/en"))
    assert needs_of([update, create("a"), create("b")]) == {
        Step("update", "menu/en"): (Step("create", "a/en"), Step("create", "b/en")),
        Step("create", "a/en"): (),
        Step("create", "b/en"): (),
    }


def test_in_a_circle_only_the_second_write_waits() -> None:
    needs = needs_of([create("a", "b/en", later=True), create("b", "a/en")])
    assert needs == {
        Step("create", "a/en"): (),
        Step("add events", "a/en"): (Step("create", "a/en"), Step("create", "b/en")),
        Step("create", "b/en"): (Step("create", "a/en"),),
    }


def test_what_is_blocked_beside_an_update_changes_nothing() -> None:
    update, blocked = Action("update", "menu", "en"), Action("blocked", "menu", "en")
    assert needs_of([update, blocked]) == {Step("update", "menu/en"): ()}


def test_steps_come_as_soon_as_all_that_they_need_is_done() -> None:
    sorter = sorter_of(needs_of([create("a", "b/en"), create("b"), create("c")]))
    assert set(sorter.get_ready()) == {Step("create", "b/en"), Step("create", "c/en")}
    sorter.done(Step("create", "b/en"))
    assert sorter.get_ready() == (Step("create", "a/en"),)


def test_the_start_of_the_longest_chain_goes_first_and_then_what_the_plan_has_first() -> None:
    chain = [create("c", "b/en"), create("b", "a/en"), create("a")]
    needs = needs_of([create("x"), *chain, create("y")])
    sorted_steps = sorted(needs, key=order_of(needs).__getitem__)
    assert [step.key for step in sorted_steps] == ["a/en", "b/en", "x/en", "c/en", "y/en"]


def test_a_second_write_counts_as_a_step_of_the_chain() -> None:
    circle = [create("a", "b/en", later=True), create("b", "a/en")]
    needs = needs_of([create("x", "y/en"), create("y"), *circle])
    assert min(needs, key=order_of(needs).__getitem__) == Step("create", "a/en")


def test_a_plan_with_a_circle_has_no_order() -> None:
    with pytest.raises(CycleError):
        sorter_of(needs_of([create("a", "b/en"), create("b", "a/en")]))
