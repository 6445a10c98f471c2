"""Mermaid itself, set up as GitHub has it, on maps with texts that nobody would send."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from support.maps import SHOP, declared, hostile_maps, map_of

from syncer.model import QuickReplyButton, TemplateEvent
from syncer.render.graph_drawing import drawing
from syncer.render.graph_mermaid import mermaid

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser

    from syncer.graph.values import Graph

    Draw = Callable[[str], dict[str, Any]]

MERMAID = Path(__file__).parents[1] / "node/node_modules/@mermaid-js/tiny/dist/mermaid.tiny.js"
DRAW = """async text => {
    const {svg} = await mermaid.render("map", text);
    document.body.innerHTML = svg;
    const texts = selector => [...document.querySelectorAll(selector)].map(one => one.textContent);
    return {
        boxes: texts(".node .nodeLabel"),
        arrows: document.querySelectorAll(".edgePaths path").length,
        words: texts(".edgeLabel .edgeLabel, .edgeLabel p"),
        risky: texts("body :is(script, img, iframe, a, [onerror], [onload], [onclick])"),
    };
}"""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not MERMAID.exists(), reason="no mermaid: `npm ci --prefix tests/node`"),
]


@pytest.fixture(scope="module")
def draw(browser: Browser) -> Iterator[Draw]:
    """Draws a map, and tells what stands in its boxes."""
    page = browser.new_page()
    page.goto("about:blank")
    page.add_script_tag(path=MERMAID)
    page.evaluate("mermaid.initialize({startOnLoad: false, securityLevel: 'strict'})")
    yield lambda text: page.evaluate(DRAW, text)
    page.close()


def bare(text: str) -> str:
    """The text without what a drawing may change: blanks, and the backslash it shows as another."""
    return "".join(text.split()).replace("\\", "＼")


def drawn(graph: Graph) -> tuple[str, list[str], int]:
    """A map in Mermaid's words, what is to stand in its boxes, and how many arrows there are.

    All that lead from a box to itself are one.
    """
    one = drawing(graph, 1)
    circles = {arrow.source for arrow in one.arrows if arrow.source == arrow.target}
    ways = sum(arrow.source != arrow.target for arrow in one.arrows) + len(circles)
    return mermaid([one]), [bare("".join(box.lines)) for box in one.boxes], ways


def test_two_buttons_that_lead_back_to_their_template_are_both_seen(draw: Draw) -> None:
    again = [QuickReplyButton(text, events=(TemplateEvent("menu", "en"),)) for text in ("A", "B")]
    text, _, _ = drawn(map_of(declared("menu", *again)))
    assert set(draw(text)["words"]) == {"AB"}


def test_a_plain_map_is_drawn(draw: Draw) -> None:
    text, boxes, arrows = drawn(map_of(*SHOP))
    found = draw(text)
    assert sorted(map(bare, found["boxes"])) == sorted(boxes)
    assert found["arrows"] == arrows


@settings(max_examples=40)
@given(graph=hostile_maps())
def test_whatever_a_text_says_it_is_a_text_in_its_box(draw: Draw, graph: Graph) -> None:
    text, boxes, arrows = drawn(graph)
    found = draw(text)
    assert sorted(map(bare, found["boxes"])) == sorted(boxes)
    assert found["arrows"] == arrows
    assert found["risky"] == []
