from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from emulator.conftest import Caller, Emulate, Json

NOTHING = {
    "format": None,
    "text": None,
    "buttons": None,
    "parameters": None,
    "sub_type": None,
    "index": None,
    "example": None,
    "filename": None,
    "url": None,
    "media_id": None,
    "h": None,
    "media_type": None,
}
NO_BUTTON = {
    "payload": None,
    "url": None,
    "phone_number": None,
    "flow_id": None,
    "navigate_screen": None,
    "flow_action": None,
    "buttonReqs": None,
}
JUNE = 1719325886.9  # 2024-06-25 14:31:26.9 UTC


def test_the_row_of_the_list_is_the_documented_one(caller: Caller) -> None:
    added = caller.emulator.console.add_template(
        {
            "name": "button_test",
            "language": "en_GB",
            "body": "Hello, I can help you.",
            "created_at": JUNE,
            "updated_at": JUNE + 60,
        }
    )
    assert caller.page()["list"] == [
        {
            "id": added["id"],
            "channel": 2,
            "name": "button_test",
            "content": "Hello, I can help you.",
            "created_at": "2024-06-25 14:31:26",
            "updated_at": "2024-06-25 14:32:26",
            "status": 2,
            "language": "en_GB",
            "language_name": "English (UK)",
            "unsubscribe": "",
            "additional": None,
            "quality": "UNKNOWN",
            "category": "MARKETING",
            "category_type": 1,
            "waRejectedReason": "",
            "is_close_auto_flow": 0,
        }
    ]


def test_the_times_of_a_row_may_be_of_another_time_zone(emulate: Emulate) -> None:
    caller = emulate(utc_offset_hours=8)
    seed = {"name": "a", "language": "en", "updated_at": JUNE}
    caller.emulator.console.add_template(seed)
    assert caller.row("a", "en")["updated_at"] == "2024-06-25 22:31:26"


def test_a_row_copes_with_what_this_api_cannot_write(caller: Caller) -> None:
    seed = {"name": "a", "language": "xx", "category": "AUTHENTICATION", "status": "NEW_STATUS"}
    caller.emulator.console.add_template(seed)
    row = caller.row("a", "xx")
    assert (row["language_name"], row["category"]) == ("xx", "AUTHENTICATION")
    assert (row["category_type"], row["status"]) == (99, 99)


def test_the_detail_is_the_documented_one(caller: Caller) -> None:
    created = caller.create(
        content="Hi {{First Name}}", headerText="News", footerText="Bye", tag_name="orders"
    )
    detail = caller.detail(created["id"])
    meta_id = detail.pop("id")
    assert 10**14 <= meta_id < 10**16
    assert detail == {
        "namespace": None,
        "name": created["name"],
        "category": "UTILITY",
        "category_type": 2,
        "components": [
            {**NOTHING, "type": "HEADER", "format": "TEXT", "text": "News"},
            {
                **NOTHING,
                "type": "BODY",
                "text": "Hi {{First Name}}",
                "example": {"body_text": [["8613800000000"]]},
            },
            {**NOTHING, "type": "FOOTER", "text": "Bye"},
        ],
        "language": "en_US",
        "status": "APPROVED",
        "quality_score": {"score": "UNKNOWN"},
        "tag_ids": [33991],
        "is_close_auto_flow": 0,
    }


def test_tags_are_not_read_back_where_the_switch_says_so(emulate: Emulate) -> None:
    caller = emulate(tag_ids_read="empty")
    assert caller.detail(caller.create(tag_name="vip")["id"])["tag_ids"] == []


def test_a_quick_reply_comes_back_with_its_events(caller: Caller) -> None:
    target = caller.create()
    events: list[Json] = [
        {"event": "tag", "tagName": "vip"},
        {"event": "text", "text": "Thank you"},
        {"event": "template", "templateId": target["id"], "templateName": target["name"]},
    ]
    quick_reply = {
        "type": "QUICK_REPLY",
        "text": "Stop",
        "customizeType": "unsubscribe",
        "buttonEvents": events,
    }
    created = caller.create(buttonComponents=[quick_reply])
    [button] = caller.buttons(created["id"])
    payload = button["buttonReqs"].pop("payload")
    assert payload.isdigit()
    nothing = dict.fromkeys(("tagName", "tagId", "templateName", "templateId", "text"))
    assert button == {
        **NO_BUTTON,
        "type": "QUICK_REPLY",
        "text": "Stop",
        "buttonReqs": {
            "type": "QUICK_REPLY",
            "customizeType": "unsubscribe",
            "text": "Stop",
            "phoneNumber": None,
            "url": None,
            "buttonEvents": [nothing | {"tagId": 33989} | events[0]]
            + [nothing | event for event in events[1:]],
            "flow_id": None,
            "navigate_screen": None,
            "flow_action": None,
        },
    }


def test_a_quick_reply_has_a_new_payload_after_each_write(caller: Caller) -> None:
    quick_reply = {"type": "QUICK_REPLY", "text": "Yes", "customizeType": "conventional"}
    created = caller.create(buttonComponents=[quick_reply])
    before = caller.buttons(created["id"])[0]["buttonReqs"]["payload"]
    caller.update(created)
    assert caller.buttons(created["id"])[0]["buttonReqs"]["payload"] != before


@pytest.mark.parametrize("written", ["8613128000000", "+86 131-2800 (0000)"])
def test_a_phone_number_comes_back_with_a_plus_and_digits(caller: Caller, written: str) -> None:
    button = {"type": "PHONE_NUMBER", "text": "Call", "phoneNumber": written}
    assert caller.buttons(caller.create(buttonComponents=[button])["id"]) == [
        {**NO_BUTTON, "type": "PHONE_NUMBER", "text": "Call", "phone_number": "+8613128000000"}
    ]


def test_a_url_button_keeps_its_url_and_loses_its_events(emulate: Emulate) -> None:
    caller = emulate(short_links="detail_and_list")
    button = {
        "type": "URL",
        "text": "Go",
        "url": "https://shop.example/{{1}}",
        "buttonEvents": [{"event": "text", "text": "Never read back"}],
    }
    assert caller.buttons(caller.create(buttonComponents=[button])["id"]) == [
        {**NO_BUTTON, "type": "URL", "text": "Go", "url": "https://shop.example/{{1}}"}
    ]


@pytest.mark.parametrize("written", ["flow", "FLOW"])
def test_a_flow_button_comes_back_with_more_than_was_sent(caller: Caller, written: str) -> None:
    button = {"type": written, "text": "Ask", "flow_id": "803348158336427"}
    assert caller.buttons(caller.create(buttonComponents=[button])["id"]) == [
        {
            **NO_BUTTON,
            "type": "FLOW",
            "text": "Ask",
            "flow_id": "803348158336427",
            "navigate_screen": "SIGN_IN",
            "flow_action": "NAVIGATE",
        }
    ]


def test_a_body_without_placeholders_has_no_example(caller: Caller) -> None:
    body = caller.component(caller.create(content="Hello {name}")["id"], "BODY")
    assert body
    assert body["example"] is None


def test_headers_and_buttons_that_this_api_cannot_write_are_shown(caller: Caller) -> None:
    added = caller.emulator.console.add_template(
        {
            "name": "a",
            "language": "en",
            "header": {"format": "LOCATION"},
            "buttons": [{"type": "COPY_CODE", "text": "Copy"}],
        }
    )
    header = caller.component(added["id"], "HEADER")
    assert header == {**NOTHING, "type": "HEADER", "format": "LOCATION"}
    assert caller.buttons(added["id"]) == [{**NO_BUTTON, "type": "COPY_CODE", "text": "Copy"}]
