from __future__ import annotations

from dataclasses import replace

import pytest

from syncer.model import (
    Button,
    FlowButton,
    Header,
    MediaFormat,
    MediaHeader,
    PhoneNumberButton,
    QuickReplyButton,
    TagEvent,
    Template,
    TemplateEvent,
    TemplateKey,
    TextEvent,
    TextHeader,
    UnnamedTags,
    UnsupportedButton,
    UnsupportedHeader,
    UrlButton,
)
from syncer.nxcloud.answers import ButtonDetails, EventDetails, HeaderDetails, TemplateDetails
from syncer.nxcloud.wire import read_template

DETAILS = TemplateDetails(
    meta_id=1_234_567_890_123_456,
    name="spring_offer",
    status="APPROVED",
    language="en_GB",
    category="MARKETING",
    body="Spring is here.",
)
NAMES = {42: TemplateKey("spring_more", "en_GB")}
TAG_NAMES = {33: "season", 34: "vip"}


def read(details: TemplateDetails, digest: str | None = None) -> Template:
    return read_template(details, NAMES, tag_names=TAG_NAMES, digest=digest)


def read_button(button: ButtonDetails) -> Button:
    (found,) = read(replace(DETAILS, buttons=(button,))).buttons
    return found


def quick_reply(*events: EventDetails) -> ButtonDetails:
    return ButtonDetails("QUICK_REPLY", "More", customize_type="conventional", events=events)


def test_a_plain_template_is_its_name_language_category_and_body() -> None:
    assert read(DETAILS) == Template("spring_offer", "en_GB", "MARKETING", "Spring is here.")


def test_texts_are_brought_to_the_normal_form_of_the_files() -> None:
    details = replace(
        DETAILS,
        body="one\r\ntwo\n",
        footer="bye\n",
        header=HeaderDetails("TEXT", "Spring\r\n"),
        close_unassigned=True,
    )
    template = read(details)
    assert (template.body, template.footer, template.header) == (
        "one\ntwo",
        "bye",
        TextHeader("Spring"),
    )
    assert template.close_unassigned


@pytest.mark.parametrize("footer", [None, "", "\n"])
def test_an_empty_footer_is_none(footer: str | None) -> None:
    assert read(replace(DETAILS, footer=footer)).footer is None


def test_a_short_link_in_a_body_stays_as_it_is() -> None:
    body = "Look: https://s.test/api/shortLink/doAccess/Y3M"
    assert read(replace(DETAILS, body=body)).body == body


@pytest.mark.parametrize("media_format", ["IMAGE", "VIDEO", "DOCUMENT"])
@pytest.mark.parametrize("digest", ["00ff", None])
def test_a_media_header_is_known_by_the_digest_of_its_bytes(
    media_format: MediaFormat, digest: str | None
) -> None:
    details = replace(DETAILS, header=HeaderDetails(media_format, filename="pic"))
    header = read(details, digest).header
    assert header == MediaHeader(media_format, digest)
    assert isinstance(header, MediaHeader)
    assert header.filename == "pic"


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (HeaderDetails("TEXT", ""), None),
        (HeaderDetails("LOCATION"), UnsupportedHeader("LOCATION")),
        (HeaderDetails(""), UnsupportedHeader("")),
    ],
)
def test_an_empty_header_is_none_and_an_unknown_one_says_so(
    header: HeaderDetails, expected: Header | None
) -> None:
    assert read(replace(DETAILS, header=header)).header == expected


@pytest.mark.parametrize(
    ("ids", "tag"),
    [
        ((), None),
        ((33,), "season"),
        ((99,), UnnamedTags((99,), (None,))),
        ((33, 34), UnnamedTags((33, 34), ("season", "vip"))),
        ((33, 99), UnnamedTags((33, 99), ("season", None))),
    ],
)
def test_one_known_tag_is_its_name_and_anything_else_is_kept_by_id(
    ids: tuple[int, ...], tag: str | UnnamedTags | None
) -> None:
    assert read(replace(DETAILS, tag_ids=ids)).tag == tag


