from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import ValidationError
from openapi_spec_validator import validate

from syncer.emulator.languages import LANGUAGES

if TYPE_CHECKING:
    from emulator.conftest import Check, Json

HANDLE = "4:YS5wbmc=:aW1hZ2UvcG5n:ARtoken:e:1719656714:1407008009801826:100084713375965:ARend"
BODY = {
    "tenant_id": 1,
    "name": "welcome_1",
    "language": "af",
    "category_type": 1,
    "content": "Good morning",
}
QUICK_REPLY = {"type": "QUICK_REPLY", "text": "Yes", "customizeType": "conventional"}


def test_the_description_is_valid_openapi(openapi: Json) -> None:
    validate(openapi)


def test_it_has_the_seven_endpoints(openapi: Json) -> None:
    methods = {"get", "post", "put", "delete"}
    operations = {
        operation["operationId"]
        for path in openapi["paths"].values()
        for method, operation in path.items()
        if method in methods
    }
    assert operations == {
        "listTemplates",
        "createTemplate",
        "updateTemplate",
        "getTemplate",
        "deleteTemplate",
        "listForms",
        "uploadMedia",
    }


def test_it_has_the_languages_that_the_emulator_knows(openapi: Json) -> None:
    assert set(openapi["components"]["schemas"]["Language"]["enum"]) == set(LANGUAGES)


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"headerText": "Hi", "footerText": "Bye", "tag_name": "vip", "is_close_auto_flow": 1},
        {"mediaType": "", "mediaId": "", "templateMediaId": "", "mediaName": ""},
        {"mediaType": "IMAGE", "mediaId": "1", "templateMediaId": f"{HANDLE}\n{HANDLE}"},
        {"buttonComponents": []},
        {"buttonComponents": [QUICK_REPLY]},
        {"buttonComponents": [{"type": "URL", "text": "Go", "url": "https://a.example/{{1}}"}]},
        {"buttonComponents": [{"type": "PHONE_NUMBER", "text": "Call", "phoneNumber": "8613128"}]},
        {"buttonComponents": [{"type": "flow", "text": "Ask", "flow_id": "803348158336427"}]},
    ],
)
def test_a_documented_body_is_accepted(check: Check, more: dict[str, Any]) -> None:
    check("CreateTemplate", BODY | more)
    check("UpdateTemplate", BODY | more | {"id": 314})


@pytest.mark.parametrize(
    "more",
    [
        {"id": 314},
        {"unknown": 1},
        {"name": "Not This"},
        {"language": "en_XX"},
        {"category_type": 3},
        {"content": ""},
        {"syn_meta": "true"},
        {"headerText": "Hi", "mediaType": "IMAGE", "mediaId": "1", "templateMediaId": HANDLE},
        {"mediaType": "IMAGE", "mediaId": "1"},
        {"mediaType": "IMAGE", "mediaId": "1", "templateMediaId": ""},
        {"templateMediaId": "no handle", "mediaId": "1", "mediaType": "IMAGE"},
        {"buttonComponents": [QUICK_REPLY] * 4},
        {"buttonComponents": [{"type": "QUICK_REPLY", "text": "Yes"}]},
        {"buttonComponents": [{"type": "URL", "text": "Go"}]},
        {"buttonComponents": [{"type": "PHONE_NUMBER", "text": "Call"}]},
        {"buttonComponents": [{"type": "flow", "text": "Ask"}]},
        {"buttonComponents": [QUICK_REPLY | {"text": ""}]},
        {"buttonComponents": [QUICK_REPLY | {"buttonEvents": [{"event": "tag"}]}]},
        {"buttonComponents": [QUICK_REPLY | {"buttonEvents": [{"event": "text"}]}]},
        {
            "buttonComponents": [
                QUICK_REPLY | {"buttonEvents": [{"event": "template", "templateId": 3}]}
            ]
        },
    ],
)
def test_a_body_that_is_not_documented_is_not(check: Check, more: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        check("CreateTemplate", BODY | more)


def test_a_refusal_is_no_success_and_has_no_data(check: Check) -> None:
    refusal = {"code": 1003, "message": "Signature error", "data": None, "traceId": "0" * 32}
    check("DoneAnswer", refusal)
    wrongs: list[Json] = [{"code": 0}, {"data": {}}, {"traceId": "x"}]
    for wrong in wrongs:
        with pytest.raises(ValidationError):
            check("Refusal", refusal | wrong)
