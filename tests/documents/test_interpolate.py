from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syncer.documents.compose import compose
from syncer.documents.construct import Data, construct
from syncer.documents.interpolate import Unresolved, interpolate
from syncer.documents.nodes import DataPath, ScalarNode, node_at
from syncer.documents.places import Place

VARIABLES = {"shop": "https://shop.example", "empty": "", "odd": "${shop} $${x} {{1}}", "n": "5"}


def lookup(name: str, path: DataPath) -> str | Unresolved:
    return VARIABLES.get(name, Unresolved(f"no {name!r} at {path}", "set it"))


def filled(text: str) -> tuple[str, list[str]]:
    result = interpolate(ScalarNode(text, "plain", 3, 7), lookup, "a.yaml")
    assert isinstance(result.root, ScalarNode)
    return result.root.text, [str(problem) for problem in result.problems]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("${shop}/a/${n}", "https://shop.example/a/5"),
        ("<${empty}>", "<>"),
        ("$${shop}", "${shop}"),
        ("$$${shop}", "$${shop}"),
        ("$${", "${"),
        ("costs $5 {{1}} $", "costs $5 {{1}} $"),
        ("costs ${{1}}", "costs ${{1}}"),
        ("costs $${{1}}", "costs ${{1}}"),
        ("{{${n}}}", "{{5}}"),
        ("${odd}", "${shop} $${x} {{1}}"),
    ],
)
def test_references_are_replaced_once_and_nothing_else_is(text: str, expected: str) -> None:
    assert filled(text) == (expected, [])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a ${none} b", "no 'none' at () (set it)"),
        ("${}", "no '' at () (set it)"),
        ("${shop", "`${` is not closed (write `${name}`, or `$${` for a literal `${`)"),
        ("${a\nb}", "`${` is not closed (write `${name}`, or `$${` for a literal `${`)"),
        ("${a{b}", "`${` is not closed (write `${name}`, or `$${` for a literal `${`)"),
    ],
)
def test_a_reference_without_a_value_is_a_problem_and_stays(text: str, message: str) -> None:
    assert filled(text) == (text, [f"a.yaml:3:7: {message}"])


def test_each_reference_without_a_value_is_a_problem() -> None:
    _, problems = filled("${x} ${shop} ${y}")
    assert problems == ["a.yaml:3:7: no 'x' at () (set it)", "a.yaml:3:7: no 'y' at () (set it)"]


@given(st.text())
def test_escaping_every_reference_gives_the_text_itself(text: str) -> None:
    # A dollar sign right before a reference would make `$$${`, whose first one is not the escape's.
    text = text.replace("$", "").replace("#", "${")
    assert filled(text.replace("${", "$${")) == (text, [])


@given(st.text(st.characters(exclude_characters="$")))
def test_a_text_without_a_dollar_sign_passes_untouched(text: str) -> None:
    assert filled(text) == (text, [])


def interpolated(text: str) -> tuple[Data, list[str]]:
    (document,) = compose(text, "a.yaml").documents
    result = interpolate(document.root, lookup, "a.yaml")
    schema = {"additionalProperties": {"type": ["integer", "boolean", "array"]}}
    data = construct(result.root, Place([schema], schema))
    return data, [str(problem.location) for problem in result.problems]


def test_values_are_filled_in_everywhere_and_keys_nowhere() -> None:
    text = 'a: ["${shop}", {b: "${n}"}]\n"${n}": x\n'
    assert interpolated(text)[0] == {"a": ["https://shop.example", {"b": "5"}], "${n}": "x"}


def test_a_filled_value_is_read_like_a_plain_one_but_is_never_null() -> None:
    assert interpolated('a: ${n}\nb: "${n}"\nc: "5"\nd: ${empty}\n')[0] == {
        "a": 5,
        "b": 5,
        "c": "5",
        "d": "",
    }


def test_a_problem_is_where_the_value_stands() -> None:
    assert interpolated("a: [1,\n  '${x}']\nb: ${y}\n")[1] == ["a.yaml:2:3", "a.yaml:3:4"]


def test_what_holds_no_reference_is_shared() -> None:
    (document,) = compose("a: x\nb: ${n}\n", "a.yaml").documents
    root = interpolate(document.root, lookup, "a.yaml").root
    assert node_at(root, ("a",)) is node_at(document.root, ("a",))
