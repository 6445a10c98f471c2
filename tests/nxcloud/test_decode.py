from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from syncer.errors import UnexpectedAnswerError
from syncer.model import Form
from syncer.nxcloud import decode
from syncer.nxcloud.answers import (
    ButtonDetails,
    EventDetails,
    HeaderDetails,
    TemplateDetails,
    TemplateRow,
    UploadedMedia,
    Written,
)
from syncer.nxcloud.node import Node

Make = Callable[..., dict[str, object]]

HANDLE = "4:cGljLnBuZw==:aW1hZ2UvcG5n:ARa:e:1760000000:12:34:ARx"


def read_row(row: dict[str, object]) -> TemplateRow:
    return decode.template_page(Node({"list": [row]})).rows[0]


def read(details: dict[str, object]) -> TemplateDetails:
    return decode.template_details(Node(details))


def unexpected(read_it: Callable[[Node], object], data: object) -> str:
    with pytest.raises(UnexpectedAnswerError) as caught:
        read_it(Node(data, call="GET x"))
    assert caught.value.hint
    return caught.value.message


# --- the list ------------------------------------------------------------------------------------


def test_a_row_of_the_list_is_read_and_kept_as_it_came(row: Make) -> None:
    raw = row(waRejectedReason="SCAM", unsubscribe="yes", is_close_auto_flow=1)
    read_back = read_row(raw)
    assert read_back == TemplateRow(
        id=41,
        channel=2,
        name="spring_offer",
        language="en_GB",
        language_name="English (UK)",
        content="Our spring offer is here, {{First Name}}.",
        created_at="2025-03-01 08:00:00",
        updated_at="2025-03-02 09:30:00",
        status=2,
        quality="GREEN",
        category="MARKETING",
        rejected_reason="SCAM",
        unsubscribe="yes",
        close_unassigned=True,
    )
    assert read_back.fields == raw


@pytest.mark.parametrize("number", [10**19, -(10**19), "1" * 20, 1.0, float("inf")])
def test_what_no_id_can_be_is_unexpected(row: Make, number: object) -> None:
    assert "data.list[0].id is" in unexpected(decode.template_page, {"list": [row(id=number)]})
    assert decode.written(Node(number)).template_id is None


def test_a_text_may_be_a_number_of_any_length(details: Make) -> None:
    assert read(details(name=10**30)).name == "1" + "0" * 30


def test_a_row_of_another_channel_may_lack_everything_but_its_id() -> None:
    row = read_row({"id": "7", "channel": "1", "name": None})
    assert (row.id, row.channel, row.name, row.language, row.status) == (7, 1, "", "", None)
    assert (row.category, row.close_unassigned) == ("", False)


@pytest.mark.parametrize(
    ("changes", "category"),
    [
        ({"category": "utility"}, "UTILITY"),
        ({"category": None, "category_type": 1}, "MARKETING"),
        ({"category": "", "category_type": "2"}, "UTILITY"),
        ({"category": "AUTHENTICATION", "category_type": 1}, "AUTHENTICATION"),
        ({"category": None, "category_type": 3}, ""),
        ({"category": None, "category_type": None}, ""),
    ],
)
def test_a_category_is_its_name_in_capitals_or_that_of_its_number(
    row: Make, details: Make, changes: dict[str, object], category: str
) -> None:
    assert read_row(row(**changes)).category == category
    assert read(details(**changes)).category == category


def test_an_integer_status_that_is_none_is_left_to_the_raw_fields(row: Make) -> None:
    read_back = read_row(row(status="APPROVED"))
    assert read_back.status is None
    assert read_back.fields["status"] == "APPROVED"


@pytest.mark.parametrize(
    ("value", "closes"),
    [(1, True), ("1", True), (True, True), ("True", True), (0, False), ("0", False), ("", False)],
)
def test_a_flag_may_be_a_number_a_text_or_a_boolean(
    row: Make, value: object, closes: object
) -> None:
    assert read_row(row(is_close_auto_flow=value)).close_unassigned is closes


