from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from support.planning import EVERYTHING, PRUNE, planned
from support.templates import desired, leading_to, live, quick_reply, snapshot, template

from syncer.config import Scope
from syncer.errors import Location
from syncer.model import TagEvent, TemplateEvent, TemplateKey
from syncer.plan.history import History, PastWrite
from syncer.plan.renames import old_keys
from syncer.plan.values import Change, Selection

if TYPE_CHECKING:
    from syncer.model import DesiredTemplate, LiveTemplate
    from syncer.plan.build import Planned
    from syncer.plan.values import Action

NOW = datetime(2026, 3, 31, tzinfo=UTC)
PLACE = Location("templates/new.yaml", 2, 15)
NEW = desired(template("new"), renamed_from="old", locations={"renamed_from": PLACE})
OLD = live(template("old"), 1)
ASK = desired(leading_to("ask", "new"))
ASKS_OLD = live(leading_to("ask", "old"), 2)


OUTLIVED = (
    "old/en is not what was renamed to new, but another template since, so it stays: remove"
    " `renamed_from` at templates/new.yaml:2:15"
)


def approved(template_id: int = 3, **changes: Any) -> LiveTemplate:
    """The new template, live."""
    return live(template("new"), template_id, **changes)


def plan_of(*lives: LiveTemplate, files: tuple[DesiredTemplate, ...] = (NEW, ASK)) -> Planned:
    return planned(files, snapshot(*lives))


def told(result: Planned) -> dict[str, tuple[str, str]]:
    return {one.name: (one.action, one.reason) for one in result.plan.actions}


def action(result: Planned, name: str) -> Action:
    (found,) = (one for one in result.plan.actions if one.name == name)
    return found


class TestBeforeTheNewTemplateIsThere:
    def test_it_is_created_and_all_else_waits(self) -> None:
        waits = "new/en has to be created and approved first"
        assert told(plan_of(OLD, ASKS_OLD)) == {
            "new": ("create", ""),
            "ask": ("blocked", f"its event stays on old/en: {waits}"),
            "old": (
                "blocked",
                f"it is being renamed to new/en, and both exist meanwhile: {waits}",
            ),
        }

    def test_the_old_one_is_neither_unmanaged_nor_pruned(self) -> None:
        result = planned([NEW, ASK], snapshot(OLD, ASKS_OLD), EVERYTHING, PRUNE)
        assert result.plan.unmanaged == ()
        assert result.plan.summary.delete == 0

    def test_the_old_one_is_told_at_the_place_of_its_old_name(self) -> None:
        assert action(plan_of(OLD), "old").source == str(PLACE)

    def test_the_held_event_is_all_that_is_blocked(self) -> None:
        files = (NEW, replace(ASK, template=replace(ASK.template, footer="Bye")))
        result = plan_of(OLD, ASKS_OLD, files=files)
        update, blocked = (one for one in result.plan.actions if one.name == "ask")
        assert (update.action, update.changes) == ("update", (Change("footer", None, "Bye"),))
        assert result.targets[ASK.key].buttons == ASKS_OLD.template.buttons
        assert blocked.changes == (Change("buttons[0].events[0].template", "old", "new"),)

    def test_another_language_is_another_rename(self) -> None:
        other = live(template("old", "de"), 9)
        assert plan_of(OLD, other).plan.unmanaged == ("old/de",)


@pytest.mark.parametrize(
    ("status", "waits"),
    [
        ("PENDING", "new/en is PENDING: apply again when it is approved"),
        ("PAUSED", "new/en is PAUSED: apply again when it is approved"),
        ("", "new/en is not reviewed: apply again when it is approved"),
        ("REJECTED", "Meta rejected new/en: mend it, and apply again"),
    ],
)
def test_until_the_new_one_is_approved_nothing_leaves_the_old_one(status: str, waits: str) -> None:
    assert told(plan_of(OLD, ASKS_OLD, approved(status=status))) == {
        "ask": ("blocked", f"its event stays on old/en: {waits}"),
        "old": ("blocked", f"it is being renamed to new/en, and both exist meanwhile: {waits}"),
    }


def test_a_change_of_the_new_one_is_approved_first() -> None:
    files = (replace(NEW, template=replace(NEW.template, footer="Bye")), ASK)
    result = told(plan_of(OLD, ASKS_OLD, approved(), files=files))
    assert result["new"][0] == "update"
    assert result["old"][1].endswith("new/en is changed, and has to be approved again first")


