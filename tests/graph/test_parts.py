from __future__ import annotations

import time
from typing import TYPE_CHECKING

from hypothesis import given
from support.hostile import some
from support.maps import SHOP, declared, hostile_maps, key, map_of, to

from syncer.graph.parts import components, connected, part

if TYPE_CHECKING:
    from syncer.graph.values import Graph


def names(graph: Graph) -> list[str]:
    return [node.key.name for node in graph.nodes]


def test_a_part_is_what_some_templates_do() -> None:
    one = part(map_of(*SHOP), {key("menu")})
    assert names(one) == ["menu", "orders", "care"]
    assert {edge.source for edge in one.edges} == {key("menu")}
    assert one.nodes[1].marks == ("loop",)
    assert one.loops == ((key("menu"), key("orders")),)
    assert part(map_of(*SHOP), {key("news")}).loops == ()


def test_connected_is_what_leads_to_a_template_or_where_it_leads() -> None:
    one = map_of(*SHOP)
    assert connected(one, {key("thanks")}) == {node.key for node in one.nodes} - {key("news")}
    assert connected(one, {key("news")}) == {key("news")}


def test_components_do_not_lead_to_each_other() -> None:
    one = map_of(declared("a", to("b")), declared("c"), declared("b"), declared("d", to("c")))
    assert [names(each) for each in components(one)] == [["a", "b"], ["c", "d"]]


def test_thousands_of_components_take_no_time() -> None:
    names = [(f"a{number}", f"b{number}") for number in range(4000)]
    one = map_of(*(declared(a, to(b)) for a, b in names), *(declared(b) for _, b in names))
    begun = time.process_time()
    assert sum(1 for _ in components(one)) == 4000
    assert time.process_time() - begun < 3


@some
@given(hostile_maps())
def test_components_are_all_of_a_map_and_nothing_twice(one: Graph) -> None:
    found = list(components(one))
    assert sorted(node.key for each in found for node in each.nodes) == sorted(
        node.key for node in one.nodes
    )
    assert sum(len(each.edges) for each in found) == len(one.edges)
    assert sorted(loop for each in found for loop in each.loops) == sorted(one.loops)
