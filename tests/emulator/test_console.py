from __future__ import annotations

import base64
import threading
from typing import TYPE_CHECKING

import pytest

from syncer.emulator import ConsoleError

if TYPE_CHECKING:
    from emulator.conftest import Caller, Emulate, Json

PNG = b"\x89PNG\r\n\x1a\n and pixels"
MINIMUM: Json = {"name": "a", "language": "en"}


def test_a_template_can_be_added_in_any_state(caller: Caller) -> None:
    fields = {
        "status": "PAUSED",
        "quality": "RED",
        "category": "AUTHENTICATION",
        "rejected_reason": "SCAM",
        "tag_ids": [33989, 33991, 12345],
        "is_close_auto_flow": 1,
        "footer": "Bye",
    }
    added = caller.emulator.console.add_template(MINIMUM | fields)
    detail, row = caller.detail(added["id"]), caller.row("a", "en")
    assert detail["status"] == "PAUSED"
    assert detail["quality_score"] == {"score": "RED"}
    assert detail["tag_ids"] == [33989, 33991, 12345]
    assert (row["quality"], row["category"], row["waRejectedReason"]) == (
        "RED",
        "AUTHENTICATION",
        "SCAM",
    )


def test_a_media_header_is_added_with_its_bytes(caller: Caller) -> None:
    header = {
        "format": "IMAGE",
        "filename": "a.png",
        "content_base64": base64.b64encode(PNG).decode(),
    }
    added = caller.emulator.console.add_template(MINIMUM | {"header": header})
    part = caller.component(added["id"], "HEADER")
    assert part
    assert (part["format"], part["filename"]) == ("IMAGE", "a.png")
    assert caller.http.get(part["example"]["header_handle"]).content == PNG


def test_events_of_tags_are_given_their_ids(caller: Caller) -> None:
    events: list[Json] = [
        {"event": "tag", "tag_name": "vip"},
        {"event": "tag", "tag_name": "elsewhere", "tag_id": 7},
        {"event": "text", "text": "Hi"},
    ]
    button = {"type": "QUICK_REPLY", "text": "Yes", "events": events}
    added = caller.emulator.console.add_template(MINIMUM | {"buttons": [button]})
    [shown] = caller.buttons(added["id"])
    ids = [event["tagId"] for event in shown["buttonReqs"]["buttonEvents"]]
    assert ids == [33989, 7, None]


def test_everything_stored_is_listed(caller: Caller) -> None:
    created = caller.create(content="See https://a.example", tag_name="vip")
    [stored] = caller.emulator.console.templates()
    assert stored == caller.emulator.console.template(created["id"])
    assert (stored["body"], stored["tag_ids"]) == ("See https://a.example", (33989,))
    assert stored["status"] == "APPROVED"


def test_what_is_deleted_in_time_is_no_longer_listed(emulate: Emulate) -> None:
    caller = emulate(delete_seconds=60)
    caller.delete(caller.create()["id"])
    assert len(caller.emulator.console.templates()) == 1
    caller.emulator.console.skip_seconds(61)
    assert caller.emulator.console.templates() == []


def test_a_change_shows_at_once_and_moves_updated_at(caller: Caller) -> None:
    created = caller.create(footerText="Bye", headerText="News")
    caller.emulator.console.skip_seconds(5)
    before = caller.row(created["name"])
    caller.emulator.console.change_template(created["id"], {"body": "By hand", "header": None})
    kinds = [part["type"] for part in caller.detail(created["id"])["components"]]
    after = caller.row(created["name"])
    assert kinds == ["BODY", "FOOTER"]
    assert after["content"] == "By hand"
    assert after["updated_at"] > before["updated_at"]


@pytest.mark.parametrize("updated_at", ["contents", "all"])
def test_whether_updated_at_tells_of_what_meta_changes_is_a_switch(
    emulate: Emulate, updated_at: str
) -> None:
    caller = emulate(updated_at=updated_at)
    created = caller.create()
    before = caller.row(created["name"])
    caller.emulator.console.skip_seconds(5)
    caller.emulator.console.change_template(created["id"], {"quality": "RED", "status": "PAUSED"})
    after = caller.row(created["name"])
    assert after["quality"] == "RED"
    assert (after["updated_at"] > before["updated_at"]) is (updated_at == "all")


