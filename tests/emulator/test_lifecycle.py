from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from emulator.conftest import Caller, Emulate, Json

DAY = 24 * 60 * 60
NOT_EDITABLE = ("PENDING", "IN_APPEAL", "DISABLED", "PENDING_DELETION", "LIMIT_EXCEEDED")


def seeded(caller: Caller, **fields: object) -> Json:
    """A template in any state, as the body of an update that changes its content."""
    added = caller.emulator.console.add_template({"name": "a", "language": "en_US", **fields})
    return caller.fields(name="a", category_type=1, id=added["id"])


def status(caller: Caller, template_id: int) -> str:
    found: str = caller.detail(template_id)["status"]
    return found


def refusal(caller: Caller, answer: Json) -> str:
    code, message = caller.refused(answer)
    assert code == 22041
    return message


def test_a_review_ends_at_once_by_default(caller: Caller) -> None:
    assert status(caller, caller.create()["id"]) == "APPROVED"


def test_a_review_takes_as_long_as_the_switch_says(emulate: Emulate) -> None:
    caller = emulate(review_seconds=3600)
    created = caller.create()
    submitted = caller.row(created["name"])
    caller.emulator.console.skip_seconds(3500)
    assert status(caller, created["id"]) == "PENDING"
    caller.emulator.console.skip_seconds(200)
    assert status(caller, created["id"]) == "APPROVED"
    approved = caller.row(created["name"])
    assert approved["status"] != submitted["status"]


@pytest.mark.parametrize("updated_at", ["contents", "all"])
def test_whether_updated_at_tells_of_a_reviews_end_is_a_switch(
    emulate: Emulate, updated_at: str
) -> None:
    caller = emulate(review_seconds=3600, updated_at=updated_at)
    name = caller.create()["name"]
    submitted = caller.row(name)
    caller.emulator.console.skip_seconds(3700)
    told = caller.row(name)["updated_at"] > submitted["updated_at"]
    assert told is (updated_at == "all")


@pytest.mark.parametrize("fields", [{"name": "reject_me"}, {"content": "please reject_me"}])
def test_a_review_can_end_in_a_rejection_with_its_reason(emulate: Emulate, fields: Json) -> None:
    caller = emulate(rejections={"reject_me": "INVALID_FORMAT"})
    created = caller.create(**fields)
    assert status(caller, created["id"]) == "REJECTED"
    assert caller.row(created["name"])["waRejectedReason"] == "INVALID_FORMAT"
    other = caller.create()
    assert status(caller, other["id"]) == "APPROVED"


@pytest.mark.parametrize("fields", [{"name": "big_sale"}, {"content": "a sale"}])
def test_a_review_can_end_in_another_category(emulate: Emulate, fields: Json) -> None:
    caller = emulate(recategorisations={"sale": "MARKETING"}, review_seconds=60)
    created = caller.create(category_type=2, **fields)
    assert caller.detail(created["id"])["category"] == "UTILITY"
    caller.emulator.console.skip_seconds(60)
    assert status(caller, created["id"]) == "APPROVED"
    assert caller.detail(created["id"])["category"] == "MARKETING"
    assert caller.row(created["name"])["category"] == "MARKETING"


def test_what_is_rejected_keeps_its_category(emulate: Emulate) -> None:
    caller = emulate(recategorisations={"sale": "MARKETING"}, rejections={"sale": "SCAM"})
    created = caller.create(category_type=2, content="a sale")
    assert caller.detail(created["id"])["category"] == "UTILITY"


def test_a_rejected_template_loses_its_reason_when_it_is_mended(emulate: Emulate) -> None:
    caller = emulate(rejections={"bad": "INVALID_FORMAT"})
    created = caller.create(content="bad")
    caller.update(created, content="good")
    assert status(caller, created["id"]) == "APPROVED"
    assert caller.row(created["name"])["waRejectedReason"] == ""


def test_an_edit_goes_to_review_again(emulate: Emulate) -> None:
    caller = emulate(review_seconds=60)
    body = seeded(caller)
    caller.update(body)
    assert status(caller, body["id"]) == "PENDING"


def test_without_syn_meta_nothing_goes_to_review(emulate: Emulate) -> None:
    caller = emulate(review_seconds=60)
    body = seeded(caller)
    caller.update(body, syn_meta=False, content="Changed here only")
    assert status(caller, body["id"]) == "APPROVED"
    part = caller.component(body["id"], "BODY")
    assert part
    assert part["text"] == "Changed here only"


@pytest.mark.parametrize("state", NOT_EDITABLE)
def test_some_states_cannot_be_edited_but_by_nxcloud_alone(caller: Caller, state: str) -> None:
    body = seeded(caller, status=state)
    assert f"that is {state} cannot be edited" in refusal(caller, caller.write("PUT", body))
    caller.update(body, syn_meta=False)
    assert status(caller, body["id"]) == state


