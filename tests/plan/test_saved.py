from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from support.planning import EVERYTHING, PRUNE, SENDER, plan_of, planned
from support.templates import MEDIA, Sides, desired, live, row, sides, snapshot, template

from syncer.errors import Location, RefusedError
from syncer.plan.build import Sender, plan_account
from syncer.plan.file import plan_document, read_plan
from syncer.plan.saved import still_valid
from syncer.plan.scope import Mandate
from syncer.plan.values import Selection

if TYPE_CHECKING:
    from collections.abc import Sequence

    from syncer.model import DesiredTemplate, Snapshot
    from syncer.plan.build import Planned
    from syncer.plan.values import AccountPlan

FILES = (desired(template("a", footer="Bye")), desired(template("b")), desired(template("new")))
LIVE = (live(template("a"), 1), live(template("b"), 2), live(template("old"), 3))


def made(files: Sequence[DesiredTemplate] = FILES, lives: Snapshot | None = None) -> Planned:
    """A plan that updates a, creates new and deletes old, and has nothing to do for b."""
    return planned(files, lives or snapshot(*LIVE), EVERYTHING, PRUNE)


def saved(now: Planned) -> AccountPlan:
    """The plan once it has been to a file and back."""
    (account,) = read_plan(json.loads(json.dumps(plan_document(plan_of(now.plan))))).accounts
    return account


def refusal(now: Planned, before: AccountPlan | None = None) -> str:
    with pytest.raises(RefusedError) as caught:
        still_valid(before or saved(made()), now)
    assert "make a new plan" in caught.value.hint
    message = caught.value.message
    assert message.startswith("shop: the saved plan no longer fits: ")
    return message.removeprefix("shop: the saved plan no longer fits: ")


@settings(max_examples=10)
@given(sides())
def test_a_plan_stays_valid_as_long_as_nothing_moves(both: Sides) -> None:
    now = planned(both.desired, both.snapshot, EVERYTHING, PRUNE)
    assert still_valid(saved(now), now) == now


def test_what_is_applied_are_the_saved_actions_with_what_they_send_now() -> None:
    before = saved(made())
    now = made()
    found = still_valid(before, now)
    assert found.plan is before
    assert found.targets == now.targets


@pytest.mark.parametrize(
    "now",
    [
        pytest.param(
            made([replace(FILES[0], location=Location("b.yaml", 9, 9)), *FILES[1:]]), id="lines"
        ),
        pytest.param(
            made(lives=snapshot(*LIVE[:2], replace(LIVE[2], quality="RED"))), id="quality"
        ),
        pytest.param(
            made(lives=snapshot(LIVE[0], live(template("b", tag="x"), 2), LIVE[2])),
            id="a live template that the plan does not touch",
        ),
        pytest.param(
            made(lives=snapshot(*LIVE, live(template("shop"), 4))),
            id="another that could be deleted",
        ),
    ],
)
def test_what_the_plan_was_not_made_from_may_move(now: Planned) -> None:
    before = saved(made())
    assert still_valid(before, now).plan == before


@pytest.mark.parametrize(
    ("now", "moved"),
    [
        pytest.param(made(FILES[:2]), "new/en is no longer in the files", id="a file less"),
        pytest.param(
            made([*FILES, desired(template("z"))]), "z/en is new in the files", id="a file more"
        ),
        pytest.param(
            made([FILES[0], desired(template("b", body="Hi")), FILES[2]]),
            "b/en or its media changed in the files",
            id="another text",
        ),
        pytest.param(
            made([FILES[0], replace(FILES[1], sync_meta="never"), FILES[2]]),
            "b/en or its media changed in the files",
            id="another way to send it",
        ),
        pytest.param(
            made(lives=snapshot(live(template("a", tag="x"), 1), *LIVE[1:])),
            "a/en was changed on the live side",
            id="a live template that would be updated",
        ),
        pytest.param(
            made(lives=snapshot(*LIVE[:2], live(template("old", tag="x"), 3))),
            "old/en was changed on the live side",
            id="a live template that would be deleted",
        ),
        pytest.param(
            made(lives=snapshot(*LIVE, live(template("new", body="Hi"), 4))),
            "new/en was changed on the live side",
            id="a live template where none was",
        ),
        pytest.param(
            made(lives=snapshot(*LIVE, live(template("new"), 4))),
            "new/en needs no create now",
            id="the same done by hand",
        ),
        pytest.param(
            made(lives=snapshot(*LIVE[:2])), "old/en needs no delete now", id="deleted by hand"
        ),
        pytest.param(
            made(lives=snapshot(replace(LIVE[0], template_id=7), *LIVE[1:])),
            "a/en would be a different update now",
            id="another template of the same name",
        ),
        pytest.param(
            made(lives=snapshot(replace(LIVE[0], status="PENDING"), *LIVE[1:])),
            "a/en is blocked now: it is in review (PENDING) and cannot be edited until that ends;"
            " plan again then",
            id="blocked by now",
        ),
    ],
)
def test_a_saved_plan_is_refused_and_what_moved_is_named(now: Planned, moved: str) -> None:
    assert refusal(now) == moved


def test_other_media_bytes_are_another_template() -> None:
    files = [desired(template(header=medium.header)) for medium in MEDIA[:2]]
    now, before = (planned([one], snapshot(live(template()))) for one in files)
    assert refusal(now, saved(before)) == "shop_greeting/en or its media changed in the files"


def test_what_is_no_longer_blocked_is_another_plan() -> None:
    files, marketing = [desired()], template(category="MARKETING")
    before = planned(files, snapshot(live(marketing)))
    now = planned(files, snapshot(live()))
    assert refusal(now, saved(before)) == "shop_greeting/en is not blocked now"


@pytest.mark.parametrize(
    ("sender", "moved"),
    [
        (replace(SENDER, phone="4912345"), "phone was 8615800001795, now 4912345"),
        (replace(SENDER, tenant_id=2), "tenant_id was 1, now 2"),
        (
            replace(SENDER, base_url="https://eu.example"),
            "base_url was https://api.example, now https://eu.example",
        ),
    ],
)
def test_a_plan_for_another_sender_is_refused(sender: Sender, moved: str) -> None:
    now = plan_account(sender, FILES, snapshot(*LIVE), Mandate(EVERYTHING, PRUNE))
    assert refusal(now) == f"the account's {moved}"


def test_a_plan_of_edited_actions_is_refused() -> None:
    before = saved(made())
    fewer = replace(before, actions=before.actions[1:])
    assert refusal(made(), fewer) == "its actions are not those that it was saved with"


def test_a_change_that_was_edited_is_refused() -> None:
    before = saved(made())
    edited = replace(before.actions[0], changes=())
    fewer = replace(before, actions=(edited, *before.actions[1:]))
    assert refusal(made(), fewer) == "a/en would be a different update now"


def test_of_many_things_that_moved_the_first_ten_are_named() -> None:
    files = [desired(template(f"t{number:02}")) for number in range(12)]
    now = planned([replace(one, protect=True) for one in files])
    message = refusal(now, saved(planned(files)))
    assert message.startswith("t00/en or its media changed in the files; t01/en or ")
    assert message.endswith("; t09/en or its media changed in the files and 2 more")


def test_live_templates_outside_the_selection_may_move() -> None:
    only = Selection(only=("a",))
    before = saved(planned(FILES, snapshot(*LIVE), EVERYTHING, only))
    others = snapshot(LIVE[0], rows=[row(live(template("x"), 8))])
    assert still_valid(before, planned(FILES, others, EVERYTHING, only)).plan == before
