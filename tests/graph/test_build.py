from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from support.hostile import some
from support.maps import SHOP, declared, hostile_maps, key, map_of, to

from syncer.graph.values import Edge
from syncer.model import QuickReplyButton, TagEvent, TemplateEvent, TextEvent, UrlButton

if TYPE_CHECKING:
    from syncer.graph.values import Graph, Mark


def marks(graph: Graph) -> dict[str, tuple[Mark, ...]]:
    return {node.key.name: node.marks for node in graph.nodes}


class TestNodesAndEdges:
    def test_every_event_of_a_button_is_an_edge_in_order(self) -> None:
        assert map_of(*SHOP).edges[:4] == (
            Edge(key("menu"), 0, "Orders", 0, TagEvent("orders")),
            Edge(key("menu"), 0, "Orders", 1, key("orders")),
            Edge(key("menu"), 1, "Hours", 0, TextEvent("We are open\nuntil eight.")),
            Edge(key("menu"), 2, "Help", 0, key("care", "de")),
        )

    def test_templates_come_in_the_order_of_the_files_and_those_outside_last(self) -> None:
        nodes = map_of(*SHOP).nodes
        assert [node.key.name for node in nodes] == [
            "menu", "orders", "track", "thanks", "news", "care",
        ]  # fmt: skip
        assert [node.key.name for node in nodes if node.external] == ["care"]

    def test_each_language_is_a_template_of_its_own(self) -> None:
        one = map_of(declared("a", to("b")), declared("b", language="de"), declared("b"))
        assert [(node.key, node.external) for node in one.nodes] == [
            (key("a"), False),
            (key("b", "de"), False),
            (key("b"), False),
        ]

    def test_a_target_without_a_language_has_that_of_the_template(self) -> None:
        button = QuickReplyButton("Go", events=(TemplateEvent("b", None),))
        (edge,) = map_of(declared("a", button, language="de")).edges
        assert edge.to == key("b", "de")


class TestMarks:
    def test_of_a_shop(self) -> None:
        assert marks(map_of(*SHOP)) == {
            "menu": ("loop",),
            "orders": ("loop",),
            "track": (),
            "thanks": ("dead_end",),
            "news": ("unreachable",),
            "care": (),
        }

    def test_a_start_leads_to_others_and_nothing_leads_to_it(self) -> None:
        one = map_of(declared("a", to("b")), declared("b"))
        assert marks(one) == {"a": ("unreachable", "start"), "b": ("dead_end",)}

    def test_what_only_leads_to_itself_is_a_loop_that_nothing_leads_to(self) -> None:
        one = map_of(declared("a", to("a")))
        assert marks(one) == {"a": ("unreachable", "loop")}
        assert one.loops == ((key("a"),),)

    def test_a_reply_that_is_answered_with_text_is_no_way_on(self) -> None:
        text = QuickReplyButton("Hours", events=(TextEvent("We are open."), TagEvent("hours")))
        one = map_of(declared("a", to("b")), declared("b", text))
        assert one.marked("dead_end") == (key("b"),)

    def test_a_page_to_open_is_a_way_on(self) -> None:
        one = map_of(declared("a", to("b")), declared("b", UrlButton("Open", "https://a.example")))
        assert one.marked("dead_end") == ()

    def test_loops_are_in_the_order_of_the_files(self) -> None:
        one = map_of(
            declared("d", to("e")),
            declared("a", to("b")),
            declared("b", to("a"), to("d")),
            declared("e", to("d")),
        )
        assert one.loops == ((key("d"), key("e")), (key("a"), key("b")))

    @some
    @given(hostile_maps())
    def test_what_is_not_reached_is_unreachable_and_what_is_outside_has_no_marks(
        self, one: Graph
    ) -> None:
        led_to = {edge.to for edge in one.edges if edge.to != edge.source}
        for node in one.nodes:
            assert ("unreachable" in node.marks) == (node.key not in led_to and not node.external)
            assert not (node.external and node.marks)