class TestOnceTheNewOneIsApproved:
    def test_the_events_move_and_then_the_old_one_goes(self) -> None:
        result = plan_of(OLD, ASKS_OLD, approved())
        assert told(result) == {
            "ask": ("update", ""),
            "old": ("delete", "it is new/en now, which is approved"),
        }
        assert action(result, "old").depends_on == ("ask/en",)
        assert result.targets[ASK.key] == ASK.template

    def test_the_old_one_stays_as_long_as_an_event_leads_to_it(self) -> None:
        kept = live(leading_to("kept", "old"), 9)
        result = planned([NEW, ASK], snapshot(OLD, ASKS_OLD, approved(), kept), EVERYTHING)
        assert told(result)["old"][0] == "blocked"
        assert told(result)["old"][1].startswith("an event of kept/en still leads to it")

    def test_nothing_is_left_to_do_when_the_old_one_is_gone(self) -> None:
        assert plan_of(live(ASK.template, 2), approved()).plan.actions == ()

    def test_a_deletion_under_way_is_not_waited_for(self) -> None:
        going = live(template("old"), 1, status="PENDING_DELETION")
        assert told(plan_of(going, ASKS_OLD, approved(status="PENDING"))) == {"ask": ("update", "")}

    def test_a_disabled_old_one_has_to_stay(self) -> None:
        disabled = live(template("old"), 1, status="DISABLED")
        kind, reason = told(plan_of(disabled, approved()))["old"]
        assert kind == "blocked"
        assert "appeal" in reason


def test_a_younger_template_of_the_old_name_is_not_what_was_renamed() -> None:
    result = plan_of(replace(OLD, template_id=9), live(ASK.template, 2), approved())
    assert result.plan.actions == ()
    assert result.renames == ()
    assert result.plan.unmanaged == ("old/en",)
    assert result.plan.warnings == (OUTLIVED,)


class TestEventsThatAreNotHeld:
    def test_those_that_never_led_to_the_old_one(self) -> None:
        asks = live(template("ask", buttons=(quick_reply("Go", TagEvent("vip")),)), 2)
        assert told(plan_of(OLD, asks))["ask"] == ("update", "")

    def test_those_that_were_moved_by_hand_already(self) -> None:
        moved = live(leading_to("ask", "old", "new"), 2)
        result = plan_of(OLD, moved, approved(status="PENDING"))
        assert told(result)["ask"] == ("update", "")

    def test_those_of_a_template_that_is_new_itself(self) -> None:
        assert told(plan_of(OLD))["ask"] == ("create", "")


class TestHeldEvents:
    def test_may_be_of_a_button_that_is_called_otherwise_now(self) -> None:
        relabelled = replace(ASK.template.buttons[0], text="The card")
        files = (NEW, desired(replace(ASK.template, buttons=(relabelled,))))
        result = plan_of(OLD, ASKS_OLD, files=files)
        assert result.targets[ASK.key].buttons == (
            quick_reply("The card", TemplateEvent("old", "en")),
        )
        assert action(result, "old").action == "blocked"

    def test_stay_on_whatever_the_button_leads_to_now(self) -> None:
        chain = replace(NEW, renamed_from="between")
        result = planned([chain, ASK], snapshot(OLD, ASKS_OLD, approved(status="PENDING")))
        assert told(result)["ask"] == (
            "blocked",
            "its event stays on old/en: new/en is PENDING: apply again when it is approved",
        )

    def test_do_so_by_its_place_where_its_text_is_new_too(self) -> None:
        chain = replace(NEW, renamed_from="between")
        relabelled = replace(ASK.template.buttons[0], text="The card")
        files = [chain, desired(replace(ASK.template, buttons=(relabelled,)))]
        result = planned(files, snapshot(OLD, ASKS_OLD, approved(status="PENDING")))
        assert result.targets[ASK.key].buttons[0] == quick_reply(
            "The card", TemplateEvent("old", "en")
        )

    def test_are_none_where_nothing_is_left(self) -> None:
        chain = replace(NEW, renamed_from="between")
        buttons = (quick_reply("Go", TagEvent("vip")), *ASK.template.buttons)
        files = [chain, desired(replace(ASK.template, buttons=buttons[1:]))]
        asks = live(template("ask", buttons=buttons[:1]), 2)
        result = planned(files, snapshot(OLD, asks, approved(status="PENDING")))
        assert told(result)["ask"][0] == "update"


