from __future__ import annotations

import sys
from typing import Any

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator
from support.handwritten import TEMPLATES
from support.mutations import mutated

from syncer.documents.check import Checked, DocumentSchema, document_schema
from syncer.documents.compose import compose
from syncer.documents.construct import construct
from syncer.documents.limits import MAX_PROBLEMS
from syncer.documents.places import Place
from syncer.schema_files import load_schema

SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "name": {"type": "string", "pattern": "^[a-z]+$"},
        "flag": {"anyOf": [{"type": "boolean"}, {"type": "string", "pattern": "\\$"}]},
        "items": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"text": {"type": "string"}},
                "required": ["text"],
                "additionalProperties": False,
            },
        },
    },
    "required": ["name"],
    "additionalProperties": False,
}


def check(text: str) -> Checked:
    (document,) = compose(text, "a.yaml").documents
    return DocumentSchema(SCHEMA).check(document.root, "a.yaml")


def test_data_that_fit_are_given_as_they_are() -> None:
    checked = check("name: no\nflag: true\nitems: [{text: 5}]\n")
    assert checked.data == {"name": "no", "flag": True, "items": [{"text": "5"}]}
    assert not checked.problems


def test_what_has_the_wrong_shape_is_taken_away_and_the_rest_is_kept() -> None:
    checked = check("name: x\nflag: [1]\nbad: 1\nitems: [{text: a}, x, {text: [b]}, {txt: c}]\n")
    assert checked.data == {"name": "x", "items": [{"text": "a"}]}
    assert len(checked.problems) == 6


def test_the_nodes_that_are_left_are_those_of_the_data() -> None:
    checked = check("name: x\nbad: 1\nitems: [x, {text: a}]\n")
    assert construct(checked.root, Place([], {})) == checked.data


def test_a_text_that_should_be_another_is_a_problem_and_stays() -> None:
    checked = check("name: X1\n")
    assert checked.data == {"name": "X1"}
    assert len(checked.problems) == 1


def test_nothing_is_left_of_a_document_without_what_it_needs() -> None:
    assert check("name: [x]\n").data is None
    assert check("- x\n").data is None


@pytest.mark.parametrize(
    "text",
    [
        "name: x\n" + "".join(f"k{number}: 1\n" for number in range(MAX_PROBLEMS + 1)),
        f"name: x\nitems: [{'1, ' * 10_000}]\n",
        "name: x\nbad: &a [{}, {}]\nitems: [&b {c: 1}, " + "*b, " * 1000 + "]\n",
    ],
    ids=["keys", "items", "aliases"],
)
def test_the_number_of_problems_is_bounded(text: str) -> None:
    checked = check(text)
    assert checked.data is None
    assert len(checked.problems) <= MAX_PROBLEMS + 1
    assert checked.problems[-1].message == "this document has more than 100 problems"


def test_as_many_problems_as_are_explained_at_most_are_all_told() -> None:
    text = "name: x\n" + "".join(f"k{number}: 1\n" for number in range(MAX_PROBLEMS))
    checked = check(text)
    assert len(checked.problems) == MAX_PROBLEMS
    assert checked.data == {"name": "x"}


@given(mutated(TEMPLATES))
def test_what_is_accepted_has_nothing_to_be_explained(data: Any) -> None:
    accepted = document_schema("template").accepts(data)
    errors = list(Draft202012Validator(load_schema("template")).iter_errors(data))
    assert accepted <= (not errors)


@pytest.mark.parametrize("data", [{"name": "x", 5: 1}, {"name": "\ud800"}])
def test_what_is_no_json_is_not_accepted(data: Any) -> None:
    assert not DocumentSchema(SCHEMA).accepts(data)


def test_a_good_document_needs_nobody_to_explain_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "jsonschema", None)
    assert check("name: x").data == {"name": "x"}


@pytest.mark.parametrize("name", ["template", "config"])
def test_a_schema_of_ours_is_made_ready_once(name: str) -> None:
    assert document_schema(name) is document_schema(name)
