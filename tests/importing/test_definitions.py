"""What NxCloud can express of Meta's definitions, and how it is told of the rest."""

from __future__ import annotations

from typing import Any

import pytest
from importing.meta import BODY, buttons, definition

from syncer.errors import Location, Problem
from syncer.importing.definitions import definition_of
from syncer.importing.values import Expressed, Imported, Row
from syncer.model import (
    FlowButton,
    MediaHeader,
    PhoneNumberButton,
    QuickReplyButton,
    Template,
    TextHeader,
    UrlButton,
)

QUICK_REPLY = {"type": "QUICK_REPLY", "text": "Go"}


def read(value: Any) -> Expressed | Imported | Problem:
    return definition_of(Row(value, Location("dump.json", 3), "data[1]"))


def expressed(value: Any) -> Expressed:
    found = read(value)
    assert isinstance(found, Expressed), found
    return found


def template(*components: dict[str, Any], **fields: Any) -> Template:
    return expressed(definition(*components, **fields)).template


def reason(*components: dict[str, Any], **fields: Any) -> str:
    found = read(definition(*components, **fields))
    assert isinstance(found, Imported), found
    assert found.outcome == "skipped"
    return found.reason


class TestWhatCanBeExpressed:
    def test_a_whole_template(self) -> None:
        found = template(
            {"type": "HEADER", "format": "TEXT", "text": "Your order"},
            {"type": "BODY", "text": "Hello {{1}},\r\nwelcome.\n"},
            {"type": "FOOTER", "text": "Reply STOP"},
            buttons(
                QUICK_REPLY,
                {"type": "URL", "text": "See", "url": "https://shop.example/{{1}}"},
                {"type": "PHONE_NUMBER", "text": "Call", "phone_number": "+86 131 2800-0000"},
            ),
            language="en_US",
            category="MARKETING",
        )
        assert found == Template(
            name="shop_greeting",
            language="en_US",
            category="MARKETING",
            body="Hello {{1}},\nwelcome.",
            header=TextHeader("Your order"),
            footer="Reply STOP",
            buttons=(
                QuickReplyButton("Go"),
                UrlButton("See", "https://shop.example/{{1}}"),
                PhoneNumberButton("Call", "+8613128000000"),
            ),
        )

    def test_keys_and_types_in_either_case(self) -> None:
        found = template(
            {"type": "header", "format": "text", "text": "Hi"},
            {"TYPE": "body", "TEXT": "Hello"},
            {
                "type": "buttons",
                "BUTTONS": [{"type": "phoneNumber", "text": "Call", "phoneNumber": "1"}],
            },
            category="marketing",
        )
        assert (found.header, found.body) == (TextHeader("Hi"), "Hello")
        assert found.buttons == (PhoneNumberButton("Call", "+1"),)
        assert found.category == "MARKETING"

    @pytest.mark.parametrize(
        ("kind", "filename"),
        [
            ("IMAGE", "placeholder.png"),
            ("VIDEO", "placeholder.mp4"),
            ("DOCUMENT", "placeholder.pdf"),
        ],
    )
    def test_a_media_header_without_its_bytes(self, kind: str, filename: str) -> None:
        example = {"header_handle": ["https://media.example/signed"]}
        value = definition({"type": "HEADER", "format": kind, "example": example}, BODY)
        found = expressed(value)
        assert isinstance(found.template.header, MediaHeader)
        assert found.template.header.format == kind
        assert found.template.header.filename == filename
        assert found.notes == ()

    def test_a_header_with_a_text_and_no_format(self) -> None:
        assert template({"type": "HEADER", "text": "Hi"}, BODY).header == TextHeader("Hi")

    @pytest.mark.parametrize(
        ("button", "flow"),
        [
            ({"flow_id": "803348158336427", "flow_name": "booking"}, "803348158336427"),
            ({"flow_id": 803348158336427}, "803348158336427"),
            ({"flow_name": "booking"}, "booking"),
            ({"flowId": "", "flowName": "booking"}, "booking"),
        ],
    )
    def test_a_form_by_its_id_or_else_its_name(self, button: dict[str, Any], flow: str) -> None:
        found = template(BODY, buttons({"type": "FLOW", "text": "Book", **button}))
        assert found.buttons == (FlowButton("Book", flow),)

    @pytest.mark.parametrize("empty", [None, "", []])
    def test_what_is_empty_is_not_set(self, empty: Any) -> None:
        found = template(
            BODY, {"type": "FOOTER", "text": empty}, {"type": "BUTTONS", "buttons": empty}
        )
        assert (found.footer, found.buttons) == (None, ())

    def test_a_language_as_an_object(self) -> None:
        code = {"policy": "deterministic", "code": "pt_BR"}
        assert template(language=code).language == "pt_BR"

    def test_a_language_with_a_hyphen_is_told(self) -> None:
        found = expressed(definition(language="en-US"))
        assert found.template.language == "en_US"
        assert found.notes == ("the language `en-US` is written en_US, as Meta does",)


