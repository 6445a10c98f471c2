"""Whatever bytes a server answers with, they are understood, or one of our errors says why not."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.mutations import fuzzed, json_bytes, mutated, torn

from syncer.errors import ApiError, UnexpectedAnswerError
from syncer.live.details import live_digest
from syncer.live.snapshot import live_media
from syncer.model import TemplateKey
from syncer.nxcloud import decode
from syncer.nxcloud.answers import TemplateDetails
from syncer.nxcloud.envelope import open_envelope
from syncer.nxcloud.wire import read_template
from syncer.template_document import to_document

if TYPE_CHECKING:
    from collections.abc import Callable

    from syncer.errors import NxCloudError
    from syncer.nxcloud.node import Node

READERS: tuple[Callable[[Node], Any], ...] = (
    decode.template_page,
    decode.template_details,
    decode.written,
    decode.forms,
    decode.uploaded_media,
)

ROW = {
    "id": 41,
    "channel": 2,
    "name": "spring_offer",
    "content": "Our offer: https://s.example/api/shortLink/doAccess/1a2b",
    "created_at": "2025-03-01 08:00:00",
    "updated_at": "2025-03-02 09:30:00",
    "status": 2,
    "language": "en_GB",
    "language_name": "English (UK)",
    "unsubscribe": "",
    "quality": "GREEN",
    "category": None,
    "category_type": 1,
    "waRejectedReason": "",
    "is_close_auto_flow": 0,
}
EVENTS = [
    {"event": "tag", "tagId": 33992, "tagName": "orders"},
    {"event": "text", "text": "We will\r\nkeep you posted.\n"},
    {"event": "template", "templateId": 41, "templateName": "spring_offer"},
]
BUTTONS = [
    {
        "type": "QUICK_REPLY",
        "text": "Track it",
        "buttonReqs": {"customizeType": "conventional", "buttonEvents": EVENTS},
    },
    {"type": "URL", "text": "See it", "url": "https://shop.example/{{1}}"},
    {"type": "PHONE_NUMBER", "text": "Call", "phone_number": "+86 131 2800"},
    {"type": "FLOW", "text": "Book", "flow_id": 803348158336427},
]
DETAILS = {
    "name": "spring_offer",
    "category": "MARKETING",
    "components": [
        {"type": "HEADER", "format": "IMAGE", "media_id": 55, "h": "4:a", "filename": "a.png"},
        {"type": "BODY", "text": "Hello {{First Name}}\r\n"},
        {"type": "FOOTER", "text": "Reply STOP"},
        {"type": "BUTTONS", "buttons": BUTTONS},
        {"type": "CAROUSEL"},
    ],
    "language": "en_GB",
    "status": "APPROVED",
    "id": "1234567890123456",
    "quality_score": {"score": "UNKNOWN"},
    "tag_ids": [33992],
    "is_close_auto_flow": 0,
}
FORM = {"id": "80", "name": "booking", "status": "DRAFT", "validation_errors": [{"error": "E1"}]}
UPLOAD = {"h": "4:a\n4:b", "media_id": 55, "original_filename": "a.png", "mime_type": "image/png"}
DATA = (
    {"list": [ROW, {**ROW, "id": 42}], "total": "2", "has_next_page": False},
    DETAILS,
    {"id": 41},
    {"data": [FORM]},
    UPLOAD,
)
ANSWERS = st.sampled_from(
    [
        *({"code": 0, "message": "", "data": data, "traceId": "0af1"} for data in DATA),
        {"code": "1003", "message": "sign error key-of-ours", "data": None, "traceId": "0af1"},
    ]
)
VALID = ANSWERS.map(json_bytes)
STATUSES = st.sampled_from([200, 200, 200, 204, 302, 404, 429, 500, 999])

NAMES = {41: TemplateKey("spring_offer", "en_GB")}


def opened(status: int, body: bytes) -> Node | None:
    """The data of an answer; None where an error of ours, fit for a terminal, says what it is."""
    try:
        return open_envelope(status, body, call="GET x", secrets=("key-of-ours",))
    except (ApiError, UnexpectedAnswerError) as error:
        assert_fit_for_a_terminal(error)
        return None


def assert_fit_for_a_terminal(error: NxCloudError) -> None:
    assert error.message.isprintable()
    assert len(error.message) < 1_000
    assert "key-of-ours" not in error.message + error.hint + error.trace_id


def assert_usable(value: object) -> None:
    """What was read can be shown, written as UTF-8 and JSON, and compared."""
    assert repr(value)
    assert value == value  # noqa: PLR0124 -- NaN is not
    if not isinstance(value, TemplateDetails):
        return
    template = read_template(value, NAMES, tag_names={33992: "orders"}, digest=None)
    json.dumps(to_document(template), ensure_ascii=False, allow_nan=False).encode()
    json.dumps(asdict(value), allow_nan=False)
    assert live_digest(value).startswith("sha256:")
    assert live_media(value) is None or value.header


def assert_understood_or_refused(status: int, body: bytes) -> None:
    node = opened(status, body)
    for read in READERS:
        try:
            value = read(node) if node else None
        except UnexpectedAnswerError as error:
            assert_fit_for_a_terminal(error)
        else:
            assert_usable(value)


def test_the_valid_answers_are_understood_each_by_its_reader() -> None:
    for data, read in zip(DATA, READERS, strict=True):
        node = opened(200, json_bytes({"code": 0, "data": data}))
        assert node
        assert_usable(read(node))


@fuzzed
@given(STATUSES, st.binary())
def test_any_bytes_are_an_answer_or_an_error(status: int, body: bytes) -> None:
    assert_understood_or_refused(status, body)


@fuzzed
@given(STATUSES, mutated(ANSWERS).map(json_bytes))
def test_answers_with_anything_anywhere_are_understood_or_refused(status: int, body: bytes) -> None:
    assert_understood_or_refused(status, body)


@fuzzed
@given(STATUSES, torn(VALID) | torn(mutated(ANSWERS).map(json_bytes)))
def test_torn_answers_are_understood_or_refused(status: int, body: bytes) -> None:
    assert_understood_or_refused(status, body)


@pytest.mark.parametrize("number", ["1e400", "-1e400", "9" * 20, "9" * 4_000, "9" * 5_000, "NaN"])
@pytest.mark.parametrize("place", ["id", "name", "total", "tag_ids", "code"])
def test_numbers_that_nothing_can_hold_are_no_numbers(number: str, place: str) -> None:
    values: dict[str, Any] = {**DETAILS, **DATA[0]} | {place: [1] if place == "tag_ids" else 1}
    body = json.dumps({"code": 0, "data": values})
    damaged = body.replace(f'"{place}": [1]', f'"{place}": [{number}]')
    damaged = damaged.replace(f'"{place}": 1', f'"{place}": {number}')
    damaged = damaged.replace('"code": 0', f'"code": {number}') if place == "code" else damaged
    assert_understood_or_refused(200, damaged.encode())
