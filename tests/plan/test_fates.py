from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from support.planning import EVERYTHING, PRUNE, planned
from support.templates import desired, leading_to, live, quick_reply, snapshot, template

from syncer.config import Scope
from syncer.model import QuickReplyButton, TemplateEvent, TemplateKey
from syncer.plan.values import Action, Selection

EVERY_LIVE_ONE = (EVERYTHING, PRUNE)
USED = (
    "an event of {} leads to it; remove that event first, or declare this template,"
    " or list it under `scope.protect`"
)
UNREACHABLE = (
    "an event of it leads to {}, which is neither live nor created by this plan;"
    " select that one too"
)


def shown(actions: tuple[Action, ...]) -> list[tuple[str, str, str]]:
    return [(one.action, one.name, one.reason) for one in actions]


# Events that lead to a template that will not be there


def test_what_leads_to_a_template_that_is_not_selected_is_blocked_and_so_is_what_leads_there() -> (
    None
):
    files = [leading_to("a", "b"), leading_to("b", "c"), template("c"), template("d")]
    plan = planned(map(desired, files), selection=Selection(exclude=("c",))).plan
    assert shown(plan.actions) == [
        ("blocked", "a", UNREACHABLE.format("b/en")),
        ("blocked", "b", UNREACHABLE.format("c/en")),
        ("create", "d", ""),
    ]


def test_a_template_that_is_live_can_be_led_to_selected_or_not() -> None:
    files = [desired(leading_to("a", "b")), desired(template("b", footer="Bye"))]
    lives = snapshot(live(template("b")))
    plan = planned(files, lives, selection=Selection(only=("a",))).plan
    assert shown(plan.actions) == [("create", "a", "")]
    assert plan.actions[0].depends_on == ()


def test_an_update_that_is_blocked_for_it_shows_its_difference_and_keeps_its_warnings() -> None:
    there = live(template("a", body="See https://nx.example/api/shortLink/doAccess/Y3"))
    a = replace(leading_to("a", "b"), body="See https://shop.example/")
    files = [desired(a), desired(template("b"))]
    plan = planned(files, snapshot(there), selection=Selection(only=("a",))).plan
    (action,) = plan.actions
    assert (action.action, action.template_id, action.live_digest) == ("blocked", 314, there.digest)
    assert action.reason == UNREACHABLE.format("b/en")
    assert [change.path for change in action.changes] == ["buttons[0]"]
    assert len(plan.warnings) == 1


def test_a_template_that_cannot_be_created_uses_nothing_but_what_its_file_says() -> None:
    files = [desired(leading_to("a", "b")), desired(template("b"))]
    only = Selection(only=("a", "old"), prune=True)
    plan = planned(files, snapshot(live(template("old"))), EVERYTHING, only).plan
    assert shown(plan.actions) == [
        ("blocked", "a", UNREACHABLE.format("b/en")),
        ("delete", "old", ""),
    ]


# Deletes of what is still in use


@pytest.mark.parametrize("selection", [PRUNE, Selection(exclude=("menu",), prune=True)])
def test_what_an_event_in_the_files_leads_to_is_not_deleted(selection: Selection) -> None:
    external = frozenset({TemplateKey("legacy", "en")})
    files = [desired(leading_to("menu", "legacy"), external=external)]
    lives = snapshot(live(leading_to("menu", "legacy")), live(template("legacy"), 2))
    plan = planned(files, lives, EVERYTHING, selection).plan
    assert shown(plan.actions) == [("blocked", "legacy", USED.format("menu/en"))]


@pytest.mark.parametrize("kept", [{"status": "PENDING"}, {"status": "DISABLED"}])
def test_what_a_blocked_update_leaves_in_use_is_not_deleted(kept: dict[str, Any]) -> None:
    """The file drops the button, and Meta cannot hear of that now."""
    menu = live(leading_to("menu", "old"), **kept)
    plan = planned(
        [desired(template("menu"))], snapshot(menu, live(template("old"), 2)), *EVERY_LIVE_ONE
    ).plan
    assert [(one.action, one.name) for one in plan.actions] == [
        ("blocked", "menu"),
        ("blocked", "old"),
    ]
    assert plan.actions[1].reason == USED.format("menu/en")