def test_a_status_set_by_hand_ends_the_review(emulate: Emulate) -> None:
    caller = emulate(review_seconds=60)
    created = caller.create()
    caller.emulator.console.change_template(created["id"], {"quality": "GREEN"})
    assert caller.detail(created["id"])["status"] == "PENDING"
    caller.emulator.console.change_template(created["id"], {"status": "IN_APPEAL"})
    caller.emulator.console.skip_seconds(61)
    assert caller.detail(created["id"])["status"] == "IN_APPEAL"


def test_a_template_is_deleted_by_hand_in_any_state_and_its_name_is_locked(
    caller: Caller,
) -> None:
    console = caller.emulator.console
    added = console.add_template({"name": "a", "language": "en_US", "status": "DISABLED"})
    console.delete_template(added["id"])
    assert caller.page()["total"] == 0
    assert caller.refused(caller.write("POST", caller.fields(name="a")))[0] == 22041


def test_wrong_requests_are_named(caller: Caller) -> None:
    console = caller.emulator.console
    added = console.add_template(MINIMUM)
    with pytest.raises(ConsoleError, match="no template 7"):
        console.template(7)
    with pytest.raises(ConsoleError, match="no template 7"):
        console.delete_template(7)
    with pytest.raises(ConsoleError, match="ids of a template"):
        console.change_template(added["id"], {"id": 7})
    with pytest.raises(ConsoleError, match="colour"):
        console.change_template(added["id"], {"colour": "red"})
    with pytest.raises(ConsoleError, match="language"):
        console.add_template({"name": "a"})
    with pytest.raises(ConsoleError, match="colour"):
        console.add_form({"id": "1", "name": "a", "colour": "red"})
    assert console.template(added["id"]) == console.templates()[0]


def test_many_are_added_or_none(caller: Caller) -> None:
    with pytest.raises(ConsoleError):
        caller.emulator.console.add_templates([MINIMUM, {"name": "b"}])
    assert caller.page()["total"] == 0


def test_tags_are_added_once(caller: Caller) -> None:
    console = caller.emulator.console
    assert console.add_tag("new", 40000) == 40000
    assert console.add_tag("new") == 40000
    assert console.add_tag("next") == 40001
    assert console.tags() == {
        "vip": 33989,
        "orders": 33991,
        "support": 33992,
        "new": 40000,
        "next": 40001,
    }
    assert caller.detail(caller.create(tag_name="new")["id"])["tag_ids"] == [40000]


def test_forms_are_added_and_replaced(caller: Caller) -> None:
    console = caller.emulator.console
    console.add_form({"id": "77", "name": "ask", "status": "DRAFT"})
    console.add_form({"id": "77", "name": "ask"})
    assert [(form["id"], form["status"]) for form in console.forms()] == [
        ("77", "PUBLISHED"),
        ("803348158336427", "PUBLISHED"),
    ]


def test_requests_are_logged_and_counted(caller: Caller) -> None:
    console = caller.emulator.console
    body = caller.fields()
    caller.write("POST", body)
    caller.write("POST", body)
    caller.page(name="x")
    caller.http.get(f"{caller.emulator.base_url}/media/12")
    caller.http.get(f"{caller.emulator.base_url}/api/shortLink/doAccess/12")
    counts = {"create": 2, "list": 1, "media": 1, "short_link": 1}
    assert console.request_counts() == counts
    first, second = console.requests("create")
    assert (first.method, first.path, first.body, first.code, first.status) == (
        "POST",
        f"/saas/wa/template/{caller.phone}",
        body,
        0,
        200,
    )
    assert second.code == 22041
    [listed] = console.requests("list")
    assert (listed.query["name"], listed.body) == ("x", None)
    assert [request.endpoint for request in console.requests()] == [
        "create",
        "create",
        "list",
        "media",
        "short_link",
    ]
    console.reset_requests()
    assert console.requests() == []


def test_a_call_that_is_refused_early_is_logged_without_its_body(caller: Caller) -> None:
    caller.send("POST", f"template/{caller.phone}", headers={"sign": "0" * 32})
    [refused] = caller.emulator.console.requests()
    assert (refused.endpoint, refused.code, refused.body) == ("create", 1003, None)


def test_the_console_may_be_used_from_several_threads(caller: Caller) -> None:
    console = caller.emulator.console

    def add(start: int) -> None:
        for number in range(start, start + 20):
            console.add_template({"name": f"t{number}", "language": "en"})

    threads = [threading.Thread(target=add, args=(start,)) for start in (0, 100, 200)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({stored["id"] for stored in console.templates()}) == 60
