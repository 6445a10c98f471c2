from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from emulator.conftest import Caller, Emulate, Json

QUICK_REPLY = {"type": "QUICK_REPLY", "text": "Yes", "customizeType": "conventional"}
WHOLE = {
    "headerText": "News",
    "footerText": "Reply STOP to opt out",
    "tag_name": "vip",
    "is_close_auto_flow": 1,
    "buttonComponents": [QUICK_REPLY],
}


def kinds(caller: Caller, template_id: int) -> list[str]:
    return [part["type"] for part in caller.detail(template_id)["components"]]


def refusal(caller: Caller, **fields: object) -> str:
    code, message = caller.refused(caller.write("POST", caller.fields(**fields)))
    assert code == 22041
    return message


def quick_reply(*events: dict[str, Any]) -> Json:
    return {"buttonComponents": [QUICK_REPLY | {"buttonEvents": list(events)}]}


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"name": "Not This"}, "name"),
        ({"name": "a" * 513}, "name"),
        ({"content": "x" * 1025}, "content has 1024"),
        ({"headerText": "x" * 61}, "headerText has 60"),
        ({"footerText": "x" * 61}, "footerText has 60"),
        ({"buttonComponents": [QUICK_REPLY | {"text": "x" * 26}]}, "button text has 25"),
        ({"buttonComponents": [{"type": "URL", "text": "Go", "url": "ftp://a.example"}]}, "url"),
        (
            {"buttonComponents": [{"type": "URL", "text": "Go", "url": f"https://{'a' * 2000}"}]},
            "2000",
        ),
        (
            {"buttonComponents": [{"type": "PHONE_NUMBER", "text": "Go", "phoneNumber": "home"}]},
            "home is no phone number",
        ),
        (
            {"buttonComponents": [{"type": "PHONE_NUMBER", "text": "Go", "phoneNumber": "1" * 21}]},
            "1 is no phone number",
        ),
        ({"buttonComponents": [{"type": "FLOW", "text": "Go", "flow_id": "12"}]}, "no form 12"),
        ({"mediaType": "IMAGE", "mediaId": "12", "templateMediaId": "4"}, "no media 12"),
    ],
)
def test_meta_refuses_what_it_does_not_take(caller: Caller, fields: Json, reason: str) -> None:
    assert reason in refusal(caller, **fields)


def test_texts_may_be_as_long_as_meta_allows(caller: Caller) -> None:
    caller.create(content="x" * 1024, headerText="x" * 60, footerText="x" * 60)


def test_a_form_that_is_not_published_is_refused(caller: Caller) -> None:
    caller.emulator.console.add_form({"id": "77", "name": "draft", "status": "DRAFT"})
    flow = {"type": "FLOW", "text": "Ask", "flow_id": "77"}
    assert "form 77 is DRAFT" in refusal(caller, buttonComponents=[flow])


def test_a_put_with_every_field_replaces_every_field(caller: Caller) -> None:
    created = caller.create(**WHOLE)
    emptied: Json = {
        "headerText": "",
        "footerText": "",
        "tag_name": "",
        "is_close_auto_flow": 0,
        "buttonComponents": [],
    }
    caller.update(created, **emptied, content="All new", category_type=2)
    detail = caller.detail(created["id"])
    assert kinds(caller, created["id"]) == ["BODY"]
    assert detail["components"][0]["text"] == "All new"
    assert (detail["tag_ids"], detail["is_close_auto_flow"]) == ([], 0)


def test_a_put_without_a_field_keeps_it_by_default(caller: Caller) -> None:
    created = caller.create(**WHOLE)
    before = caller.detail(created["id"])
    caller.update({key: item for key, item in created.items() if key not in WHOLE})
    assert caller.detail(created["id"]) == before


def test_a_put_without_a_field_clears_it_where_the_switch_says_so(emulate: Emulate) -> None:
    caller = emulate(put_missing_fields="cleared")
    created = caller.create(**WHOLE)
    caller.update({key: item for key, item in created.items() if key not in WHOLE})
    detail = caller.detail(created["id"])
    assert kinds(caller, created["id"]) == ["BODY"]
    assert (detail["tag_ids"], detail["is_close_auto_flow"]) == ([], 0)