def test_what_a_partly_blocked_update_leaves_in_use_is_not_deleted() -> None:
    """In review the tag is written, and the button that the file drops stays."""
    menu = live(leading_to("menu", "old"), status="PENDING")
    files = [desired(template("menu", tag="vip"))]
    plan = planned(files, snapshot(menu, live(template("old"), 2)), *EVERY_LIVE_ONE).plan
    assert [(one.action, one.name) for one in plan.actions] == [
        ("update", "menu"),
        ("blocked", "menu"),
        ("blocked", "old"),
    ]


def test_an_update_that_drops_the_event_comes_before_the_delete() -> None:
    there = template("menu", buttons=(quick_reply("Go", TemplateEvent("old", "en")),))
    files = [desired(template("menu", buttons=(QuickReplyButton("Go"),)))]
    lives = snapshot(live(there, status="PENDING"), live(template("old"), 2))
    plan = planned(files, lives, *EVERY_LIVE_ONE).plan
    assert [(one.action, one.name, one.depends_on) for one in plan.actions] == [
        ("update", "menu", ()),
        ("delete", "old", ("menu/en",)),
    ]


def test_what_is_used_by_a_template_that_stays_stays_too() -> None:
    external = frozenset({TemplateKey("a", "en")})
    files = [desired(leading_to("menu", "a"), external=external)]
    lives = [
        leading_to("menu", "a"),
        leading_to("a", "b"),
        leading_to("b", "c", "a"),
        template("c"),
    ]
    rows = snapshot(*(live(one, at) for at, one in enumerate(lives)), live(template("z"), 9))
    plan = planned(files, rows, *EVERY_LIVE_ONE).plan
    assert shown(plan.actions) == [
        ("blocked", "a", USED.format("menu/en")),
        ("blocked", "b", USED.format("a/en")),
        ("blocked", "c", USED.format("b/en")),
        ("delete", "z", ""),
    ]


def test_a_disabled_template_stays_and_so_does_what_it_uses() -> None:
    rows = snapshot(live(leading_to("a", "b"), status="DISABLED"), live(template("b"), 2))
    disabled, used = planned([], rows, *EVERY_LIVE_ONE).plan.actions
    assert (disabled.action, "appeal" in disabled.reason) == ("blocked", True)
    assert (used.action, used.reason) == ("blocked", USED.format("a/en"))


def test_templates_that_use_each_other_are_deleted_together() -> None:
    rows = snapshot(live(leading_to("a", "b"), 1), live(leading_to("b", "a"), 2))
    plan = planned([], rows, *EVERY_LIVE_ONE).plan
    assert [(one.action, one.depends_on) for one in plan.actions] == [
        ("delete", ("b/en",)),
        ("delete", ()),
    ]


def test_a_protected_template_in_use_is_unmanaged_and_not_blocked() -> None:
    external = frozenset({TemplateKey("legacy", "en")})
    files = [desired(leading_to("menu", "legacy"), external=external)]
    lives = snapshot(live(leading_to("menu", "legacy")), live(template("legacy"), 2))
    plan = planned(files, lives, Scope(("*",), ("legacy",)), PRUNE).plan
    assert (plan.actions, plan.unmanaged) == ((), ("legacy/en",))


def test_what_a_template_outside_the_selection_leads_to_stays() -> None:
    lives = snapshot(live(leading_to("menu", "old"), 1), live(template("old"), 2))
    files = [desired(template("menu"))]
    narrowed = Selection(only=("old",), prune=True)
    (action,) = planned(files, lives, EVERYTHING, narrowed).plan.actions
    assert action.action == "blocked"
    assert "menu/en" in action.reason


def test_an_event_to_a_template_that_is_being_deleted_is_blocked_like_the_template() -> None:
    going = live(template("old"), 2, status="PENDING_DELETION")
    files = [desired(leading_to("menu", "old")), desired(template("old"))]
    actions = planned(files, snapshot(going)).plan.actions
    assert [(one.name, one.action) for one in actions] == [("menu", "blocked"), ("old", "blocked")]
