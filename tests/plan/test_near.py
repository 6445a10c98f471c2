from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import given, settings
from support.planning import EVERYTHING, PRUNE, planned
from support.templates import Sides, desired, leading_to, live, row, sides, snapshot, template

from syncer.plan.near import near
from syncer.plan.order import event_targets

if TYPE_CHECKING:
    from collections.abc import Sequence

    from syncer.model import LiveTemplate, Snapshot, Template, TemplateKey

GREETING, GOODBYE = template("shop_greeting"), template("shop_goodbye")


def names(one: Snapshot) -> tuple[set[str], set[str]]:
    """What is left of the details, and of the list."""
    return {key.name for key in one.templates}, {key.name for key in one.rows}


def left(
    *lives: LiveTemplate, files: Sequence[Template] = (GREETING, GOODBYE)
) -> tuple[set[str], set[str]]:
    """What is left where these are live and the files want those."""
    whole = snapshot(*lives)
    return names(near(planned(map(desired, files), whole), whole))


def test_nothing_is_left_where_nothing_differs() -> None:
    assert left(live(GREETING, 1), live(GOODBYE, 2)) == (set(), set())


def test_what_is_to_change_is_left() -> None:
    changed = replace(GREETING, body="Good day.")
    assert left(live(changed, 1), live(GOODBYE, 2)) == ({"shop_greeting"}, {"shop_greeting"})


def test_what_is_not_well_is_left() -> None:
    red = live(GREETING, 1, quality="RED")
    assert left(red, live(GOODBYE, 2)) == ({"shop_greeting"}, {"shop_greeting"})


def test_what_is_in_review_is_left_as_it_may_be_followed() -> None:
    pending = live(GREETING, 1, status="PENDING")
    assert left(pending, live(GOODBYE, 2)) == ({"shop_greeting"}, {"shop_greeting"})


def test_of_what_a_write_leads_to_the_id_is_left() -> None:
    new = leading_to("shop_menu", "shop_goodbye")
    found = left(live(GREETING, 1), live(GOODBYE, 2), files=(GREETING, GOODBYE, new))
    assert found == (set(), {"shop_goodbye"})


def test_of_what_the_live_template_leads_to_the_id_is_left() -> None:
    files = (replace(leading_to("shop_menu"), buttons=()), GOODBYE)
    found = left(live(leading_to("shop_menu", "shop_goodbye"), 1), live(GOODBYE, 2), files=files)
    assert found == ({"shop_menu"}, {"shop_menu", "shop_goodbye"})


def test_the_list_of_other_templates_is_not_left() -> None:
    changed = live(replace(GREETING, body="Good day."), 1)
    whole = snapshot(changed, rows=[row(live(template("somebody_elses"), 3))])
    assert names(near(planned([desired(GREETING)], whole), whole))[1] == {"shop_greeting"}


def test_forms_and_warnings_are_left() -> None:
    whole = snapshot(live(GREETING, 1), warnings=["odd"])
    rest = near(planned([desired(GREETING)], whole), whole)
    assert (rest.forms, rest.warnings) == (whole.forms, ("odd",))


@settings(max_examples=50)
@given(sides())
def test_all_that_a_write_reads_is_left(both: Sides) -> None:
    done = planned(both.desired, both.snapshot, EVERYTHING, PRUNE)
    rest = near(done, both.snapshot)
    for action in done.plan.actions:
        assert rest.templates.get(action.key) == both.snapshot.templates.get(action.key)
        target = done.targets.get(action.key)
        needed: set[TemplateKey] = {action.key, *(event_targets(target) if target else ())}
        needed |= done.approvals.get(action.key, frozenset())
        assert {key: rest.rows.get(key) for key in needed} == {
            key: both.snapshot.rows.get(key) for key in needed
        }
