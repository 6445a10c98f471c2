from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from syncer.documents.check import document_schema
from syncer.documents.compose import compose
from syncer.documents.construct import Data, construct
from syncer.documents.interpolate import (
    Unresolved,
    UnresolvedError,
    interpolate,
    limited,
    may_refer,
)
from syncer.documents.interpolate import filled as filled_data
from syncer.documents.limits import MAX_CHARACTERS, MAX_PROBLEMS
from syncer.documents.nodes import DataPath, ScalarNode, node_at
from syncer.documents.places import Place

VARIABLES = {
    "on": "true",
    "shop": "https://shop.example",
    "empty": "",
    "odd": "${shop} $${x} {{1}}",
    "n": "5",
}


def lookup(name: str, path: DataPath) -> str | Unresolved:
    return VARIABLES.get(name, Unresolved(f"no {name!r} at {path}", "set it"))


def filled(text: str) -> tuple[str, list[str]]:
    result = interpolate(ScalarNode(text, "plain", 3, 7), lookup, "a.yaml")
    assert isinstance(result.root, ScalarNode)
    return result.root.text, [str(problem) for problem in result.problems]


TYPED = document_schema("template").place


@given(
    st.lists(
        st.sampled_from(("${shop}", "${n}", "$${", "${", "${{1}}", "${lost}", "${on}", "true", "x"))
    ).map("".join)
)
def test_data_are_filled_in_as_their_nodes_are(text: str) -> None:
    written = yaml.safe_dump({"footer": text, "protect": text, "buttons": [{"text": text}, "5"]})
    (document,) = compose(written, "a.yaml").documents
    interpolated = interpolate(document.root, lookup, "a.yaml")
    try:
        data = filled_data(construct(document.root, TYPED), TYPED, lookup)
    except UnresolvedError:
        assert interpolated.problems
    else:
        assert not interpolated.problems
        assert data == construct(interpolated.root, TYPED)


@pytest.mark.parametrize("text", [r'"\x24{shop}"', r'"$\x7bshop}"', '"$\\\n  {shop}"', "${shop}"])
def test_a_text_may_refer_by_what_double_quotes_make_of_it(text: str) -> None:
    (document,) = compose(text, "a.yaml").documents
    assert document.root == ScalarNode("${shop}", document.root.style, 1, 1)  # type: ignore[union-attr]
    assert may_refer(text)
    assert not may_refer("costs 5 $ {1}")


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


def test_many_references_without_a_value_are_told_up_to_a_number() -> None:
    text = "${none}" * 1_000_000
    unchanged, problems = filled(text)
    assert unchanged == text
    assert len(problems) == MAX_PROBLEMS + 1
    assert problems[-1] == (
        f"a.yaml:3:7: this document has more than {MAX_PROBLEMS} problems"
        " (mend the first ones and look again)"
    )


def test_a_limited_lookup_gives_so_many_characters_in_all_and_then_says_so() -> None:
    large = "x" * (MAX_CHARACTERS // 4)
    look_up = limited(lambda name, _: Unresolved("no", "set it") if name == "none" else large)
    given = [look_up(name, ()) for name in ("a", "b", "none", "a", "b", "a", "none")]
    assert given[:5] == [large, large, Unresolved("no", "set it"), large, large]
    for refused in given[5:]:
        assert isinstance(refused, Unresolved)
        assert refused.message == "variables put more than 16,777,216 characters into the files"