def test_a_page_tells_its_total_and_whether_there_are_more(row: Make) -> None:
    page = decode.template_page(Node({"list": [row()], "total": "12", "has_next_page": True}))
    assert (len(page.rows), page.total, page.has_next_page) == (1, 12, True)


def test_a_page_may_leave_both_out_and_have_no_list() -> None:
    page = decode.template_page(Node({"list": None}))
    assert (page.rows, page.total, page.has_next_page) == ((), None, None)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (None, "data is null, where a value is expected"),
        ([], "data is a list, where an object is expected"),
        ({"list": {}}, "data.list is an object, where a list is expected"),
        ({"list": [None]}, "data.list[0].id is null, where a whole number is expected"),
        ({"list": [{"id": "x"}]}, "data.list[0].id is a text, where a whole number is expected"),
        ({"list": [{"id": True}]}, "data.list[0].id is a boolean, where a whole number"),
        ({"list": [{"id": 1.5}]}, "data.list[0].id is a fraction, where a whole number"),
        ({"list": [{"id": 1, "name": []}]}, "data.list[0].name is a list, where a text"),
        ({"list": [{"id": 1, "is_close_auto_flow": 2}]}, "is a number, where true, false"),
        ({"list": [], "has_next_page": []}, "data.has_next_page is a list, where true, false"),
        ({"list": [], "total": "many"}, "data.total is a text, where a whole number"),
    ],
)
def test_a_page_that_cannot_be_understood_names_the_field(data: object, message: str) -> None:
    assert message in unexpected(decode.template_page, data)


# --- the details ---------------------------------------------------------------------------------


def test_the_details_of_a_template_are_read(details: Make) -> None:
    assert read(details(tag_ids=[33, "34"], is_close_auto_flow=1)) == TemplateDetails(
        meta_id=1_234_567_890_123_456,
        name="spring_offer",
        status="APPROVED",
        language="en_GB",
        category="MARKETING",
        quality="UNKNOWN",
        tag_ids=(33, 34),
        close_unassigned=True,
        body="Hello {{First Name}}, spring is here.",
    )


def test_details_may_lack_everything_but_name_and_language() -> None:
    assert read({"name": "a", "language": "en"}) == TemplateDetails(None, "a", "", "en", "")
    nothing = dict.fromkeys(("components", "tag_ids", "quality_score", "id", "status"))
    assert read({"name": "a", "language": "en", **nothing}) == read({"name": "a", "language": "en"})


@pytest.mark.parametrize("score", [{"score": "green"}, "green"])
def test_quality_is_the_score_in_capitals(details: Make, score: object) -> None:
    assert read(details(quality_score=score)).quality == "GREEN"


def test_a_text_header_and_a_footer_are_read(details: Make, component: Make) -> None:
    components = [
        component("header", format="text", text="Spring!"),
        component("Footer", text="Reply STOP to opt out"),
    ]
    found = read(details(components=components))
    assert found.header == HeaderDetails("TEXT", "Spring!")
    assert (found.body, found.footer) == ("", "Reply STOP to opt out")


@pytest.mark.parametrize(
    "handle", ["https://media.test/9?Signature=s", ["https://media.test/9?Signature=s", "more"]]
)
def test_a_media_header_is_read(details: Make, component: Make, handle: object) -> None:
    header = component(
        "HEADER",
        format="IMAGE",
        media_id=9,
        h=HANDLE,
        filename="pic.png",
        example={"header_handle": handle, "file_name": "other.png"},
    )
    assert read(details(components=[header])).header == HeaderDetails(
        "IMAGE", "", "9", HANDLE, "pic.png", "https://media.test/9?Signature=s"
    )


def test_a_media_header_may_name_its_format_file_and_url_elsewhere(
    details: Make, component: Make
) -> None:
    header = component(
        "HEADER",
        media_type="video",
        url="https://media.test/9",
        example={"header_handle": [], "file_name": "clip.mp4"},
    )
    assert read(details(components=[header])).header == HeaderDetails(
        "VIDEO", filename="clip.mp4", url="https://media.test/9"
    )


