from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from hypothesis import given
from support.hostile import some
from support.maps import SHOP, declared, hostile_maps, map_of, to

from syncer.graph.parts import components
from syncer.render.html.graph_layout import WIDTH, Box, laid_out

if TYPE_CHECKING:
    from syncer.graph.values import Graph


def boxes(graph: Graph) -> dict[str, Box]:
    return {box.node.key.name: box for box in laid_out(graph).boxes}


def test_a_template_stands_right_of_all_that_lead_to_it() -> None:
    found = boxes(
        map_of(
            declared("d"), declared("a", to("b", "d")), declared("b", to("c")),
            declared("c", to("d")),
        )
    )  # fmt: skip
    assert found["a"].x < found["b"].x < found["c"].x < found["d"].x


def test_the_way_back_in_a_loop_leads_to_the_left() -> None:
    found = boxes(map_of(declared("a", to("b")), declared("b", to("c")), declared("c", to("b"))))
    assert found["a"].x < found["b"].x < found["c"].x
    forward, _, back = laid_out(map_of(*(SHOP[:2]))).curves[:3]
    assert forward.startswith(f"M{16 + WIDTH} ")
    assert back.endswith(" 31")
    assert int(back[1:].split()[0]) > int(back.split()[-2])


def test_what_leads_to_itself_goes_around_its_right_side() -> None:
    (curve,) = laid_out(map_of(declared("a", to("a")))).curves
    start, end = curve[1:].split("C")
    assert start.split()[0] == end.split()[-2] == str(16 + WIDTH)


def test_templates_stand_near_those_that_lead_to_them() -> None:
    found = boxes(
        map_of(
            declared("a", to("x")), declared("b", to("y")), declared("y"), declared("x"),
            declared("c", to("x", "y")),
        )
    )  # fmt: skip
    assert found["a"].y < found["b"].y
    assert found["x"].y < found["y"].y


def test_a_box_says_what_it_is_and_what_its_buttons_do() -> None:
    found = boxes(map_of(*SHOP))
    assert found["menu"].title == "menu/en"
    assert found["menu"].rows == (
        "loop",
        "Orders (1) → tag: orders",
        "Orders (2)",
        "Hours → text: We are open ⏎ until ei…",
        "Help",
    )
    assert found["track"].rows == ()


@some
@given(hostile_maps())
def test_no_box_lies_on_another_and_all_are_in_the_picture(one: Graph) -> None:
    for each in components(one):
        sheet = laid_out(each)
        assert {box.node for box in sheet.boxes} == set(each.nodes)
        for box in sheet.boxes:
            assert 0 < box.x < box.x + WIDTH < sheet.width
            assert 0 < box.y < box.y + box.height < sheet.height
        for first, second in combinations(sheet.boxes, 2):
            apart = abs(first.x - second.x) > WIDTH
            assert apart or first.y + first.height < second.y or second.y + second.height < first.y


def test_thousands_of_templates_in_a_row_are_no_trouble() -> None:
    long = [declared(f"t{number}", to(f"t{number + 1}")) for number in range(3_000)]
    sheet = laid_out(map_of(*long))
    assert len(sheet.boxes) == 3_001