def test_a_media_header_is_cleared_by_empty_media_fields_only(emulate: Emulate) -> None:
    caller = emulate(edit_limits=False)
    created = caller.create()
    caller.update(created, **caller.media())
    caller.update(created, headerText="")
    assert kinds(caller, created["id"]) == ["HEADER", "BODY"]
    caller.update(created, mediaId="", mediaType="", templateMediaId="")
    assert kinds(caller, created["id"]) == ["BODY"]


def test_a_text_header_takes_the_place_of_a_media_header(caller: Caller) -> None:
    created = caller.create(**caller.media())
    body = {key: item for key, item in created.items() if not key.startswith(("media", "temp"))}
    caller.update(body, headerText="Now a text")
    header = caller.component(created["id"], "HEADER")
    assert header
    assert (header["format"], header["media_id"]) == ("TEXT", None)


def test_an_unknown_tag_is_refused(caller: Caller) -> None:
    assert "no tag nobody" in refusal(caller, tag_name="nobody")
    assert "no tag nobody" in refusal(caller, **quick_reply({"event": "tag", "tagName": "nobody"}))


def test_an_unknown_tag_is_ignored_where_the_switch_says_so(emulate: Emulate) -> None:
    caller = emulate(unknown_tag="ignored")
    event = {"event": "tag", "tagName": "nobody"}
    created = caller.create(tag_name="nobody", **quick_reply(event))
    assert caller.detail(created["id"])["tag_ids"] == []
    stored = caller.buttons(created["id"])[0]["buttonReqs"]["buttonEvents"][0]
    assert (stored["tagName"], stored["tagId"]) == ("nobody", None)


@pytest.mark.parametrize("as_digits", [False, True])
def test_a_template_event_takes_the_platforms_id_as_a_number_or_digits(
    caller: Caller, *, as_digits: bool
) -> None:
    target = caller.create()
    template_id = str(target["id"]) if as_digits else target["id"]
    event = {"event": "template", "templateId": template_id, "templateName": target["name"]}
    created = caller.create(**quick_reply(event))
    stored = caller.buttons(created["id"])[0]["buttonReqs"]["buttonEvents"][0]
    assert stored["templateId"] == target["id"]


def test_a_template_event_with_metas_id_leads_nowhere(caller: Caller) -> None:
    target = caller.create()
    meta_id = caller.detail(target["id"])["id"]
    event = {"event": "template", "templateId": meta_id, "templateName": target["name"]}
    body = caller.fields(**quick_reply(event))
    assert caller.refused(caller.write("POST", body))[0] == 22093


@pytest.mark.parametrize("template_id", [0, -1, 2**63, -(2**70)])
def test_a_template_event_with_an_impossible_id_leads_nowhere(
    caller: Caller, template_id: int
) -> None:
    event = {"event": "template", "templateId": template_id, "templateName": "x"}
    body = caller.fields(**quick_reply(event))
    assert caller.refused(caller.write("POST", body))[0] == 22093


def test_a_template_may_point_to_itself_once_it_is_there(caller: Caller) -> None:
    created = caller.create()
    event = {"event": "template", "templateId": created["id"], "templateName": created["name"]}
    caller.update(created, syn_meta=False, **quick_reply(event))
    stored = caller.buttons(created["id"])[0]["buttonReqs"]["buttonEvents"][0]
    assert stored["templateId"] == created["id"]


def test_a_refused_write_changes_nothing(caller: Caller) -> None:
    created = caller.create(**WHOLE)
    before = caller.detail(created["id"])
    broken = [QUICK_REPLY, {"type": "FLOW", "text": "Ask", "flow_id": "12"}]
    caller.refused(caller.write("PUT", created | {"buttonComponents": broken}))
    assert caller.detail(created["id"]) == before