class TestExamples:
    @pytest.mark.parametrize(
        ("example", "text", "examples"),
        [
            ({"body_text": [["Ana", "A-1"]]}, "{{1}} and {{2}}", {"1": "Ana", "2": "A-1"}),
            ({"body_text": [["Ana"], ["Ben"]]}, "{{1}}", {"1": "Ana"}),
            ({"body_text": ["Ana"]}, "{{1}}", {"1": "Ana"}),
            ({"bodyText": [["Ana"]]}, "{{ 1 }}", {"1": "Ana"}),
            ({"body_text": [[7, True, None, ["x"]]]}, "{{1}}{{2}}{{3}}{{4}}", {"1": "7"}),
            (
                {"body_text_named_params": [{"param_name": "first_name", "example": "Ana"}]},
                "Hi {{first_name}}",
                {"first_name": "Ana"},
            ),
            (
                {"bodyTextNamedParams": [{"paramName": "first_name", "example": 7.5}]},
                "Hi {{first_name}}",
                {"first_name": "7.5"},
            ),
            ({"body_text": [["Ana", "Ben"]]}, "Hi {{1}}", {"1": "Ana"}),
            ({"body_text": [["Ana"]]}, "Hi {{first_name}}", {}),
            ({"body_text": [["\ud800"]]}, "Hi {{1}}", {}),
            ({"body_text": [[]]}, "Hi {{1}}", {}),
            ({"body_text": "Ana"}, "Hi {{1}}", {}),
            ({"body_text_named_params": ["Ana", {"example": "Ana"}]}, "Hi {{1}}", {}),
            ({"body_text_named_params": [{"param_name": "<<", "example": "a"}]}, "Hi {{<<}}", {}),
            ("Ana", "Hi {{1}}", {}),
        ],
    )
    def test_are_those_of_the_placeholders_in_the_body(
        self, example: Any, text: str, examples: dict[str, str]
    ) -> None:
        found = expressed(definition({"type": "BODY", "text": text, "example": example}))
        assert found.examples == examples
        assert found.notes == ()


class TestWhatIsLost:
    def test_is_told_once_with_its_place(self) -> None:
        value = definition(
            {
                "type": "HEADER",
                "format": "TEXT",
                "text": "{{1}}",
                "example": {"header_text": ["a"]},
            },
            {**BODY, "add_security_recommendation": True},
            buttons(
                {
                    "type": "URL",
                    "text": "See",
                    "url": "x",
                    "example": ["y"],
                    "app_deep_link": {"a": 1},
                },
                {"type": "FLOW", "text": "Book", "flow_id": "1", "navigate_screen": "A"},
            ),
            message_send_ttl_seconds=60,
            sub_category="CUSTOM",
        )
        assert expressed(value).notes == (
            (
                "left out, because NxCloud has no place for it: message_send_ttl_seconds,"
                " sub_category, header.example, body.add_security_recommendation,"
                " buttons[0].example, buttons[0].app_deep_link, buttons[1].navigate_screen"
            ),
        )

    def test_what_the_live_side_says_of_itself_is_no_loss(self) -> None:
        value = definition(
            id="1",
            status="APPROVED",
            quality_score={"score": "GREEN"},
            previousCategory="UTILITY",
            rejected_reason="NONE",
            parameter_format="POSITIONAL",
            message_send_ttl_seconds=None,
        )
        assert expressed(value).notes == ()


