"""What of a template's details is remembered to tell whether somebody changed it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from syncer.live.details import live_digest
from syncer.live.snapshot import live_media
from syncer.model import LiveMedia
from syncer.nxcloud.answers import ButtonDetails, EventDetails, HeaderDetails, TemplateDetails

DETAILS = TemplateDetails(
    meta_id=1_234_567_890_123_456,
    name="menu",
    status="APPROVED",
    language="en",
    category="UTILITY",
    quality="GREEN",
    tag_ids=(33989, 33991),
    header=HeaderDetails(
        "IMAGE", "", "11", "4:handle", "menu.png", "https://media.test/x?Expires=1"
    ),
    body="Hello there",
    footer="Bye",
    buttons=(ButtonDetails("QUICK_REPLY", "Yes", events=(EventDetails("tag", "vip", 33989),)),),
)
HEADER = DETAILS.header or HeaderDetails("")


@pytest.mark.parametrize(
    "by_itself",
    [
        {"status": "PAUSED"},
        {"quality": "RED"},
        {"meta_id": 1},
        {"tag_ids": (33991, 33989)},
        {"header": replace(HEADER, url="https://media.test/x?Expires=2")},
        {"header": replace(HEADER, h="4:another")},
    ],
)
def test_the_digest_does_not_see_what_changes_by_itself(by_itself: dict[str, Any]) -> None:
    assert live_digest(replace(DETAILS, **by_itself)) == live_digest(DETAILS)


@pytest.mark.parametrize(
    "by_a_write",
    [
        {"name": "menus"},
        {"language": "de"},
        {"category": "MARKETING"},
        {"tag_ids": (33989,)},
        {"close_unassigned": True},
        {"body": "Hello"},
        {"footer": None},
        {"header": None},
        {"header": replace(HEADER, format="VIDEO")},
        {"header": replace(HEADER, media_id="12")},
        {"header": replace(HEADER, filename="other.png")},
        {"header": HeaderDetails("TEXT", "Hello")},
        {"buttons": ()},
        {"buttons": (ButtonDetails("URL", "Yes", "https://shop.example"),)},
        {"buttons": (ButtonDetails("QUICK_REPLY", "Yes", customize_type="unsubscribe"),)},
        {"buttons": (ButtonDetails("QUICK_REPLY", "Yes", events=(EventDetails("tag", "new"),)),)},
        {"other_components": ("CAROUSEL",)},
    ],
)
def test_the_digest_sees_all_that_a_write_could_change(by_a_write: dict[str, Any]) -> None:
    assert live_digest(replace(DETAILS, **by_a_write)) != live_digest(DETAILS)


def test_a_header_of_media_says_what_its_media_is_called() -> None:
    assert live_media(DETAILS) == LiveMedia(
        "11", "4:handle", "menu.png", "https://media.test/x?Expires=1"
    )
    assert live_media(replace(DETAILS, header=None)) is None
