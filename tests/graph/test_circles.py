from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from syncer.graph.circles import circles, reached, reversed_links

Links = dict[int, list[int]]

links = st.integers(0, 7).flatmap(
    lambda size: st.fixed_dictionaries(
        {one: st.lists(st.integers(0, max(0, size - 1)), max_size=3) for one in range(size)}
    )
)


def test_what_leads_back_to_itself_is_found() -> None:
    leads_to = {1: [2], 2: [3], 3: [1, 4], 4: [5], 5: [4], 6: [6], 7: [1], 8: []}
    assert set(circles(leads_to)) == {frozenset({1, 2, 3}), frozenset({4, 5}), frozenset({6})}


@given(links)
def test_a_circle_is_all_that_lead_to_each_other(leads_to: Links) -> None:
    onward = {one: reached(leads_to[one], leads_to) for one in leads_to}
    expected = {
        frozenset(other for other in leads_to if other in onward[one] and one in onward[other])
        for one in leads_to
        if one in onward[one]
    }
    found = circles(leads_to)
    assert set(found) == expected
    assert len(found) == len(expected)


def test_long_ways_are_no_trouble() -> None:
    size = 20_000
    leads_to = {one: [(one + 1) % size] for one in range(size)}
    (circle,) = circles(leads_to)
    assert len(circle) == size


def test_what_is_reached_includes_where_it_began_and_no_way_through_others() -> None:
    leads_to = {1: [2], 2: [3], 3: [4], 4: [], 5: [1]}
    assert reached([1], leads_to) == {1, 2, 3, 4}
    assert reached([1], leads_to, without=[3]) == {1, 2}


def test_links_are_reversed() -> None:
    assert reversed_links({1: [2, 3], 2: [3], 3: []}) == {1: [], 2: [1], 3: [1, 2]}
