from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.edits import Edit, edits
from support.planning import (
    EVERYTHING,
    PRUNE,
    planned,
)
from support.templates import (
    FORMS,
    MEDIA,
    desired,
    live,
    snapshot,
    template,
    template_sets,
)

from syncer.config import Scope
from syncer.errors import InvalidFilesError
from syncer.model import FlowButton, Form, MediaHeader, Template, UnnamedTags
from syncer.plan.costs import costs_of
from syncer.plan.order import event_targets
from syncer.plan.values import AccountPlan, Action, Change, Selection, Summary

SCOPES = st.sampled_from((Scope(), EVERYTHING, Scope(include=("*",), protect=("*a*",))))
SELECTIONS = st.builds(
    Selection,
    st.sampled_from(((), (), ("*[a-m]*",), ("*/en*", "*_*"))),
    st.sampled_from(((), (), ("*[0-4]*",))),
    st.sampled_from((True, True, False)),
)

PARCEL = MEDIA[0].header


def only_action(plan: AccountPlan) -> Action:
    (action,) = plan.actions
    return action


@settings(max_examples=25)
@given(template_sets())
def test_a_plan_of_equal_sides_is_empty(several: tuple[Template, ...]) -> None:
    lives = snapshot(*(live(one, 300 + at) for at, one in enumerate(several)))
    plan = planned(map(desired, several), lives, EVERYTHING, PRUNE).plan
    assert not plan.has_changes
    assert plan.summary == Summary(unchanged=len(several))
    assert (plan.unmanaged, plan.warnings) == ((), ())


@settings(max_examples=60)
@given(edits())
def test_a_single_edit_is_one_action_with_exactly_that_change(edit: Edit) -> None:
    targets = [live(template(key.name, key.language), 9) for key in event_targets(edit.after)]
    paused = live(edit.before, status="PAUSED")
    plan = planned([desired(edit.after)], snapshot(paused, *targets)).plan
    action = only_action(plan)
    assert (action.action, action.key, action.template_id) == ("update", edit.after.key, 314)
    assert action.changes == (Change(edit.path, edit.old, edit.new),)


def test_a_template_that_is_not_live_is_created() -> None:
    plan = planned([desired(template(body="Hi"))]).plan
    assert plan.summary == Summary(create=1)
    assert only_action(plan) == Action(
        "create",
        "shop_greeting",
        "en",
        source="templates/shop_greeting.yaml:4:3",
        changes=(Change("category", None, "UTILITY"), Change("body", None, "Hi")),
        sync_meta=True,
    )


def test_a_difference_is_an_update_that_keeps_what_it_was_made_from() -> None:
    there = live(template(footer="Bye"))
    plan = planned([desired()], snapshot(there)).plan
    assert plan.summary == Summary(update=1)
    assert only_action(plan) == Action(
        "update",
        "shop_greeting",
        "en",
        template_id=314,
        source="templates/shop_greeting.yaml:4:3",
        changes=(Change("footer", "Bye", None),),
        sync_meta=True,
        costs=costs_of(only_action(plan), there),
        live_digest=there.digest,
    )


def test_what_is_sent_to_meta_follows_sync_meta() -> None:
    files = [desired(template("new"), sync_meta="never"), desired(template("old", tag="vip"))]
    plan = planned(files, snapshot(live(template("old")))).plan
    assert [action.sync_meta for action in plan.actions] == [False, False]


def test_where_only_a_part_is_blocked_an_update_stands_beside_it() -> None:
    there = live(template(category="MARKETING"))
    result = planned([desired(template(footer="Bye"))], snapshot(there))
    update, blocked = result.plan.actions
    assert (update.action, blocked.action) == ("update", "blocked")
    assert update.changes == (Change("footer", None, "Bye"),)
    assert blocked.changes == (Change("category", "MARKETING", "UTILITY"),)
    assert "cannot be edited" in blocked.reason
    assert blocked.template_id == 314
    target = template(category="MARKETING", footer="Bye")
    assert result.targets == {target.key: target}
    assert result.plan.summary == Summary(update=1, blocked=1)


def test_two_reasons_are_told_in_one_action() -> None:
    there = live(template(header=None, body="See https://nx.example/api/shortLink/doAccess/Y"))
    files = [desired(template(body="Another", tag="vip"))]
    action = only_action(planned(files, snapshot(replace(there, status="PENDING"))).plan)
    assert action.action == "blocked"
    assert action.reason.startswith("it is in review (PENDING)")
    assert "; its live body holds a short link" in action.reason


def test_a_declared_template_that_is_being_deleted_is_blocked() -> None:
    plan = planned([desired()], snapshot(live(status="PENDING_DELETION"))).plan
    action = only_action(plan)
    assert action.action == "blocked"
    assert "locked for 30 days" in action.reason
    assert [change.path for change in action.changes] == ["category", "body"]


def test_unknown_values_are_warnings_and_no_changes() -> None:
    there = live(template(tag=UnnamedTags((7,), (None,))))
    plan = planned([desired(template(tag="vip"))], snapshot(there, warnings=["a page moved"])).plan
    assert plan.summary == Summary(unchanged=1)
    assert [text.partition(":")[0] for text in plan.warnings] == [
        "a page moved",
        "shop_greeting/en",
    ]


def test_forms_are_compared_by_their_id_and_their_errors_are_warnings() -> None:
    form = Form("7", "booking", "PUBLISHED", ("no end screen",))
    by_name = template(buttons=(FlowButton("Book", "booking"),))
    by_id = template(buttons=(FlowButton("Book", "7"),))
    plan = planned([desired(by_name)], snapshot(live(by_id), forms=[form])).plan
    assert plan.summary == Summary(unchanged=1)
    assert plan.warnings == ("form booking (7): no end screen",)
    with pytest.raises(InvalidFilesError):
        planned([desired(by_name)], snapshot(live(by_id), forms=FORMS))


def test_a_warning_that_many_templates_share_is_told_once() -> None:
    tagged = [template(name, tag=UnnamedTags((99,), (None,))) for name in "abcdefg"]
    lives = [live(one, 300 + at) for at, one in enumerate(tagged)]
    plan = planned([desired(template(one.name)) for one in tagged], snapshot(*lives)).plan
    (warning,) = plan.warnings
    assert warning.startswith("a/en, b/en, c/en, d/en, e/en and 2 more: tag 99 has no known name")


def test_an_update_says_what_it_sends_along_without_knowing_what_is_live() -> None:
    link = "https://nx.example/api/shortLink/doAccess/t1"
    ours = template(body="See https://shop.example/new now.", header=PARCEL, close_unassigned=True)
    theirs = template(body=f"See {link} now.", header=MediaHeader("IMAGE", None, "1.png"))
    (action,) = planned([desired(ours)], snapshot(live(theirs))).plan.actions
    assert (action.action, [change.path for change in action.changes]) == (
        "update",
        ["close_unassigned"],
    )
    assert "the file's URL and media" in action.reason
