from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from syncer.documents.check import DocumentSchema
from syncer.documents.compose import compose

if TYPE_CHECKING:
    from syncer.errors import Problem

SCHEMA: dict[str, Any] = {
    "title": "A thing",
    "type": "object",
    "properties": {
        "text": {"type": "string"},
        "flag": {"type": "boolean"},
        "count": {"type": "integer", "minimum": 1, "maximum": 9},
        "ratio": {"type": ["number", "null"]},
        "list": {"type": "array", "items": {"type": "string", "minLength": 1}, "minItems": 1},
        "map": {"type": "object", "minProperties": 1, "properties": {"a": True, "b": True}},
        "either": {"type": ["string", "object"]},
        "color": {
            "anyOf": [{"enum": ["red", "green", None]}, {"type": "string", "pattern": "\\$"}]
        },
        "kind": {"title": "A kind", "enum": ["big", "small"]},
        "version": {"const": 1},
        "phone": {"title": "a number", "description": "digits only", "pattern": "^[0-9]+$"},
        "secret": {"type": "string", "pattern": "^\\$\\{", "writeOnly": True, "description": "no"},
        "names": {
            "type": "object",
            "propertyNames": {"title": "a name", "description": "letters", "pattern": "^[a-z]+$"},
            "additionalProperties": {"type": "integer"},
        },
        "one": {
            "title": "The one",
            "type": "object",
            "maxProperties": 1,
            "properties": {"a": True, "b": True},
            "additionalProperties": False,
        },
        "need": {"type": "object", "required": ["a", "b"]},
        "odd": {"not": {}},
        "ruled": {"$comment": "rule: ruling", "enum": ["a"], "description": "write a"},
        "noted": {"$comment": "a note", "minLength": 1},
        "plain": {"type": "object", "additionalProperties": False},
    },
    "required": ["text"],
    "additionalProperties": False,
}


def problems_of(text: str) -> tuple[Problem, ...]:
    (document,) = compose(text, "a.yaml").documents
    return DocumentSchema(SCHEMA).check(document.root, "a.yaml").problems


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("text: [x]", "1:7: `text`: a list where text belongs (write text here)"),
        ("text:", "1:6: `text`: nothing where text belongs (write text here)"),
        (
            "flag: yes",
            "2:7: `flag`: `yes` where true or false belongs (write true or false here)",
        ),
        (
            "count: 1.5",
            "2:8: `count`: `1.5` where a whole number belongs (write a whole number here)",
        ),
        ("count: 0", "2:8: `count`: `0` is less than 1 (write a larger number)"),
        ("count: 10", "2:8: `count`: `10` is more than 9 (write a smaller number)"),
        ("ratio: x", "2:8: `ratio`: `x` where a number belongs (write a number here)"),
        ("list: {a: b}", "2:7: `list`: a map where a list belongs (write a list here)"),
        ("list: []", "2:7: `list`: an empty list (write something here, or remove the key)"),
        (
            "list: [a, '']",
            "2:11: `list[1]`: an empty text (write something here, or remove the key)",
        ),
        ("map: [a]", "2:6: `map`: a list where a map belongs (write a map here)"),
        ("map: {}", "2:6: `map`: this map cannot be empty (the keys here are `a`, `b`)"),
        (
            "either: [x]",
            "2:9: `either`: a list where text or a map belongs (write text or a map here)",
        ),
        (
            "color: rde",
            "2:8: `color`: `rde` is not one of the values here (did you mean `red`?)",
        ),
        (
            "color: true",
            "2:8: `color`: `true` is not one of the values here (write one of `red`, `green`)",
        ),
        ("kind: huge", "2:7: `kind`: `huge` is not a kind (write one of `big`, `small`)"),
        ("kind: [big]", "2:7: `kind`: a list is not a kind (write one of `big`, `small`)"),
        ("version: 2", "2:10: `version`: `2` stands where `1` belongs (write `1`)"),
        ("phone: 12a", "2:8: `phone`: `12a` is not a number (digits only)"),
        ("names: {a: 1, B2: 2}", "2:15: `B2` is not a name (letters)"),
        (
            "names: {a: x}",
            "2:12: `names.a`: `x` where a whole number belongs (write a whole number here)",
        ),
        (
            "one: {a: 1, b: 2}",
            "2:6: `one`: the one takes one of its keys only (keep one of `a`, `b`)",
        ),
        ("one: {c: 1}", "2:7: unknown key `c` in the one (the keys here are `a`, `b`)"),
        ("need: {}", "2:7: `need`: `a`, `b` are missing in this map (add them)"),
        ("need: {a: 1}", "2:7: `need`: `b` is missing in this map (add it)"),
        ("tetx: y", "2:1: unknown key `tetx` in a thing (did you mean `text`?)"),
        ("odd: x", "2:6: `odd`: `x` is not allowed here"),
    ],
)
def test_what_does_not_fit_is_explained_at_the_very_place(value: str, expected: str) -> None:
    text = value if value.startswith("text") else f"text: x\n{value}\n"
    assert [str(problem) for problem in problems_of(text)] == [f"a.yaml:{expected}"]


def test_a_document_that_is_no_map_is_explained_at_its_beginning() -> None:
    assert list(map(str, problems_of("# top\n- x\n"))) == [
        "a.yaml:2:1: a list where a map belongs (write a map here)"
    ]


def test_what_is_missing_is_told_where_the_map_begins() -> None:
    assert list(map(str, problems_of("\ncount: 1\n"))) == [
        "a.yaml:2:1: `text` is missing in a thing (add it)"
    ]


def test_a_secret_is_never_shown() -> None:
    (problem,) = problems_of("text: x\nsecret: hunter2\n")
    assert str(problem) == "a.yaml:2:9: `secret`: a secret stands here as it is (no)"
    assert problem.rule == "literal-secret"


def test_a_comment_in_the_schema_names_the_rule_that_it_enforces() -> None:
    (problem,) = problems_of("text: x\nruled: z\n")
    assert problem.rule == "ruling"
    (problem,) = problems_of("text: x\nnoted: ''\n")
    assert problem.rule == "schema"


def test_what_the_schema_says_of_a_choice_is_the_hint_where_no_value_is_near() -> None:
    hints = [problems_of(f"text: x\nruled: {value}\n")[0].hint for value in ("zzz", "aa")]
    assert hints == ["write a", "did you mean `a`?"]


def test_every_problem_is_told_at_once_and_once() -> None:
    problems = problems_of("txet: 1\nflag: 1\nlist: [&a {b: c}, *a]\n")
    assert sorted(str(problem.location) for problem in problems) == [
        "a.yaml:1:1",
        "a.yaml:1:1",
        "a.yaml:2:7",
        "a.yaml:3:8",
        "a.yaml:3:8",
    ]


def test_a_value_that_came_through_a_merge_is_explained_where_it_stands() -> None:
    (problem,) = problems_of("text: x\nmap: &m\n  a: 1\n  flag: 5\nneed: {<<: *m, b: 1}\nflag: 5\n")
    assert str(problem.location) == "a.yaml:6:7"
    problems = problems_of("map: &m\n  count: 99\ntext: y\n<<: *m\n")
    assert [str(problem.location) for problem in problems] == ["a.yaml:2:10"]