def test_a_header_without_a_format_is_text_if_it_has_one(details: Make, component: Make) -> None:
    assert read(details(components=[component("HEADER", text="Hi")])).header == HeaderDetails(
        "TEXT", "Hi"
    )
    assert read(details(components=[component("HEADER")])).header == HeaderDetails("")


def test_buttons_of_every_type_are_read(details: Make, component: Make) -> None:
    buttons = [
        {"type": "url", "text": "Shop", "url": "https://shop.test/{{1}}", "buttonReqs": None},
        {"type": "PHONE_NUMBER", "text": "Call", "phone_number": "+8613128"},
        {"type": "Flow", "text": "Book", "flow_id": 80, "navigate_screen": "START"},
        {"type": "COPY_CODE", "text": "Copy"},
    ]
    assert read(details(components=[component("BUTTONS", buttons=buttons)])).buttons == (
        ButtonDetails("URL", "Shop", url="https://shop.test/{{1}}"),
        ButtonDetails("PHONE_NUMBER", "Call", phone_number="+8613128"),
        ButtonDetails("FLOW", "Book", flow_id="80"),
        ButtonDetails("COPY_CODE", "Copy"),
    )


def test_the_events_of_a_quick_reply_are_read_in_order(details: Make, component: Make) -> None:
    events = [
        {"event": "tag", "tagName": "vip", "tagId": "33", "templateId": None},
        {"event": "TEXT", "text": "Thanks!"},
        {"event": "template", "templateName": "spring_more", "templateId": "42"},
    ]
    requests = {"customizeType": "Unsubscribe", "buttonEvents": events}
    button = {"type": "QUICK_REPLY", "text": "Stop", "buttonReqs": requests}
    assert read(details(components=[component("BUTTONS", buttons=[button])])).buttons == (
        ButtonDetails(
            "QUICK_REPLY",
            "Stop",
            customize_type="unsubscribe",
            events=(
                EventDetails("tag", tag_name="vip", tag_id=33),
                EventDetails("text", text="Thanks!"),
                EventDetails("template", template_id=42, template_name="spring_more"),
            ),
        ),
    )


def test_of_two_components_of_a_type_the_first_counts(details: Make, component: Make) -> None:
    components = [component("BODY", text="first"), component("BODY", text="second")]
    assert read(details(components=components)).body == "first"


def test_components_that_are_not_documented_are_named(details: Make, component: Make) -> None:
    components = [component("carousel"), component("BODY", text="x"), component("LIMITED_TIME")]
    assert read(details(components=components)).other_components == ("CAROUSEL", "LIMITED_TIME")


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"name": ""}, "data.name is a text, where a text that is not empty is expected"),
        ({"language": None}, "data.language is null, where a text that is not empty"),
        ({"components": "x"}, "data.components is a text, where a list is expected"),
        ({"components": [{"type": "BODY", "text": {}}]}, "data.components[0].text is an object"),
        ({"components": [7]}, "data.components[0] is a number, where an object is expected"),
        ({"tag_ids": [None]}, "data.tag_ids[0] is null, where a whole number is expected"),
        (
            {"components": [{"type": "BUTTONS", "buttons": [{"buttonReqs": {"buttonEvents": 1}}]}]},
            "data.components[0].buttons[0].buttonReqs.buttonEvents is a number, where a list",
        ),
    ],
)
def test_details_that_cannot_be_understood_name_the_field(
    details: Make, changes: dict[str, object], message: str
) -> None:
    assert f"GET x: {message}" in unexpected(decode.template_details, details(**changes))


def test_details_without_data_are_unexpected() -> None:
    assert "data is null" in unexpected(decode.template_details, None)


# --- the other answers ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "template_id"),
    [
        (318, 318),
        ("318", 318),
        ({"id": 318}, 318),
        ({"id": "318"}, 318),
        ({"name": "a"}, None),
        (None, None),
        (True, None),
        ("done", None),
        ([318], None),
    ],
)
def test_the_id_in_the_answer_to_a_write_is_taken_if_there_is_one(
    data: object, template_id: int | None
) -> None:
    assert decode.written(Node(data, trace_id="5d")) == Written(template_id, "5d")


