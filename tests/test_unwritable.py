from __future__ import annotations

from typing import Any

import pytest
from support.templates import quick_reply, template

from syncer.model import TemplateEvent, UnsupportedButton, UnsupportedHeader
from syncer.unwritable import unwritable


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"category": "AUTHENTICATION"}, "its category AUTHENTICATION cannot be written"),
        ({"category": ""}, "its category unknown cannot be written"),
        ({"header": UnsupportedHeader("LOCATION")}, "its LOCATION header cannot be written"),
        ({"buttons": (UnsupportedButton("COPY_CODE", "Copy"),)}, "its button COPY_CODE cannot be"),
        (
            {"buttons": (quick_reply("Go", TemplateEvent("menu", None)),)},
            "its button 'Go' leads to a template that is gone",
        ),
        ({"footer": "half \ud83d"}, "holds half of an emoji"),
    ],
)
def test_what_cannot_be_written_is_told(fields: dict[str, Any], reason: str) -> None:
    (told,) = unwritable(template(**fields))
    assert reason in told


def test_everything_is_told_at_once() -> None:
    several = template(category="AUTHENTICATION", header=UnsupportedHeader("LOCATION"))
    assert len(unwritable(several)) == 2


def test_of_an_ordinary_template_there_is_nothing_to_tell() -> None:
    led = quick_reply("Go", TemplateEvent("menu", "en"))
    assert unwritable(template(buttons=(led,))) == ()