@pytest.mark.parametrize("state", ["REJECTED", "PAUSED"])
def test_a_rejected_or_paused_template_takes_any_edit_any_number_of_times(
    caller: Caller, state: str
) -> None:
    body = seeded(caller, status=state)
    for _ in range(3):
        caller.update(body, category_type=2)
        caller.emulator.console.change_template(body["id"], {"status": state})


def test_the_category_of_an_approved_template_is_fixed(caller: Caller) -> None:
    body = seeded(caller) | {"category_type": 2}
    assert "category" in refusal(caller, caller.write("PUT", body))


def test_an_approved_template_takes_one_edit_in_24_hours(caller: Caller) -> None:
    body = seeded(caller)
    caller.update(body)
    assert "1 times in 24 hours" in refusal(caller, caller.write("PUT", body))
    caller.emulator.console.skip_seconds(DAY)
    caller.update(body)


def test_an_approved_template_takes_ten_edits_in_30_days(caller: Caller) -> None:
    body = seeded(caller)
    for _ in range(10):
        caller.update(body)
        caller.emulator.console.skip_seconds(DAY)
    assert "10 times in 30 days" in refusal(caller, caller.write("PUT", body))
    caller.emulator.console.skip_seconds(20 * DAY)
    caller.update(body)


def test_edits_are_not_limited_where_the_switch_says_so(emulate: Emulate) -> None:
    caller = emulate(edit_limits=False)
    body = seeded(caller)
    caller.update(body)
    caller.update(body)


def test_a_template_that_meta_never_saw_is_pending_until_it_is_submitted(caller: Caller) -> None:
    created = caller.create(syn_meta=False)
    assert status(caller, created["id"]) == "PENDING"
    caller.emulator.console.skip_seconds(DAY)
    assert status(caller, created["id"]) == "PENDING"
    caller.update(created, syn_meta=True)
    assert status(caller, created["id"]) == "APPROVED"


def test_a_name_is_locked_for_a_minute_after_a_deletion(caller: Caller) -> None:
    body = seeded(caller, status="REJECTED")
    caller.ok("DoneAnswer", caller.delete(body["id"]))
    again = caller.fields(name="a")
    assert "locked" in refusal(caller, caller.write("POST", again))
    caller.create(name="a", language="de")
    caller.emulator.console.skip_seconds(61)
    caller.create(name="a")


def test_the_name_of_an_approved_template_is_locked_for_30_days(caller: Caller) -> None:
    body = seeded(caller)
    caller.ok("DoneAnswer", caller.delete(body["id"]))
    caller.emulator.console.skip_seconds(29 * DAY)
    again = caller.fields(name="a")
    assert "locked" in refusal(caller, caller.write("POST", again))
    caller.emulator.console.skip_seconds(DAY + 1)
    caller.create(name="a")


def test_a_name_that_meta_never_saw_is_not_locked(caller: Caller) -> None:
    created = caller.create(syn_meta=False, name="a")
    caller.ok("DoneAnswer", caller.delete(created["id"]))
    caller.create(name="a")


@pytest.mark.parametrize("state", ["DISABLED", "PENDING_DELETION"])
def test_some_states_cannot_be_deleted(caller: Caller, state: str) -> None:
    body = seeded(caller, status=state)
    assert f"that is {state} cannot be deleted" in refusal(caller, caller.delete(body["id"]))


def test_a_deletion_may_take_its_time(emulate: Emulate) -> None:
    caller = emulate(delete_seconds=60, lock_seconds=0, approved_lock_seconds=0)
    body = seeded(caller)
    caller.ok("DoneAnswer", caller.delete(body["id"]))
    assert status(caller, body["id"]) == "PENDING_DELETION"
    again = caller.fields(name="a")
    assert "already a template" in refusal(caller, caller.write("POST", again))
    caller.emulator.console.skip_seconds(60)
    assert caller.page()["total"] == 0
    caller.create(name="a")


def test_an_hour_takes_so_many_creations(emulate: Emulate) -> None:
    caller = emulate(creations_per_hour=2)
    caller.create()
    caller.ok("DoneAnswer", caller.delete(caller.create()["id"]))
    assert "2 templates were created" in refusal(caller, caller.write("POST", caller.fields()))
    caller.create(syn_meta=False)
    caller.emulator.console.skip_seconds(3601)
    caller.create()


def test_an_account_holds_so_many_templates(emulate: Emulate) -> None:
    caller = emulate(templates_per_account=2)
    caller.emulator.console.add_template({"name": "viber", "language": "en", "channel": 1})
    caller.create()
    created = caller.create()
    assert "has 2 templates" in refusal(caller, caller.write("POST", caller.fields()))
    caller.ok("DoneAnswer", caller.delete(created["id"]))
    caller.create()


def test_a_refused_creation_does_not_count(emulate: Emulate) -> None:
    caller = emulate(creations_per_hour=1)
    refusal(caller, caller.write("POST", caller.fields(tag_name="nobody")))
    caller.create()
