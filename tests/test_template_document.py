from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from support.templates import MEDIA, quick_reply, template, templates

from syncer.model import (
    Button,
    ButtonEvent,
    FlowButton,
    Header,
    MediaHeader,
    PhoneNumberButton,
    TagEvent,
    Template,
    TemplateEvent,
    TextEvent,
    TextHeader,
    UnnamedTags,
    UnsupportedButton,
    UnsupportedHeader,
    UrlButton,
)
from syncer.template_document import (
    FIELDS,
    Json,
    button_document,
    digest_of,
    event_document,
    header_document,
    media_label,
    to_document,
)

DIGEST = MEDIA[0].digest


@settings(max_examples=40)
@given(templates())
def test_a_document_has_every_field_and_is_json(one: Template) -> None:
    document = to_document(one)
    assert tuple(document) == FIELDS
    assert json.loads(json.dumps(document)) == document


@settings(max_examples=40)
@given(templates(), templates())
def test_documents_are_equal_just_where_the_templates_are(one: Template, other: Template) -> None:
    other = replace(other, name=one.name, language=one.language)
    assert (to_document(one) == to_document(other)) == (one == other)
    assert to_document(one) == to_document(replace(one))


def test_a_document_has_the_shape_of_a_template_file() -> None:
    one = template(
        header=MEDIA[0].header,
        footer="Bye",
        buttons=(quick_reply("Stop", TagEvent("out"), unsubscribe=True),),
        tag="orders",
        close_unassigned=True,
    )
    assert to_document(one) == {
        "category": "UTILITY",
        "header": {"image": f"parcel.png (sha256:{DIGEST})"},
        "body": "Hello {{First Name}}, good to see you.",
        "footer": "Bye",
        "buttons": [
            {"type": "QUICK_REPLY", "text": "Stop", "unsubscribe": True, "events": [{"tag": "out"}]}
        ],
        "tag": "orders",
        "close_unassigned": True,
    }


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (None, None),
        (TextHeader("Hi"), {"text": "Hi"}),
        (MediaHeader("VIDEO", DIGEST, "a.mp4"), {"video": f"a.mp4 (sha256:{DIGEST})"}),
        (MediaHeader("DOCUMENT", None, "a.pdf"), {"document": "a.pdf (bytes unknown)"}),
        (UnsupportedHeader("LOCATION"), {"unsupported": "LOCATION"}),
    ],
)
def test_a_header_is_one_key_and_its_value(header: Header | None, expected: Json) -> None:
    assert header_document(header) == expected


def test_media_without_a_file_name_is_its_digest() -> None:
    assert media_label(MediaHeader("IMAGE", DIGEST)) == f"sha256:{DIGEST}"
    assert media_label(MediaHeader("IMAGE", None)) == "bytes unknown"


@pytest.mark.parametrize(
    ("button", "expected"),
    [
        (
            quick_reply("Yes", TextEvent("Fine")),
            {
                "type": "QUICK_REPLY",
                "text": "Yes",
                "unsubscribe": False,
                "events": [{"text": "Fine"}],
            },
        ),
        (UrlButton("Go", "https://a.de"), {"type": "URL", "text": "Go", "url": "https://a.de"}),
        (
            PhoneNumberButton("Call", "+4912345678"),
            {"type": "PHONE_NUMBER", "text": "Call", "phone_number": "+4912345678"},
        ),
        (FlowButton("Book", "80334"), {"type": "FLOW", "text": "Book", "flow": "80334"}),
        (UnsupportedButton("COPY_CODE", "Copy"), {"type": "COPY_CODE", "text": "Copy"}),
    ],
)
def test_a_button_is_written_as_in_a_file(button: Button, expected: Json) -> None:
    assert button_document(button, "en") == expected


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        (TagEvent("vip"), {"tag": "vip"}),
        (TextEvent("Fine"), {"text": "Fine"}),
        (TemplateEvent("menu", "en"), {"template": "menu"}),
        (TemplateEvent("menu", "de"), {"template": {"name": "menu", "language": "de"}}),
        (TemplateEvent("menu", None), {"template": {"name": "menu", "language": None}}),
    ],
)
def test_an_event_names_a_language_only_where_it_is_another(
    event: ButtonEvent, expected: Json
) -> None:
    assert event_document(event, "en") == expected


def test_tags_that_one_name_cannot_stand_for_are_a_list() -> None:
    one = template(tag=UnnamedTags((33991, 33992), (None, "orders")))
    assert to_document(one)["tag"] == ["id 33991", "orders"]


def test_a_digest_does_not_depend_on_the_order_of_keys_but_on_that_of_items() -> None:
    assert digest_of({"a": 1, "b": "ü"}) == digest_of({"b": "ü", "a": 1})
    assert digest_of([1, 2]) != digest_of([2, 1])
    assert digest_of([]).startswith("sha256:")


def test_even_half_a_surrogate_pair_has_a_digest() -> None:
    assert digest_of("\ud83d") != digest_of("\ud83e")