@pytest.mark.parametrize(
    ("button", "expected"),
    [
        (
            ButtonDetails("URL", "Shop", url="https://s.test/{{1}}"),
            UrlButton("Shop", "https://s.test/{{1}}"),
        ),
        (
            ButtonDetails("PHONE_NUMBER", "Call", phone_number="86 13128-0"),
            PhoneNumberButton("Call", "+86131280"),
        ),
        (ButtonDetails("FLOW", "Book", flow_id="80"), FlowButton("Book", "80")),
        (ButtonDetails("COPY_CODE", "Copy"), UnsupportedButton("COPY_CODE", "Copy")),
        (ButtonDetails("QUICK_REPLY", "Stop"), QuickReplyButton("Stop")),
        (
            ButtonDetails("QUICK_REPLY", "Stop", customize_type="unsubscribe"),
            QuickReplyButton("Stop", unsubscribe=True),
        ),
    ],
)
def test_each_type_of_button_is_read(button: ButtonDetails, expected: Button) -> None:
    assert read_button(button) == expected


def test_the_events_of_a_quick_reply_are_read_in_order() -> None:
    button = quick_reply(
        EventDetails("tag", tag_name="vip", tag_id=34),
        EventDetails("text", text="Thanks!\r\nBye\n"),
        EventDetails("template", template_id=42, template_name="an_older_name"),
    )
    assert read_button(button) == QuickReplyButton(
        "More",
        events=(
            TagEvent("vip"),
            TextEvent("Thanks!\nBye"),
            TemplateEvent("spring_more", "en_GB"),
        ),
    )


@pytest.mark.parametrize("template_id", [None, 404])
def test_an_event_whose_id_leads_nowhere_has_no_language(template_id: int | None) -> None:
    event = EventDetails("template", template_id=template_id, template_name="gone")
    assert read_button(quick_reply(event)) == QuickReplyButton(
        "More", events=(TemplateEvent("gone", None),)
    )


def test_a_tag_event_without_a_name_takes_the_one_that_is_known() -> None:
    assert read_button(quick_reply(EventDetails("tag", tag_id=34))) == QuickReplyButton(
        "More", events=(TagEvent("vip"),)
    )


@pytest.mark.parametrize("event", [EventDetails("tag", tag_id=99), EventDetails("tag")])
def test_a_button_with_a_tag_that_nobody_can_name_is_unsupported(event: EventDetails) -> None:
    assert read_button(quick_reply(event)) == UnsupportedButton(
        "QUICK_REPLY with the event tag", "More"
    )


def test_a_button_with_a_new_kind_of_event_is_unsupported_rather_than_without_it() -> None:
    button = quick_reply(EventDetails("text", text="Hi"), EventDetails("agent"))
    assert read_button(button) == UnsupportedButton("QUICK_REPLY with the event agent", "More")


def test_a_component_that_is_not_documented_is_an_unsupported_button_at_the_end() -> None:
    details = replace(
        DETAILS,
        buttons=(ButtonDetails("QUICK_REPLY", "More"),),
        other_components=("CAROUSEL",),
    )
    assert read(details).buttons == (QuickReplyButton("More"), UnsupportedButton("CAROUSEL", ""))


def test_a_quick_reply_of_a_kind_that_cannot_be_written_is_not_taken_for_another() -> None:
    button = ButtonDetails("QUICK_REPLY", "Stop", customize_type="marketing_optout")
    found = read_template(
        TemplateDetails(1, "a", "APPROVED", "en", "UTILITY", body="Hi", buttons=(button,)),
        {},
        tag_names={},
        digest=None,
    )
    assert found.buttons == (UnsupportedButton("QUICK_REPLY of the type marketing_optout", "Stop"),)
