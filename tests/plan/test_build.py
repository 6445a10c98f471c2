from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.edits import Edit, edits
from support.planning import (
    EVERYTHING,
    PRUNE,
    SENDER,
    applied,
    planned,
    without_events,
    writes_in_order,
)
from support.templates import (
    Sides,
    desired,
    leading_to,
    live,
    row,
    sides,
    snapshot,
    template,
)

from syncer.config import Scope
from syncer.plan.build import desired_digest
from syncer.plan.order import event_targets
from syncer.plan.scope import ownership, selects
from syncer.plan.values import AccountPlan, Action, Selection

if TYPE_CHECKING:
    from syncer.model import DesiredTemplate

SCOPES = st.sampled_from((Scope(), EVERYTHING, Scope(include=("*",), protect=("*a*",))))
SELECTIONS = st.builds(
    Selection,
    st.sampled_from(((), (), ("*[a-m]*",), ("*/en*", "*_*"))),
    st.sampled_from(((), (), ("*[0-4]*",))),
    st.sampled_from((True, True, False)),
)


def only_action(plan: AccountPlan) -> Action:
    (action,) = plan.actions
    return action


# Scope and selection


@settings(max_examples=25)
@given(sides(), SCOPES, SELECTIONS)
def test_nothing_outside_scope_and_selection_gets_an_action(
    both: Sides, scope: Scope, selection: Selection
) -> None:
    plan = planned(both.desired, both.snapshot, scope, selection).plan
    declared = {one.key for one in both.desired}
    owned = ownership(scope, both.desired)
    for action in plan.actions:
        assert selects(selection, action.key)
        assert owned.includes(action.key)
        if action.key not in declared:
            assert selection.prune, "no delete without prune, not even a blocked one"
            assert not owned.protects(action.key)
        if action.action == "delete":
            assert action.key not in declared
    touched = {str(action.key) for action in plan.actions}
    assert touched.isdisjoint(plan.unmanaged)


@settings(max_examples=25)
@given(sides(), SCOPES, SELECTIONS)
def test_every_template_is_counted_once(both: Sides, scope: Scope, selection: Selection) -> None:
    plan = planned(both.desired, both.snapshot, scope, selection).plan
    owned, counts = ownership(scope, both.desired), plan.summary
    for kind in ("create", "update", "delete", "blocked"):
        assert getattr(counts, kind) == sum(one.action == kind for one in plan.actions)
    selected = [one.key for one in both.desired if selects(selection, one.key)]
    changed = {action.key for action in plan.actions}
    assert counts.unchanged == sum(key not in changed for key in selected)
    undeclared = both.snapshot.rows.keys() - {one.key for one in both.desired}
    assert plan.unmanaged == tuple(
        str(key)
        for key in sorted(undeclared)
        if not (selection.prune and owned.includes(key) and not owned.protects(key))
    )
    assert counts.unmanaged == len(plan.unmanaged)
    assert plan.desired_total == len(both.desired)
    assert plan.in_scope == sum(owned.includes(key) for key in both.snapshot.rows)


def test_an_undeclared_language_of_a_declared_name_is_pruned_without_include() -> None:
    lives = [live(), live(template("shop_greeting", "de"), 2), live(template("another"), 3)]
    plan = planned([desired()], snapshot(*lives), selection=PRUNE).plan
    action = only_action(plan)
    assert (action.action, str(action.key), action.template_id) == ("delete", "shop_greeting/de", 2)
    assert action.live_digest == lives[1].digest
    assert [change.after for change in action.changes] == [None, None]
    assert plan.unmanaged == ("another/en",)


def test_live_templates_outside_the_run_need_no_details() -> None:
    listed = row(live(template("another"), 3))
    plan = planned([desired()], snapshot(live(), rows=[listed]), selection=PRUNE).plan
    assert plan.unmanaged == ("another/en",)


@pytest.mark.parametrize(
    ("files", "scope"),
    [
        ([desired(protect=True)], Scope()),
        ([desired()], Scope(protect=("shop_*",))),
        ([], Scope(include=("*",), protect=("shop_greeting",))),
    ],
)
def test_a_protected_name_is_never_deleted(files: list[DesiredTemplate], scope: Scope) -> None:
    lives = snapshot(live(), live(template("shop_greeting", "de"), 2))
    plan = planned(files, lives, scope, PRUNE).plan
    assert plan.summary.delete == 0
    assert "shop_greeting/de" in plan.unmanaged


def test_a_selection_narrows_deletes_too() -> None:
    lives = snapshot(live(template("a"), 1), live(template("b"), 2))
    narrowed = replace(PRUNE, only=("a",))
    plan = planned([desired()], lives, EVERYTHING, narrowed).plan
    assert [(one.action, one.name) for one in plan.actions] == [("delete", "a")]
    assert plan.unmanaged == (), "b would go too, in a run that selects it"


def test_what_is_being_deleted_already_needs_no_delete() -> None:
    lives = snapshot(live(status="PENDING_DELETION"))
    assert planned([], lives, EVERYTHING, PRUNE).plan.actions == ()


def test_a_disabled_template_cannot_be_pruned() -> None:
    action = only_action(planned([], snapshot(live(status="DISABLED")), EVERYTHING, PRUNE).plan)
    assert action.action == "blocked"
    assert "appeal" in action.reason


# Order, and what comes of it


@settings(max_examples=40)
@given(sides(), SCOPES, SELECTIONS)
def test_every_target_of_an_event_exists_when_it_is_needed(
    both: Sides, scope: Scope, selection: Selection
) -> None:
    done = planned(both.desired, both.snapshot, scope, selection)
    actions = {one.key: one for one in done.plan.actions if one.action != "blocked"}
    there = set(both.snapshot.rows)
    for kind, key in writes_in_order(done.plan.actions):
        if kind == "delete":
            there.remove(key)
            continue
        sent = done.targets[key]
        if kind == "create" and actions[key].events_later:
            sent = without_events(sent)
        assert event_targets(sent) <= there, f"{kind} {key}"
        there.add(key)


