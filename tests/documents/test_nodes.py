from __future__ import annotations

from syncer.documents.compose import compose
from syncer.documents.construct import construct
from syncer.documents.nodes import (
    Node,
    dotted,
    entry_of,
    key_at,
    key_locations,
    location,
    locations,
    node_at,
    without,
)
from syncer.documents.places import Place
from syncer.errors import Location


def root_of(text: str) -> Node:
    (document,) = compose(text, "a.yaml").documents
    return document.root


TEXT = "buttons:\n  - text: a\n  - text: b\nbody: x\n"


def test_a_path_is_written_as_in_a_plan() -> None:
    assert dotted(("buttons", 0, "events", 1, "text")) == "buttons[0].events[1].text"
    assert dotted(()) == ""


def test_every_key_of_a_map_has_a_location_under_its_path() -> None:
    (entry,) = (entry_of(root_of("of: {a: x,\n  b: y}\n"), "of"),)
    assert entry is not None
    assert dict(key_locations("a.yaml", entry.value, "of")) == {
        "of.a": Location("a.yaml", 1, 6),
        "of.b": Location("a.yaml", 2, 3),
    }
    assert not dict(key_locations("a.yaml", root_of("text"), "of"))


def test_every_value_has_a_location_under_its_path() -> None:
    assert dict(locations("a.yaml", root_of(TEXT))) == {
        "buttons": Location("a.yaml", 2, 3),
        "buttons[0]": Location("a.yaml", 2, 5),
        "buttons[0].text": Location("a.yaml", 2, 11),
        "buttons[1]": Location("a.yaml", 3, 5),
        "buttons[1].text": Location("a.yaml", 3, 11),
        "body": Location("a.yaml", 4, 7),
    }


def test_locations_may_begin_at_a_path() -> None:
    node = node_at(root_of(TEXT), ("buttons", 1))
    assert [path for path, _ in locations("a", node, "buttons[1]")] == [
        "buttons[1]",
        "buttons[1].text",
    ]


def test_a_key_has_a_place_of_its_own() -> None:
    root = root_of(TEXT)
    assert location("a", key_at(root, ("body",))) == Location("a", 4, 1)
    assert location("a", key_at(root, ("buttons", 1))) == Location("a", 3, 5)


def test_an_entry_is_found_in_maps_only() -> None:
    root = root_of(TEXT)
    assert entry_of(root, "body")
    assert entry_of(root, "footer") is None
    assert entry_of(node_at(root, ("body",)), "x") is None


def test_parts_can_be_taken_away() -> None:
    left = without(root_of(TEXT), {("buttons", 0), ("body",)})
    assert construct(left, Place([], {})) == {"buttons": [{"text": "b"}]}
