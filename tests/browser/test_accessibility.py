"""axe-core, the checker that browsers' own developers use, on every kind of page."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from browser.pages import (
    ARABIC,
    SHIPPED,
    TRACKING,
    created,
    media_card,
    other,
    plan_of,
    updated,
    with_problem,
)
from support.maps import SHOP, map_of

from syncer.model import MediaHeader
from syncer.render.html.graph import graph_page
from syncer.render.html.media import Embedded

if TYPE_CHECKING:
    from collections.abc import Callable

    from browser.opened import Opened

    Open = Callable[..., Opened]

AXE = Path(__file__).parents[1] / "node" / "node_modules" / "axe-core" / "axe.min.js"
SERIOUS = {"serious", "critical"}

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not AXE.exists(), reason="no axe-core: `npm ci --prefix tests/node`"),
]

CHANGED = replace(SHIPPED, body="Hi {{First Name}}, *it* is ~late~.", footer=None, buttons=())
CARDS = (
    updated(SHIPPED, CHANGED),
    with_problem(created(ARABIC)),
    created(TRACKING, "staging"),
    other("delete", replace(TRACKING, name="shop_old")),
    other("blocked", replace(TRACKING, name="shop_waiting"), "staging"),
)


def violations(opened: Opened) -> dict[str, Any]:
    """What axe finds, by its rules: only what is serious, with the first places of each."""
    opened.page.evaluate(AXE.read_text(encoding="utf-8"))
    found = opened.page.evaluate("axe.run()")
    assert len(found["passes"]) > 20
    return {
        one["id"]: [node["html"] for node in one["nodes"][:3]]
        for one in found["violations"]
        if one["impact"] in SERIOUS
    }


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_plan_has_no_serious_fault(open_page: Open, scheme: str, width: int) -> None:
    opened = open_page(
        plan_of(*CARDS, *media_card()),
        color_scheme=scheme,
        viewport={"width": width, "height": 900},
    )
    for details in opened.page.locator("details").all():
        details.evaluate("one => one.open = true")
    assert violations(opened) == {}


def test_media_that_have_no_name_have_no_serious_fault(open_page: Open) -> None:
    headers = (MediaHeader("IMAGE", "a" * 64, ""), MediaHeader("VIDEO", "b" * 64, ""))
    cards = [created(replace(TRACKING, header=one, name=one.format.lower())) for one in headers]
    media = {"a" * 64: Embedded("png", b"\x89PNG"), "b" * 64: Embedded("mp4", b"ftyp")}
    opened = open_page(plan_of(*cards, media=media))
    assert violations(opened) == {}
    assert opened.page.get_by_role("img", name="image").count() == 1
    assert opened.page.locator("video").get_attribute("aria-label") == "video"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_map_has_no_serious_fault(open_page: Open, scheme: str) -> None:
    opened = open_page(
        graph_page([map_of(*SHOP), map_of(*SHOP, account="two")]), color_scheme=scheme
    )
    for details in opened.page.locator("details").all():
        details.evaluate("one => one.open = true")
    assert violations(opened) == {}
