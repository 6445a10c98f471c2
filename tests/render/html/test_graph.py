from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from hypothesis import given
from support.hostile import some
from support.maps import SHOP, declared, hostile_maps, map_of, to

from syncer.model import QuickReplyButton, TextEvent
from syncer.render.html.graph import graph_page, graph_sections

if TYPE_CHECKING:
    from syncer.graph.values import Graph

OURS = {
    "html", "head", "meta", "title", "style", "body", "a", "header", "main", "section", "h1", "h2",
    "div", "svg", "defs", "marker", "path", "rect", "text", "dl", "dt", "dd", "details", "summary",
    "table", "thead", "tbody", "tr", "th", "td", "q", "b", "span",
}  # fmt: skip


class Reader(HTMLParser):
    """A page as a browser reads it: its elements, and what it says, in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.words: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes.update(name for name, _ in attrs)

    def handle_data(self, data: str) -> None:
        self.words += data.split()

    @property
    def says(self) -> str:
        return " ".join(self.words)


def section(graph: Graph, *anchors: str) -> str:
    (made,) = graph_sections([graph], anchors)
    return str(made)


class TestSection:
    def test_a_table_says_all_that_the_picture_shows(self) -> None:
        says = Reader(section(map_of(*SHOP))).says
        table = says.partition("as a table (7) ")[2]
        assert table.startswith("Template Button A tap")
        assert "menu/en Orders adds the tag orders menu/en Orders sends orders/en" in table
        assert "menu/en Hours answers We are open until eight." in table
        assert "menu/en Help sends care/de" in table

    def test_what_is_marked_is_listed_in_words(self) -> None:
        says = Reader(section(map_of(*SHOP, declared("s", to("track", "s"))))).says
        assert "Starts: they lead to others, and no other leads to them s/en Dead ends" in says
        assert "no button to go on with thanks/en Loop" in says
        assert "Loop: each of these leads to all of them menu/en, orders/en" in says
        assert "Loop: each of these leads back to itself s/en" in says
        assert "Outside these files care/de" in says
        assert "no button of another template leads to them news/en" in says

    def test_a_template_that_only_answers_is_listed_as_unreachable_too(self) -> None:
        text = QuickReplyButton("Hours", events=(TextEvent("We are open."),))
        says = Reader(section(map_of(*SHOP, declared("hours", text)))).says
        assert "no button of another template leads to them news/en, hours/en" in says

    def test_marks_are_told_by_shapes_and_words_beside_colours(self) -> None:
        text = section(map_of(*SHOP, declared("s", to("track"))))
        assert text.count('rx="14"') == 1
        assert '<text x="14" y="46">dead end</text>' in text
        assert text.count("<rect") == 6 + 1  # the dead end has a second frame

    def test_parts_that_do_not_lead_to_each_other_are_pictures_of_their_own(self) -> None:
        text = QuickReplyButton("Hours", events=(TextEvent("We are open."),))
        one = map_of(
            declared("a", to("b")), declared("b"), declared("c", text), declared("d", to("d"))
        )
        found = section(one)
        assert "Picture 1 of 2 of main" in found
        assert "Picture 2 of 2 of main" in found

    def test_without_pictures_the_table_is_open(self) -> None:
        text = QuickReplyButton("Hours", events=(TextEvent("We are open."),))
        found = section(map_of(declared("a", text)))
        assert "<svg" not in found
        assert "<details open>" in found

    def test_without_buttons_there_is_a_list_only(self) -> None:
        found = section(map_of(declared("a")))
        assert "<table" not in found
        assert "a/en" in found

    def test_it_leads_to_what_else_the_page_has_of_a_template(self) -> None:
        found = section(map_of(*SHOP), "main/menu/en", "other/orders/en")
        assert '<a href="#main/menu/en">menu/en</a>' in found
        assert "#other" not in found

    def test_several_accounts_have_a_section_each_with_ids_of_its_own(self) -> None:
        found = "".join(graph_sections([map_of(*SHOP), map_of(*SHOP, account="staging")]))
        ids = re.findall(r' id="([^"]+)"', found)
        assert len(set(ids)) == len(ids) == 4


class TestPage:
    def test_is_titled_with_the_accounts_and_runs_no_script(self) -> None:
        text = graph_page([map_of(*SHOP), map_of(*SHOP, account="staging")])
        assert "<title>Map of main, staging</title>" in text
        assert "script" not in Reader(text).tags
        assert "default-src 'none'" in text

    @some
    @given(hostile_maps())
    def test_hostile_texts_show_as_text_and_nothing_else(self, one: Graph) -> None:
        read = Reader(graph_page([one]))
        assert set(read.tags) <= OURS
        assert not {name for name in read.attributes if name.startswith("on")}
        for edge in one.edges:
            if edge.button_text.isprintable():
                assert " ".join(edge.button_text.split()) in read.says
