from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect
from support.hostile import SNIPPETS
from support.maps import SHOP, declared, map_of, to

from syncer.model import QuickReplyButton, TagEvent, TextEvent
from syncer.render.html.graph import graph_page

if TYPE_CHECKING:
    from collections.abc import Callable

    from browser.opened import Opened

    Open = Callable[..., Opened]

pytestmark = pytest.mark.slow

LONG = [
    declared(f"template_number_{number}", to(f"template_number_{number + 1}"))
    for number in range(9)
]


def test_a_picture_that_is_too_wide_scrolls_by_itself_and_by_keyboard(open_page: Open) -> None:
    page = open_page(graph_page([map_of(*LONG)]), viewport={"width": 360, "height": 700}).page
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    picture = page.get_by_role("region", name="Picture 1 of 1")
    picture.evaluate("one => { one.onscroll = () => { one.dataset.scrolled = 'yes' } }")
    picture.focus()
    page.keyboard.press("ArrowRight")
    expect(picture).to_have_attribute("data-scrolled", "yes")


def test_the_table_opens_by_keyboard(open_page: Open) -> None:
    page = open_page(graph_page([map_of(*SHOP)])).page
    page.locator("summary").focus()
    page.keyboard.press("Enter")
    assert page.get_by_role("row").count() == 1 + 7


def test_hostile_texts_show_as_text(open_page: Open) -> None:
    buttons = [
        QuickReplyButton(text, events=(TextEvent(text), TagEvent(text))) for text in SNIPPETS
    ]
    page = open_page(graph_page([map_of(declared("a", *buttons, to("b")), declared("b"))])).page
    page.locator("summary").click()
    assert page.get_by_role("cell", name="<img src=x onerror=alert(1)>", exact=True).count() == 2
    assert page.locator("script, img, a:not(.skip)").count() == 0
