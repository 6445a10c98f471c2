"""Which shapes of JSON are read, and where what is broken is told."""

from __future__ import annotations

import json
from typing import Any

import pytest

from syncer.importing.reading import read_rows

A, B = {"name": "a", "components": []}, {"name": "b", "components": []}


def values(text: str) -> list[Any]:
    found = read_rows(text, "dump.json")
    assert found.problems == ()
    return [row.value for row in found.rows]


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize(
    "value",
    [
        [A, B],
        {"data": [A, B], "paging": {"cursors": {}}},
        {"message_templates": {"data": [A, B]}},
        {"waba_templates": [A, B], "count": 2},
        [{"template": A}, {"source": "x", "message_template": B}],
    ],
    ids=["list", "graph", "field", "360dialog", "wrapped"],
)
def test_any_of_these_shapes_has_two_templates(value: Any, indent: int | None) -> None:
    assert values(json.dumps(value, indent=indent)) == [A, B]


@pytest.mark.parametrize("broken", ["[{},\n{}]", '{{"data": [{},\n{}]}}'])
def test_a_value_may_be_broken_into_lines_anywhere(broken: str) -> None:
    assert values(broken.format(json.dumps(A), json.dumps(B))) == [A, B]


def test_one_object_is_one_template() -> None:
    assert values(json.dumps(A)) == [A]


@pytest.mark.parametrize("between", ["\n", "\r\n", "\n\n", " "])
def test_values_behind_each_other_are_read_one_by_one(between: str) -> None:
    assert values(between.join(map(json.dumps, [A, [B]])) + "\n") == [A, B]


@pytest.mark.parametrize("text", ["", "  \n"])
def test_an_empty_file_is_told(text: str) -> None:
    found = read_rows(text, "dump.json")
    assert found.rows == ()
    assert [str(one) for one in found.problems] == [
        "dump.json:1:1: there is nothing in it (import JSON as Meta's API gives it)"
    ]


@pytest.mark.parametrize("text", ["[]", '{"data": []}'])
def test_nothing_is_no_template(text: str) -> None:
    assert values(text) == []


def test_rows_know_where_they_are() -> None:
    rows = read_rows('\n{"data": [{}, [{"template": {}}]]}', "dump.json").rows
    assert [(str(row.location), row.path) for row in rows] == [
        ("dump.json:2:1", "data[0]"),
        ("dump.json:2:1", "data[1][0].template"),
    ]


def test_of_json_lines_the_broken_ones_are_told_and_the_others_read() -> None:
    lines = [
        json.dumps(A),
        '{"name": "x",',
        "",
        json.dumps({**B, "text": "\u2028"}, ensure_ascii=False),
    ]
    found = read_rows("\n".join(lines), "dump.jsonl")
    assert [row.value["name"] for row in found.rows] == ["a", "b"]
    assert [row.location.line for row in found.rows] == [1, 4]
    (problem,) = found.problems
    assert str(problem).startswith("dump.jsonl:2:14: this is not JSON: Expecting property name")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('{"name": \n 1 2}', "dump.json:2:4: this is not JSON: Expecting ',' delimiter"),
        ("name: a", "dump.json:1:1: this is not JSON: Expecting value"),
        ("\n [" + "[" * 200_000, "dump.json:2:2: the JSON is nested too deep"),
        ('{"id": ' + "9" * 5_000 + "}", "dump.json:1:1: the JSON has a number that is too long"),
    ],
    ids=["syntax", "yaml", "deep", "long"],
)
def test_what_is_no_json_is_told_with_its_place(text: str, told: str) -> None:
    found = read_rows(text, "dump.json")
    assert found.rows == ()
    (problem,) = found.problems
    assert str(problem).startswith(told)


def test_lists_without_end_are_no_templates() -> None:
    (row,) = read_rows("[" * 50 + "]" * 50, "dump.json").rows
    assert isinstance(row.value, list)