@pytest.mark.parametrize("wrap", [lambda rows: {"data": rows}, lambda rows: rows])
def test_forms_are_read_as_in_the_sample_and_as_in_the_table(
    wrap: Callable[[object], object],
) -> None:
    errors = ["no screen", {"error": "E1", "message": "bad é"}, {"error": "E2"}, 3]
    rows = [
        {"id": 80, "name": "booking", "status": "published", "validation_errors": errors},
        {"id": "81", "categories": ["SIGN_UP"], "validation_errors": None},
    ]
    assert decode.forms(Node(wrap(rows))) == (
        Form("80", "booking", "PUBLISHED", ("no screen", "bad é", '{"error": "E2"}', "3")),
        Form("81", "", ""),
    )


@pytest.mark.parametrize("data", [None, {}, {"data": None}, []])
def test_no_forms_are_no_forms(data: object) -> None:
    assert decode.forms(Node(data)) == ()


def test_a_form_without_an_id_is_unexpected() -> None:
    assert "data.data[0].id is null" in unexpected(decode.forms, {"data": [{"name": "booking"}]})


def test_uploaded_media_keep_their_handles_word_for_word() -> None:
    handles = f"{HANDLE}\n{HANDLE}"
    data = {"h": handles, "media_id": 9, "original_filename": "1.png", "mime_type": "image/png"}
    assert decode.uploaded_media(Node({**data, "url": "https://media.test/9"})) == UploadedMedia(
        handles, "9", "1.png", "image/png", "https://media.test/9"
    )


@pytest.mark.parametrize("missing", ["h", "media_id"])
def test_uploaded_media_that_cannot_be_referred_to_are_unexpected(missing: str) -> None:
    data = {"h": HANDLE, "media_id": "9"}
    del data[missing]
    assert f"data.{missing} is null" in unexpected(decode.uploaded_media, data)


def test_signed_addresses_are_not_part_of_a_repr() -> None:
    url = "https://media.test/9?Signature=s"
    assert "Signature" not in repr(HeaderDetails("IMAGE", url=url))
    assert "Signature" not in repr(UploadedMedia("h", "9", "1.png", "image/png", url))


NAMES = (
    *("list", "id", "name", "language", "total", "has_next_page", "components", "type", "text"),
    *("buttons", "buttonReqs", "buttonEvents", "event", "example", "header_handle", "data", "h"),
    *("tag_ids", "quality_score", "validation_errors", "is_close_auto_flow", "media_id", "BODY"),
)
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(max_size=5)
    | st.sampled_from(["7", "HEADER", "BODY", "FOOTER", "BUTTONS", "QUICK_REPLY"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=3)
    ),
    max_leaves=8,
)


def outcome(read_it: Callable[[Node], object], data: object) -> object:
    """The value, or the message of the one error that may come in its place."""
    try:
        return read_it(Node(data, call="GET x"))
    except UnexpectedAnswerError as error:
        return error.message


@settings(deadline=None)
@given(data=JSON)
def test_any_data_is_understood_or_unexpected_and_nothing_else(data: object) -> None:
    assert outcome(decode.template_page, data)
    assert outcome(decode.template_details, data)
    assert outcome(decode.written, data)
    assert outcome(decode.forms, data) is not None
    assert outcome(decode.uploaded_media, data)


@settings(deadline=None)
@given(changes=st.dictionaries(st.sampled_from(NAMES), JSON, max_size=4))
def test_a_row_and_details_with_any_members_are_understood_or_unexpected(
    changes: dict[str, object],
) -> None:
    named = {"name": "a", "language": "en"}
    assert outcome(decode.template_page, {"list": [{"id": 1, **changes}]})
    assert outcome(decode.template_details, {**named, **changes})
    assert outcome(decode.template_details, {**named, "components": [changes]})
