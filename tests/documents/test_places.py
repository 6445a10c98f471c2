from __future__ import annotations

import pytest

from syncer.documents.places import Place

SCHEMA = {
    "type": "object",
    "properties": {
        "text": {"$ref": "#/$defs/text"},
        "either": {"anyOf": [{"type": "integer"}, {"enum": ["a", None, True]}]},
        "both": {"allOf": [{"type": ["string", "null"]}, True]},
        "one": {"oneOf": [{"const": 1.5}, {"const": []}, {"const": {}}]},
        "list": {"type": "array", "items": {"type": "boolean"}},
        "anything": True,
    },
    "patternProperties": {"^x-": {"type": "number"}},
    "additionalProperties": {"type": "integer"},
    "if": {"properties": {"kind": {"const": "a"}}},
    "then": {"properties": {"flag": {"type": "boolean"}}},
    "else": {"properties": {"flag": {"type": "integer"}}},
    "$defs": {"text": {"type": "string"}},
}


@pytest.mark.parametrize(
    ("key", "types"),
    [
        ("text", {"string"}),
        ("either", {"integer", "string", "null", "boolean"}),
        ("both", {"string", "null"}),
        ("one", {"number", "array", "object"}),
        ("x-ratio", {"number"}),
        ("other", {"integer"}),
        ("anything", set()),
    ],
)
def test_a_members_types_are_all_that_the_schema_allows_there(key: str, types: set[str]) -> None:
    assert Place([SCHEMA], SCHEMA).member(key).types == types


def test_the_branches_of_a_condition_both_count() -> None:
    assert {"boolean", "integer"} <= Place([SCHEMA], SCHEMA).member("flag").types


def test_items_are_places_too() -> None:
    place = Place([SCHEMA], SCHEMA).member("list")
    assert place.items().types == {"boolean"}
    assert place.items() is place.items()


def test_keys_that_the_same_schema_applies_to_share_their_place() -> None:
    place = Place([SCHEMA], SCHEMA)
    assert place.member("text") is place.member("text")
    assert place.member("one more") is place.member("another")
    assert place.member("x-one") is not place.member("another")


def test_a_schema_that_refers_to_itself_is_no_trouble() -> None:
    schema = {"type": "object", "properties": {"next": {"$ref": "#"}, "x": {"type": "string"}}}
    assert Place([schema], schema).member("next").member("next").member("x").types == {"string"}