class TestWhatIsSkipped:
    @pytest.mark.parametrize("name", ["../x", "Shop", "a-b", "a b", "a/b", "é", "x" * 513, "a\n"])
    def test_a_name_that_templates_cannot_have(self, name: str) -> None:
        assert reason(name=name).startswith("this cannot be a template's name")

    @pytest.mark.parametrize(
        ("fields", "why"),
        [
            ({"category": "AUTHENTICATION"}, "its category AUTHENTICATION cannot be written"),
            ({"category": "TRANSACTIONAL"}, "its category TRANSACTIONAL cannot be written"),
            ({"category": None}, "its category is missing"),
            ({"category": 1}, "its category is no text"),
            ({"language": None}, "it has no language"),
            ({"language": {"code": 1}}, "it has no language"),
            (
                {"language": "en_ZA"},
                "its language `en_ZA` is none of NxCloud's; the nearest is en_",
            ),
            ({"language": "xx-YY"}, "its language `xx-YY` is none of NxCloud's"),
            ({"components": None}, "it has no body"),
            ({"components": {}}, "it has no body"),
            ({"components": "BODY"}, "its components is no list"),
            ({"components": ["BODY"]}, "its components[0] is no object"),
            ({"components": [{"text": "Hi"}]}, "its components[0].type is missing"),
        ],
    )
    def test_for_a_field(self, fields: dict[str, Any], why: str) -> None:
        assert reason(**fields).startswith(why)

    @pytest.mark.parametrize(
        ("component", "why"),
        [
            ({"type": "CAROUSEL", "cards": []}, "its component `CAROUSEL` cannot be written"),
            (
                {"type": "LIMITED_TIME_OFFER"},
                "its component `LIMITED_TIME_OFFER` cannot be written",
            ),
            ({"type": "HEADER", "format": "LOCATION"}, "its LOCATION header cannot be written"),
            ({"type": "HEADER"}, "its header has no format"),
            ({"type": "HEADER", "format": "TEXT"}, "its header.text is missing"),
            ({"type": "FOOTER", "text": ["a"]}, "its footer.text is no text"),
            ({"type": "body", "text": "again"}, "it has two BODY components"),
            ({"type": "FOOTER", "text": "\ud800"}, "a text of it holds half of an emoji"),
            ({"type": "BUTTONS", "buttons": {"a": 1}}, "its buttons is no list"),
            (buttons(*[QUICK_REPLY] * 4), "it has 4 buttons, where NxCloud takes 3"),
        ],
    )
    def test_for_a_component(self, component: dict[str, Any], why: str) -> None:
        assert reason(BODY, component).startswith(why)

    @pytest.mark.parametrize(
        ("button", "why"),
        [
            ({"type": "COPY_CODE", "example": "A"}, "its button COPY_CODE cannot be written"),
            ({"type": "OTP", "otp_type": "COPY_CODE", "text": "a"}, "its button OTP cannot be"),
            ({"type": "VOICE_CALL", "text": "Call"}, "its button VOICE_CALL cannot be written"),
            ({"text": "Go"}, "its buttons[0].type is missing"),
            ({"type": "QUICK_REPLY"}, "its buttons[0].text is missing"),
            ({"type": "URL", "text": "See"}, "its buttons[0].url is missing"),
            ({"type": "PHONE_NUMBER", "text": "Call"}, "its buttons[0].phone_number is missing"),
            (
                {"type": "FLOW", "text": "Book"},
                "its buttons[0] names no form: flow_id or flow_name",
            ),
            (
                {"type": "FLOW", "text": "Book", "flow_id": True},
                "its buttons[0].flow_id is no text",
            ),
        ],
    )
    def test_for_a_button(self, button: dict[str, Any], why: str) -> None:
        assert reason(BODY, buttons(button)).startswith(why)

    def test_with_all_that_cannot_be_written_at_once(self) -> None:
        code = {"type": "COPY_CODE"}
        assert reason(BODY, buttons(code), category="AUTHENTICATION") == (
            "its category AUTHENTICATION cannot be written through this API;"
            " its button COPY_CODE cannot be written through this API"
        )


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ("shop", "an object is expected"),
        (None, "an object is expected"),
        ({"components": []}, "it has no name"),
        ({"name": 7}, "it has no name"),
    ],
)
def test_what_is_no_template_is_told_with_its_place(value: Any, why: str) -> None:
    found = read(value)
    assert isinstance(found, Problem)
    assert str(found).startswith(f"dump.json:3:1: data[1]: this is no template: {why}")
