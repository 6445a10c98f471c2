from __future__ import annotations

from dataclasses import replace

import pytest
from support.planning import EVERYTHING, PRUNE, planned
from support.templates import desired, live, snapshot, template

from syncer.config import Limits
from syncer.plan.limits import Consent, refusals
from syncer.plan.values import AccountPlan, Selection, Summary

LIVE = 20


def plan(in_scope: int, **summary: int) -> AccountPlan:
    return replace(planned().plan, in_scope=in_scope, desired_total=5, summary=Summary(**summary))


def messages(plan: AccountPlan, limits: Limits | None = None, **consent: bool) -> list[str]:
    found = refusals(plan, limits or Limits(), Consent(**consent))
    return [error.message for error in found]


@pytest.mark.parametrize("verb", ["delete", "update"])
@pytest.mark.parametrize(
    ("in_scope", "count", "percent", "refused"),
    [
        (10, 3, 30, False),
        (10, 4, 30, True),
        (9, 9, 30, False),
        (9, 9, 0, False),
        (10, 1, 0, True),
        (10, 10, 100, False),
        (1000, 300, 30, False),
        (1000, 301, 30, True),
        (11, 3, 30, False),
        (13, 4, 30, True),
    ],
)
def test_the_limits_count_from_ten_templates_in_scope_on(
    verb: str, in_scope: int, count: int, percent: int, *, refused: bool
) -> None:
    limits = Limits(**{f"max_{verb}_percent": percent})
    assert bool(messages(plan(in_scope, **{verb: count}), limits)) is refused


@pytest.mark.parametrize("kind", ["create", "blocked", "unchanged", "unmanaged"])
def test_nothing_else_is_limited(kind: str) -> None:
    assert messages(plan(10, **{kind: 10})) == []


@pytest.mark.parametrize(
    ("in_scope", "before", "refused"),
    [(0, 0, False), (0, 9, False), (0, 10, True), (0, 5000, True), (1, 5000, False)],
)
def test_a_scope_that_suddenly_matches_nothing_is_refused(
    in_scope: int, before: int, *, refused: bool
) -> None:
    one = plan(in_scope, create=7)
    found = refusals(one, Limits(), Consent(), before)
    assert bool(found) is refused
    assert refusals(one, Limits(), Consent(force=True), before) == ()
    for error in found:
        assert f"where {before} were after the last apply" in error.message
        assert "from 10 on" in error.message
        assert "create 7" in error.message
        assert "--force" in error.hint


def test_a_refusal_says_the_number_the_limit_and_the_way_out() -> None:
    (error,) = refusals(plan(41, delete=13), Limits(), Consent())
    assert error.message == (
        "shop: this would delete 13 of 41 live templates in scope, where"
        " limits.max_delete_percent = 30 allows 12"
    )
    assert error.hint == (
        "check that this is meant, then run apply with --force, or raise limits.max_delete_percent"
    )


def test_every_limit_that_is_passed_is_told() -> None:
    found = messages(plan(10, delete=5, update=5))
    assert [("delete 5" in text, "update 5" in text) for text in found] == [
        (True, False),
        (False, True),
    ]


def test_force_lifts_the_limits() -> None:
    assert messages(plan(10, delete=10, update=10), force=True) == []


def test_no_templates_in_the_files_never_mean_delete_all_not_even_with_force() -> None:
    lives = [live(template(f"shop_{number}"), number) for number in range(3)]
    emptied = planned([], snapshot(*lives), EVERYTHING, PRUNE).plan
    assert emptied.summary.delete == 3
    for force in (False, True):
        (error,) = refusals(emptied, Limits(), Consent(force=force))
        assert error.message == (
            "shop: the files declare no template at all, and this would delete 3 live ones"
        )
        assert "--allow-empty" in error.hint
    assert refusals(emptied, Limits(), Consent(allow_empty=True)) == ()


def test_allow_empty_does_not_lift_the_limits() -> None:
    lives = [live(template(f"shop_{number}"), number) for number in range(LIVE)]
    emptied = planned([], snapshot(*lives), EVERYTHING, PRUNE).plan
    assert len(messages(emptied)) == 2
    assert len(messages(emptied, allow_empty=True)) == 1
    assert messages(emptied, allow_empty=True, force=True) == []


def test_templates_left_out_by_only_are_no_empty_files() -> None:
    lives = [live(template(name), number) for number, name in enumerate(("kept", "gone"))]
    narrow = Selection(only=("gone",), prune=True)
    one = planned([desired(template("kept"))], snapshot(*lives), EVERYTHING, narrow).plan
    assert one.summary.delete == 1
    assert messages(one) == []


@pytest.mark.parametrize(("selected", "refused"), [(6, False), (7, True)])
def test_only_narrows_what_is_counted_and_not_the_scope_that_it_is_a_part_of(
    selected: int, *, refused: bool
) -> None:
    names = [f"shop_{number:02}" for number in range(LIVE)]
    files = [desired(template(name, footer="New")) for name in names]
    lives = snapshot(*(live(template(name), number) for number, name in enumerate(names)))
    only = Selection(only=tuple(names[:selected]))
    narrowed = planned(files, lives, selection=only).plan
    assert (narrowed.in_scope, narrowed.summary.update) == (LIVE, selected)
    assert bool(messages(narrowed)) is refused


def test_what_is_protected_or_not_selected_still_belongs_to_the_scope() -> None:
    files = [desired(template("declared"), protect=True)]
    lives = [live(template(name), number) for number, name in enumerate(("declared", "other"))]
    rows = snapshot(*lives)
    assert planned(files, rows).plan.in_scope == 1
    assert planned(files, rows, EVERYTHING).plan.in_scope == 2
    assert planned(files, rows, EVERYTHING, Selection(exclude=("*",))).plan.in_scope == 2
