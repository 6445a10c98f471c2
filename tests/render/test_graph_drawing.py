from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from support.hostile import some
from support.maps import SHOP, declared, hostile_maps, map_of, to

from syncer.model import QuickReplyButton, TextEvent
from syncer.render.graph_drawing import Arrow, Box, drawing, short

if TYPE_CHECKING:
    from syncer.graph.values import Graph


def test_a_map_is_boxes_and_arrows() -> None:
    one = drawing(map_of(*SHOP), 1)
    assert [(box.look, box.lines) for box in one.boxes] == [
        ("loop", ("menu/en", "loop")),
        ("loop", ("orders/en", "loop")),
        ("template", ("track/en",)),
        ("dead_end", ("thanks/en", "dead end")),
        ("outside", ("care/de", "outside these files")),
        ("event", ("tag: orders",)),
        ("event", ("text: We are open ⏎ until eight.",)),
        ("alone", ("unreachable, and leading nowhere:", "news/en")),
    ]
    assert [arrow.words for arrow in one.arrows] == [
        "Orders (1)",
        "Orders (2)",
        "Hours",
        "Help",
        "Go",
        "Go (1)",
        "Go (2)",
    ]


def test_arrows_lead_from_box_to_box() -> None:
    one = drawing(map_of(declared("a", to("b")), declared("b")), 7)
    first, second = one.boxes
    assert one.arrows == (Arrow(first.name, second.name, "Go"),)


def test_that_nothing_leads_to_a_start_goes_without_saying() -> None:
    text = QuickReplyButton("Hours", events=(TextEvent("We are open."),))
    one = drawing(map_of(declared("a", to("b")), declared("b"), declared("c", text)), 1)
    assert [box.lines for box in one.boxes[:3]] == [
        ("a/en", "start"),
        ("b/en", "dead end"),
        ("c/en", "unreachable"),
    ]


def test_of_many_templates_without_arrows_the_first_are_listed() -> None:
    (box,) = drawing(map_of(*(declared(f"t{number}") for number in range(25))), 1).boxes
    assert box.lines[1:3] == ("t0/en", "t1/en")
    assert box.lines[-2:] == ("t19/en", "and 5 more")


def test_drawings_of_several_accounts_share_no_names() -> None:
    one, other = (drawing(map_of(*SHOP), number) for number in (1, 2))
    assert {box.name for box in one.boxes}.isdisjoint(box.name for box in other.boxes)


def test_long_texts_are_cut_and_hidden_characters_spelled_out() -> None:
    assert short("a\u202eb\nc") == "a\\u202eb ⏎ c"
    assert short("x" * 61) == "x" * 59 + "…"
    assert short("x" * 60) == "x" * 60


@some
@given(hostile_maps())
def test_every_template_and_event_is_drawn_once(one: Graph) -> None:
    made = drawing(one, 1)
    names = [box.name for box in made.boxes]
    assert len(set(names)) == len(names)
    assert {end for arrow in made.arrows for end in (arrow.source, arrow.target)} <= set(names)
    assert len(made.arrows) == len(one.edges)
    apart = next((box for box in made.boxes if box.look == "alone"), Box("", "alone", ("",)))
    templates = [box for box in made.boxes if box.look not in {"event", "alone"}]
    assert len(templates) + len(apart.lines) - 1 == len(one.nodes)