class TestCategory:
    def test_that_meta_changed_has_to_be_accepted_before_anything_leaves_the_old_one(self) -> None:
        recategorised = live(template("new", category="MARKETING"), 3)
        result = plan_of(OLD, ASKS_OLD, recategorised)
        assert action(result, "old").action == "blocked"
        assert "MARKETING costs about four times" in action(result, "old").reason
        accepting = plan_of(
            OLD, ASKS_OLD, recategorised, files=(replace(NEW, accept_category=True), ASK)
        )
        assert action(accepting, "old").action == "delete"


class TestSelection:
    @pytest.mark.parametrize("selection", [Selection(only=("ask",)), Selection(exclude=("new",))])
    def test_a_narrowed_run_lets_nothing_go_too_early(self, selection: Selection) -> None:
        lives = snapshot(OLD, ASKS_OLD, approved(status="PENDING"))
        result = planned([NEW, ASK], lives, EVERYTHING, replace(selection, prune=True))
        assert told(result)["ask"][0] == "blocked"
        assert result.plan.summary.delete == 0

    def test_the_old_one_goes_only_if_it_is_selected_itself(self) -> None:
        lives = snapshot(OLD, live(ASK.template, 2), approved())
        for only, deletes in ((("new",), 0), (("old",), 1), (("new", "old"), 1)):
            result = planned([NEW, ASK], lives, selection=Selection(only=only))
            assert result.plan.summary.delete == deletes

    def test_an_old_one_that_is_excluded_stays(self) -> None:
        without = Selection(exclude=("old",))
        result = planned([NEW, ASK], snapshot(OLD, ASKS_OLD, approved()), selection=without)
        assert told(result) == {"ask": ("update", "")}

    def test_an_old_one_is_never_pruned_while_its_new_one_is_not_there(self) -> None:
        without = Selection(exclude=("new",), prune=True)
        result = planned([NEW], snapshot(OLD), EVERYTHING, without)
        assert result.plan.summary.delete == 0
        assert told(result)["old"][0] == "blocked"


class TestOldNames:
    def test_that_others_took_since_are_left_alone_in_every_language(self) -> None:
        german = desired(
            template("new", "de"), renamed_from="old", locations={"renamed_from": PLACE}
        )
        others = (replace(OLD, template_id=9), live(template("old", "de"), 10))
        result = planned([NEW, german], snapshot(approved(), *others))
        assert told(result) == {"new": ("create", "")}
        assert result.plan.unmanaged == ("old/de", "old/en")
        assert result.plan.warnings == (OUTLIVED,)

    def test_that_this_machine_deleted_before_are_left_alone(self) -> None:
        before = PastWrite("delete", OLD.key, NOW, sync_meta=False, template_id=1)
        lives = snapshot(replace(OLD, template_id=3), approved(template_id=9))
        past = History(NOW, (before,))
        assert planned([NEW], lives, history=past).plan.actions == ()
        in_vain = History(NOW, (replace(before, template_id=3),))
        assert planned([NEW], lives, history=in_vain).plan.summary.delete == 1

    def test_that_are_protected_are_left_alone(self) -> None:
        protect = Scope(include=("*",), protect=("old",))
        assert planned([NEW], snapshot(OLD, approved()), protect).plan.actions == ()

    def test_that_nobody_has_are_told_before_the_new_one_is_there(self) -> None:
        warning = (
            "no template old is live, so nothing is renamed to new: check `renamed_from` at"
            " templates/new.yaml:2:15"
        )
        assert plan_of(files=(NEW,)).plan.warnings == (warning,)
        assert plan_of(approved(), files=(NEW,)).plan.warnings == ()


def test_what_has_to_be_approved_still_when_it_is_sent_is_known() -> None:
    result = plan_of(OLD, ASKS_OLD, approved())
    news = frozenset({NEW.key})
    assert result.approvals == {OLD.key: news, ASK.key: news}
    assert plan_of(live(ASK.template, 2), approved()).approvals == {}


def test_the_renames_under_way_are_known_beside_the_plan() -> None:
    (rename,) = plan_of(OLD, ASKS_OLD).renames
    assert (rename.old, rename.new, rename.source) == (OLD.key, NEW.key, PLACE)
    assert plan_of(ASKS_OLD).renames == ()


def test_old_keys_are_those_of_all_that_had_another_name() -> None:
    assert old_keys([NEW, ASK]) == {TemplateKey("old", "en")}
