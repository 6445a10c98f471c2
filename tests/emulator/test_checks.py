from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from emulator.conftest import Caller

QUICK_REPLY = {"type": "QUICK_REPLY", "text": "Yes", "customizeType": "conventional"}


def button(**fields: object) -> dict[str, Any]:
    return {"buttonComponents": [QUICK_REPLY | fields]}


def event(**fields: object) -> dict[str, Any]:
    return button(buttonEvents=[fields])


@pytest.mark.parametrize("name", ["name", "language", "category_type", "content"])
def test_a_required_field_is_named_when_it_is_missing(caller: Caller, name: str) -> None:
    body = caller.fields()
    del body[name]
    assert caller.refused(caller.write("POST", body)) == (
        1002,
        f"Parameter error: {name} is required",
    )


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({"unknown": 1}, "has no unknown"),
        ({"name": 7}, "name is a string"),
        ({"tenant_id": True}, "tenant_id is an integer"),
        ({"tenant_id": "1"}, "tenant_id is an integer"),
        ({"category_type": 1.5}, "category_type is an integer"),
        ({"category_type": 3}, "category_type is one of"),
        ({"syn_meta": "false"}, "syn_meta is a boolean"),
        ({"is_close_auto_flow": 2}, "is_close_auto_flow is one of"),
        ({"content": ""}, "content is empty"),
        ({"mediaType": "GIF", "mediaId": "1", "templateMediaId": "4"}, "mediaType is one of"),
        ({"mediaType": "IMAGE"}, "are given together, here is mediaType only"),
        (
            {"headerText": "Hi", "mediaType": "IMAGE", "mediaId": "1", "templateMediaId": "4"},
            "headerText or media, not both",
        ),
        ({"buttonComponents": {}}, "buttonComponents is an array"),
        ({"buttonComponents": ["Yes"]}, "buttonComponents[0] is an object"),
        ({"buttonComponents": [{"text": "Yes"}]}, "buttonComponents[0].type is required"),
        (button(type="COPY_CODE"), "buttonComponents[0].type is one of"),
        (button(text=7), "buttonComponents[0].text is a string"),
        (button(colour="red"), "buttonComponents[0] has no colour"),
        (button(customizeType="other"), "customizeType is conventional or unsubscribe"),
        (button(type="URL"), "buttonComponents[0].url is required"),
        (button(type="PHONE_NUMBER"), "buttonComponents[0].phoneNumber is required"),
        (button(type="FLOW"), "buttonComponents[0].flow_id is required"),
        (
            {"buttonComponents": [{"type": "QUICK_REPLY", "text": "Yes"}]},
            "buttonComponents[0].customizeType is required",
        ),
        (button(buttonEvents=["tag"]), "buttonComponents[0].buttonEvents[0] is an object"),
        (event(tagName="vip"), "buttonEvents[0].event is required"),
        (event(event="call"), "buttonEvents[0].event is one of"),
        (event(event="tag"), "buttonEvents[0].tagName is required"),
        (event(event="tag", tagName=""), "buttonEvents[0].tagName is empty"),
        (event(event="text"), "buttonEvents[0].text is required"),
        (event(event="template", templateName="a"), "buttonEvents[0].templateId is required"),
        (event(event="template", templateId=1), "buttonEvents[0].templateName is required"),
        (
            event(event="template", templateId="x", templateName="a"),
            "buttonEvents[0].templateId is an integer",
        ),
    ],
)
def test_a_field_of_the_wrong_shape_is_named(
    caller: Caller, fields: dict[str, Any], where: str
) -> None:
    code, message = caller.refused(caller.write("POST", caller.fields() | fields))
    assert code == 1002
    assert where in message


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"language": "en_XX"}, 22092),
        ({"buttonComponents": [QUICK_REPLY] * 4}, 22070),
        (button(text=""), 22216),
        ({"buttonComponents": [{"type": "QUICK_REPLY", "customizeType": "conventional"}]}, 22216),
    ],
)
def test_some_mistakes_have_a_code_of_their_own(
    caller: Caller, fields: dict[str, Any], code: int
) -> None:
    assert caller.refused(caller.write("POST", caller.fields() | fields))[0] == code


def test_an_update_needs_its_id_and_a_create_takes_none(caller: Caller) -> None:
    created = caller.create()
    assert caller.refused(caller.write("PUT", caller.fields()))[0] == 1002
    assert caller.refused(caller.write("POST", created))[0] == 1002


def test_a_whole_number_with_a_fraction_of_zero_is_an_integer(caller: Caller) -> None:
    assert caller.write("POST", caller.fields(category_type=2.0))["code"] == 0