@settings(max_examples=40)
@given(sides(), SELECTIONS)
def test_no_event_of_what_the_run_knows_is_left_that_leads_to_a_deleted_template(
    both: Sides, selection: Selection
) -> None:
    done = planned(both.desired, both.snapshot, EVERYTHING, selection)
    deleted = {one.key for one in done.plan.actions if one.action == "delete"}
    lives = applied(done, both.snapshot).templates
    known = [one for key, one in lives.items() if selects(selection, key)]
    left = [one.template for one in known] + [one.template for one in both.desired]
    assert all(deleted.isdisjoint(event_targets(one)) for one in left)


@settings(max_examples=40)
@given(sides(), SCOPES, SELECTIONS)
def test_once_applied_nothing_but_what_is_blocked_is_left(
    both: Sides, scope: Scope, selection: Selection
) -> None:
    done = planned(both.desired, both.snapshot, scope, selection)
    again = planned(both.desired, applied(done, both.snapshot), scope, selection)
    blocked = [one for one in done.plan.actions if one.action == "blocked"]
    assert [one.action for one in again.plan.actions] == ["blocked"] * len(blocked)
    assert [(one.key, one.reason) for one in again.plan.actions] == [
        (one.key, one.reason) for one in blocked
    ]
    assert [one.changes for one in again.plan.actions] == [one.changes for one in blocked]


def test_a_chain_is_created_from_its_end() -> None:
    files = [desired(leading_to("a", "b")), desired(leading_to("b", "c")), desired(template("c"))]
    plan = planned(files).plan
    assert [one.depends_on for one in plan.actions] == [("b/en",), ("c/en",), ()]
    assert not any(one.events_later for one in plan.actions)


def test_of_a_circle_one_gets_its_events_in_a_second_write() -> None:
    plan = planned([desired(leading_to("a", "b")), desired(leading_to("b", "a"))]).plan
    assert [one.action for one in plan.actions] == ["create", "create"]
    assert [(one.depends_on, one.events_later) for one in plan.actions] == [
        (("b/en",), False),
        (("a/en",), True),
    ]


def test_one_that_leads_to_itself_gets_its_events_in_a_second_write() -> None:
    action = only_action(planned([desired(leading_to("a", "a"))]).plan)
    assert (action.depends_on, action.events_later) == ((), True)


def test_a_live_circle_needs_no_second_write() -> None:
    files = [desired(leading_to("a", "b")), desired(leading_to("b", "a"))]
    plan = planned(files, snapshot(live(template("a"), 1), live(template("b"), 2))).plan
    assert [(one.action, one.depends_on, one.events_later) for one in plan.actions] == [
        ("update", (), False),
        ("update", (), False),
    ]


def test_deletes_go_in_the_reverse_order_of_the_events() -> None:
    lives = [live(leading_to("a", "b"), 1), live(leading_to("b", "c"), 2), live(template("c"), 3)]
    plan = planned([desired(template("a"))], snapshot(*lives), EVERYTHING, PRUNE).plan
    assert [(one.action, one.name, one.depends_on) for one in plan.actions] == [
        ("update", "a", ()),
        ("delete", "b", ("a/en",)),
        ("delete", "c", ("b/en",)),
    ]


# Digests


@settings(max_examples=40)
@given(edits())
def test_the_digest_of_a_rendered_template_changes_with_every_edit(edit: Edit) -> None:
    before, after = desired(edit.before), desired(edit.after)
    assert desired_digest(before) != desired_digest(after)
    assert desired_digest(before) == desired_digest(desired(replace(edit.before)))


def test_the_digest_of_a_rendered_template_covers_how_it_is_sent_and_kept() -> None:
    variants = [desired(), desired(sync_meta="never"), desired(protect=True)]
    assert len({desired_digest(one) for one in variants}) == 3
    assert desired_digest(desired(examples={"First Name": "Ana"})) == desired_digest(desired())


def test_a_fingerprint_is_of_the_files_and_of_the_live_templates_that_are_touched() -> None:
    files = [desired(template("a", footer="Bye")), desired(template("b"))]
    touched, same = live(template("a"), 1), live(template("b"), 2)
    before = planned(files, snapshot(touched, same)).plan.fingerprint
    assert before.startswith("sha256:")
    assert planned(files, snapshot(touched, same)).plan.fingerprint == before
    rated = replace(touched, quality="RED")
    unread = live(template("c"), 3)
    assert planned(files, snapshot(rated, same, unread)).plan.fingerprint == before
    moved = live(template("a", body="By hand"), 1)
    assert planned(files, snapshot(moved, same)).plan.fingerprint != before
    assert planned(files[:1], snapshot(touched, same)).plan.fingerprint != before


def test_a_plan_says_which_sender_it_is_for() -> None:
    plan = planned().plan
    shown = (plan.account, plan.phone, plan.tenant_id, plan.base_url)
    assert shown == (SENDER.account, SENDER.phone, SENDER.tenant_id, SENDER.base_url)


@settings(max_examples=10)
@given(sides())
def test_a_plan_does_not_depend_on_the_order_in_which_the_live_side_was_read(both: Sides) -> None:
    shuffled = replace(
        both.snapshot,
        rows=dict(reversed(list(both.snapshot.rows.items()))),
        templates=dict(reversed(list(both.snapshot.templates.items()))),
    )
    plans = [
        planned(both.desired, one, EVERYTHING, PRUNE).plan for one in (both.snapshot, shuffled)
    ]
    assert plans[0] == plans[1]
