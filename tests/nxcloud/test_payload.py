from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from syncer.errors import RefusedError
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
from syncer.nxcloud.payload import HeaderMedia, create_payload, update_payload

if TYPE_CHECKING:
    from collections.abc import Callable

    import httpx

    from syncer.nxcloud.client import Client

PLAIN = Template("spring_offer", "en_GB", "MARKETING", "Spring is here, {{First Name}}.")
HANDLE = "4:cGljLnBuZw==:aW1hZ2UvcG5n:ARa:e:1760000000:12:34:ARx"
MEDIA = HeaderMedia("9", HANDLE, "1.png", "IMAGE")
NO_MEDIA = {"mediaName": "", "mediaId": "", "mediaType": "", "templateMediaId": ""}
FULL = replace(
    PLAIN,
    category="UTILITY",
    header=TextHeader("Spring!"),
    footer="Reply STOP to opt out",
    tag="season",
    close_unassigned=True,
    buttons=(
        QuickReplyButton(
            "More",
            events=(
                TagEvent("vip"),
                TextEvent("Thanks!"),
                TemplateEvent("spring_more", "en_GB"),
            ),
        ),
        QuickReplyButton("Stop", unsubscribe=True),
        UrlButton("Shop", "https://shop.test/{{1}}"),
    ),
)
EVENT_IDS = {TemplateKey("spring_more", "en_GB"): 42, TemplateKey("spring_more", "en"): 43}


def created(
    template: Template, media: HeaderMedia | None = None, *, sync_meta: bool = True
) -> dict[str, object]:
    return create_payload(template, media=media, event_ids=EVENT_IDS, sync_meta=sync_meta)


def updated(
    template: Template, media: HeaderMedia | None = None, *, sync_meta: bool = True
) -> dict[str, object]:
    return update_payload(41, template, media=media, event_ids=EVENT_IDS, sync_meta=sync_meta)


def test_a_create_leaves_out_what_is_not_set() -> None:
    assert created(PLAIN) == {
        "name": "spring_offer",
        "language": "en_GB",
        "category_type": 1,
        "content": "Spring is here, {{First Name}}.",
        "syn_meta": True,
        "is_close_auto_flow": 0,
    }


def test_an_update_sends_every_field_so_that_nothing_old_can_stay() -> None:
    assert updated(PLAIN) == {
        "id": 41,
        "name": "spring_offer",
        "language": "en_GB",
        "category_type": 1,
        "content": "Spring is here, {{First Name}}.",
        "headerText": "",
        **NO_MEDIA,
        "footerText": "",
        "tag_name": "",
        "syn_meta": True,
        "is_close_auto_flow": 0,
        "buttonComponents": [],
    }


def test_everything_that_is_set_is_sent() -> None:
    assert created(FULL, sync_meta=False) == {
        "name": "spring_offer",
        "language": "en_GB",
        "category_type": 2,
        "content": "Spring is here, {{First Name}}.",
        "headerText": "Spring!",
        "footerText": "Reply STOP to opt out",
        "tag_name": "season",
        "syn_meta": False,
        "is_close_auto_flow": 1,
        "buttonComponents": [
            {
                "type": "QUICK_REPLY",
                "text": "More",
                "customizeType": "conventional",
                "buttonEvents": [
                    {"event": "tag", "tagName": "vip"},
                    {"event": "text", "text": "Thanks!"},
                    {"event": "template", "templateId": 42, "templateName": "spring_more"},
                ],
            },
            {"type": "QUICK_REPLY", "text": "Stop", "customizeType": "unsubscribe"},
            {"type": "URL", "text": "Shop", "url": "https://shop.test/{{1}}"},
        ],
    }


def test_an_update_clears_the_events_of_a_button_without_any() -> None:
    template = replace(PLAIN, buttons=(QuickReplyButton("Stop"),))
    assert updated(template)["buttonComponents"] == [
        {
            "type": "QUICK_REPLY",
            "text": "Stop",
            "customizeType": "conventional",
            "buttonEvents": [],
        }
    ]


@pytest.mark.parametrize("media_format", ["IMAGE", "VIDEO", "DOCUMENT"])
def test_a_media_header_sends_what_the_upload_gave(media_format: MediaFormat) -> None:
    template = replace(PLAIN, header=MediaHeader(media_format, "00ff"))
    media = replace(MEDIA, format=media_format)
    sent = {
        "mediaName": "1.png",
        "mediaId": "9",
        "mediaType": media_format,
        "templateMediaId": HANDLE,
    }
    assert created(template, media) == created(PLAIN) | sent
    assert updated(template, media) == updated(PLAIN) | sent


def test_media_are_not_sent_for_a_header_that_has_none() -> None:
    assert updated(FULL, MEDIA)["mediaId"] == ""


@pytest.mark.parametrize(
    ("button", "wire"),
    [
        (
            PhoneNumberButton("Call", "+8613128000000"),
            {"type": "PHONE_NUMBER", "text": "Call", "phoneNumber": "8613128000000"},
        ),
        (FlowButton("Book", "8033"), {"type": "FLOW", "text": "Book", "flow_id": "8033"}),
    ],
)
def test_phone_numbers_go_without_a_plus_and_forms_by_id(
    button: Button, wire: dict[str, str]
) -> None:
    assert created(replace(PLAIN, buttons=(button,)))["buttonComponents"] == [wire]


def test_what_is_built_is_what_the_api_takes(
    client: Client, give: Callable[[object], None], requests: list[httpx.Request]
) -> None:
    give(None)
    buttons = (PhoneNumberButton("Call", "+8613128000000"), FlowButton("Book", "8033"))
    with_media = replace(FULL, header=MediaHeader("IMAGE", "00ff"), buttons=buttons)
    for template in (PLAIN, FULL, with_media):
        client.create(created(template, MEDIA))
        client.update(updated(template, MEDIA))
    assert [request.method for request in requests] == ["POST", "PUT"] * 3


@pytest.mark.parametrize(
    ("template", "why"),
    [
        (replace(PLAIN, tag=UnnamedTags((5, 6), ("vip", None))), r"its tags \(5, 6\)"),
        (replace(PLAIN, category="AUTHENTICATION"), "the category AUTHENTICATION cannot"),
        (replace(PLAIN, category=""), r"the category \(none\) cannot"),
        (replace(PLAIN, buttons=(UnsupportedButton("COPY_CODE", "x"),)), "type COPY_CODE cannot"),
    ],
)
def test_what_this_api_cannot_write_is_refused(template: Template, why: str) -> None:
    for build in (created, updated):
        with pytest.raises(RefusedError, match=f"spring_offer/en_GB: .*{why}") as caught:
            build(template)
        assert caught.value.hint


@pytest.mark.parametrize(
    ("header", "why"),
    [
        (UnsupportedHeader("LOCATION"), "format LOCATION cannot be written"),
        (MediaHeader("IMAGE", "00ff"), "media of the header have not been uploaded"),
    ],
)
def test_a_header_that_cannot_be_written_is_refused(header: Header, why: str) -> None:
    with pytest.raises(RefusedError, match=why):
        created(replace(PLAIN, header=header))


@pytest.mark.parametrize(
    ("event", "named"),
    [
        (TemplateEvent("spring_more", "fr"), "spring_more/fr"),
        (TemplateEvent("spring_more", None), "spring_more/"),
    ],
)
def test_an_event_whose_template_has_no_id_is_refused(event: TemplateEvent, named: str) -> None:
    template = replace(PLAIN, buttons=(QuickReplyButton("More", events=(event,)),))
    with pytest.raises(RefusedError, match=f"leads to {named}, whose id is not known"):
        created(template)
