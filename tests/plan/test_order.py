from __future__ import annotations

from graphlib import TopologicalSorter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.templates import leading_to, quick_reply, template

from syncer.model import TagEvent, TemplateEvent, TemplateKey, UrlButton
from syncer.plan.order import Edges, cut_cycles, deletes_after, event_targets, needed_creates

NAMES = "abcdefg"
GRAPHS = st.dictionaries(
    st.sampled_from(NAMES), st.frozensets(st.sampled_from(NAMES), max_size=4), min_size=1
)


def key(name: str) -> TemplateKey:
    return TemplateKey(name, "en")


def edges(**needs: str) -> Edges:
    """Templates of one letter, and the letters of those that each needs."""
    return {key(name): frozenset(map(key, needed)) for name, needed in needs.items()}


def names(keys: frozenset[TemplateKey]) -> str:
    return "".join(sorted(one.name for one in keys))


def reachable(needs: Edges, start: TemplateKey) -> set[TemplateKey]:
    """All that is needed, directly or by something that is."""
    found: set[TemplateKey] = set()
    ahead = list(needs.get(start, ()))
    while ahead:
        if (one := ahead.pop()) not in found:
            found.add(one)
            ahead += needs.get(one, ())
    return found


def assert_no_circle(needs: Edges) -> None:
    TopologicalSorter(needs).prepare()


def test_events_lead_to_templates_of_a_known_language_and_no_other_button_does() -> None:
    one = template(
        buttons=(
            quick_reply("A", TemplateEvent("menu", "de"), TagEvent("vip")),
            quick_reply("B", TemplateEvent("menu", "de"), TemplateEvent("gone", None)),
            UrlButton("C", "https://shop.example/"),
        )
    )
    assert event_targets(one) == {TemplateKey("menu", "de")}


def test_a_write_needs_the_creates_that_its_events_lead_to_and_nothing_that_is_live() -> None:
    targets = {key(name): leading_to(name, *to) for name, to in {"a": "bc", "b": "a"}.items()}
    assert needed_creates(targets, [key("a"), key("b")]) == edges(a="b", b="a")


@pytest.mark.parametrize(
    ("needs", "later"),
    [
        pytest.param(edges(a="b", b="c", c=""), "", id="a chain has none"),
        pytest.param(edges(a="a", b=""), "a", id="one that leads to itself"),
        pytest.param(edges(a="b", b="a"), "b", id="a pair: one of them"),
        pytest.param(edges(a="b", b="c", c="a"), "c", id="a ring: one of them"),
        pytest.param(
            edges(a="m", b="m", c="m", d="m", m="abcd"), "m", id="a menu and back: the menu only"
        ),
        pytest.param(
            edges(a="b", b="ac", c="bd", d="ce", e="d"), "bd", id="page by page: every other one"
        ),
        pytest.param(edges(a="b", b="a", c="d", d="c", e="ad"), "bd", id="two rings: one of each"),
        pytest.param(edges(a="ab", b="a"), "a", id="to itself and in a ring: that one is enough"),
        pytest.param(
            edges(a="bx", b="cx", c="ax", x="d", d="e", e="d"), "ce", id="none between two rings"
        ),
        pytest.param(edges(a="bx", b="a"), "b", id="what is live already does not count"),
    ],
)
def test_as_few_creates_as_possible_get_their_events_later(needs: Edges, later: str) -> None:
    assert names(cut_cycles(needs)) == later


@given(GRAPHS)
def test_without_those_that_get_their_events_later_there_is_no_circle(
    graph: dict[str, frozenset[str]],
) -> None:
    needs = edges(**{name: "".join(graph.get(name, ())) for name in NAMES})
    later = cut_cycles(needs)
    assert_no_circle({one: frozenset() if one in later else needs[one] for one in needs})
    assert all(one in reachable(needs, one) for one in later), "only members of circles are cut"


@given(GRAPHS)
def test_deletes_begin_with_what_nothing_points_at(graph: dict[str, frozenset[str]]) -> None:
    live = {key(name): leading_to(name, *sorted(to)) for name, to in graph.items()}
    needs = deletes_after(live, (), live)
    assert_no_circle(needs)
    pointing = {one: event_targets(live[one]) & live.keys() - {one} for one in live}
    for one, targets in pointing.items():
        for target in targets:
            in_a_circle = one in reachable(pointing, target)
            assert one in needs[target] or in_a_circle, f"{one} points at {target}"
    for one, waits in needs.items():
        assert all(one in pointing[other] for other in waits)


def test_a_delete_comes_after_the_updates_that_take_its_events_away() -> None:
    live = {key(name): leading_to(name, *to) for name, to in {"a": "cd", "b": "c", "c": ""}.items()}
    assert deletes_after(live, [key("a"), key("x")], [key("c")]) == edges(c="a")


def test_hundreds_in_one_circle_are_ordered_without_recursion() -> None:
    ring = {f"{at:04}": f"{(at + 1) % 3000:04}" for at in range(3000)}
    needs = {key(name): frozenset([key(to)]) for name, to in ring.items()}
    live = {key(name): leading_to(name, to) for name, to in ring.items()}
    assert len(cut_cycles(needs)) == 1
    assert sum(map(len, deletes_after(live, (), live).values())) == 2999
