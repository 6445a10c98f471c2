from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from syncer.documents.compose import compose
from syncer.documents.construct import Data, construct
from syncer.documents.limits import MAX_CHARACTERS, MAX_VALUES
from syncer.documents.nodes import MapNode, ScalarNode, node_at
from syncer.documents.places import Place
from syncer.documents.syntax import MAX_DEPTH

ANYTHING = Place([], {})


def data_of(text: str) -> list[Data]:
    composition = compose(text, "a.yaml")
    assert not composition.problems
    return [construct(document.root, ANYTHING) for document in composition.documents]


def problems_of(text: str) -> list[str]:
    return [f"{each.location}: {each.message}" for each in compose(text, "a.yaml").problems]


def test_maps_lists_and_scalars_are_read() -> None:
    assert data_of("a: [x, {b: y}]\nc:\n- z\n") == [{"a": ["x", {"b": "y"}], "c": ["z"]}]


def test_many_documents_are_read_and_empty_ones_are_passed_over() -> None:
    text = "a: 1\n---\n---\n# nothing\n---\nnull\n---\n~\n---\nb: 2\n...\n"
    assert data_of(text) == [{"a": 1}, {"b": 2}]


def test_a_document_that_is_an_empty_quoted_text_is_not_empty() -> None:
    assert data_of("''") == [""]


def test_a_document_spans_from_its_first_value_to_the_line_that_ends_it() -> None:
    text = "# top\na: 1\n# end\n---\n{b: 2}\n...\n--- x\n"
    spans = [text[each.start : each.end] for each in compose(text, "a.yaml").documents]
    assert spans == ["a: 1\n# end\n", "{b: 2}\n", "x\n"]


def test_positions_count_from_one_and_are_those_of_the_value() -> None:
    (document,) = compose("a:\n  - ü: x\n    b: |\n      y\n", "a.yaml").documents
    assert node_at(document.root, ("a", 0, "b")) == ScalarNode("y\n", "quoted", 3, 8)
    assert node_at(document.root, ("a", 0, "ü")) == ScalarNode("x", "plain", 2, 8)


def test_an_alias_is_its_anchors_value_where_that_stands() -> None:
    (document,) = compose("a: &x [1]\nb: *x\n", "a.yaml").documents
    assert node_at(document.root, ("b",)) is node_at(document.root, ("a",))
    assert node_at(document.root, ("b", 0))[2:] == (1, 8)


def test_an_anchor_may_be_set_again() -> None:
    assert data_of("a: &x 1\nb: &x 2\nc: *x\n") == [{"a": 1, "b": 2, "c": 2}]


def test_an_anchor_ends_with_its_document() -> None:
    assert problems_of("a: &x 1\n---\nb: *x\n") == [
        "a.yaml:3:4: `*x` stands for an anchor, and there is none of this name before it"
    ]


def test_an_alias_may_be_a_key() -> None:
    assert data_of("a: &x name\n*x : y\n") == [{"a": "name", "name": "y"}]


def test_a_merge_brings_the_keys_that_are_not_there_and_keeps_their_places() -> None:
    text = "a: &x {k: 1, l: 2}\nb:\n  <<: *x\n  l: 3\n"
    assert data_of(text) == [{"a": {"k": 1, "l": 2}, "b": {"l": 3, "k": 1}}]
    (document,) = compose(text, "a.yaml").documents
    assert node_at(document.root, ("b", "k"))[2:] == (1, 11)


def test_of_several_merged_maps_the_first_wins() -> None:
    text = "a: &x {k: 1}\nb: &y {k: 2, l: 2}\nc: {<<: [*x, *y]}\n"
    assert data_of(text)[0] == {"a": {"k": 1}, "b": {"k": 2, "l": 2}, "c": {"k": 1, "l": 2}}


@given(
    st.lists(st.dictionaries(st.sampled_from("klmn"), st.integers(0, 9)), min_size=1, max_size=4)
)
def test_merges_give_what_pyyaml_gives(maps: list[dict[str, int]]) -> None:
    anchors = "".join(f"m{i}: &m{i} {each}\n" for i, each in enumerate(maps)).replace("'", "")
    text = f"{anchors}x:\n  <<: [{', '.join(f'*m{i}' for i in range(len(maps)))}]\n  k: own\n"
    assert data_of(text) == [yaml.safe_load(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "a: 1\nb: 2\na: 3\n",
            ["a.yaml:3:1: the key `a` stands here and at a.yaml:1:1"],
        ),
        ("b: {<<: 1}", ["a.yaml:1:9: `<<` takes a map, or a list of maps"]),
        ("b: {<<: [{c: 1}, x]}", ["a.yaml:1:18: `<<` takes a map, or a list of maps"]),
        ("a: &x [*x]", ["a.yaml:1:8: `*x` contains itself"]),
        ("a: &x {b: {c: *x}}", ["a.yaml:1:15: `*x` contains itself"]),
        ("a: {{First Name}}", ["a.yaml:1:5: a key must be text"]),
        ("a: {{First Name}}, hello", ["a.yaml:1:5: a key must be text"]),
        ("a: &x [1]\n*x : 2\n", ["a.yaml:2:1: a key must be text"]),
        ("a: !foo b\nc: !!int 5\n", [
            "a.yaml:1:4: the YAML tag `!foo` has no meaning here",
            "a.yaml:2:4: the YAML tag `!!int` has no meaning here",
        ]),
        ("a: !!set {b}", ["a.yaml:1:4: the YAML tag `!!set` has no meaning here"]),
        ("a: !!python/object:os.system x", [
            "a.yaml:1:4: the YAML tag `!!python/object:os.system` has no meaning here"
        ]),
    ],
)  # fmt: skip
def test_what_yaml_allows_and_we_do_not_is_a_problem(text: str, expected: list[str]) -> None:
    assert problems_of(text) == expected


def test_tags_that_say_nothing_new_are_honoured() -> None:
    text = "a: !!str 5\nb: ! true\nc: !!map {d: !!seq [1]}\n"
    assert data_of(text) == [{"a": "5", "b": "true", "c": {"d": [1]}}]


def test_documents_before_a_syntax_error_are_kept() -> None:
    composition = compose("a: 1\n---\nb: [", "a.yaml")
    assert [type(each.root) for each in composition.documents] == [MapNode]
    assert not composition.complete
    assert compose("a: 1", "a.yaml").complete


def billion_laughs() -> str:
    levels = (f"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]\n" for i in range(1, 60))
    return "a0: &a0 [x, x]\n" + "".join(levels)


def merged_laughs() -> str:
    levels = (f"m{i}: &m{i}\n  <<: *m{i - 1}\n  k{i}: [{'x, ' * 5000}x]\n" for i in range(1, 60))
    return "m0: &m0 {k: x}\n" + "".join(levels)


def deep_through_aliases() -> str:
    levels = (f"a{i}: &a{i} {'[' * 60}*a{i - 1}{']' * 60}\n" for i in range(1, 100))
    return f"a0: &a0 {'[' * 60}{']' * 60}\n" + "".join(levels)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (billion_laughs(), f"the file expands to more than {MAX_VALUES:,} values"),
        (merged_laughs(), f"the file expands to more than {MAX_VALUES:,} values"),
        (
            f"a: &a {'x' * 1_000_000}\nb: [{'*a, ' * 100_000}]\n",
            f"the file expands to more than {MAX_CHARACTERS:,} characters",
        ),
        (f"- &a [{'x, ' * 1000}x]\n" + "- *a\n" * 300, "the file expands to more than"),
        ("[" * 100_000, f"values are nested more than {MAX_DEPTH} deep"),
        ("{a: " * 100_000, f"values are nested more than {MAX_DEPTH} deep"),
        ("- " * 100_000, f"values are nested more than {MAX_DEPTH} deep"),
        ("".join(" " * depth + "a:\n" for depth in range(1000)), "values are nested more than"),
        (deep_through_aliases(), f"values are nested more than {MAX_DEPTH} deep"),
        ("? " * 100_000, "a key must be text"),
        ("'" + "x\n" * 1_000_000, "a quote is opened and not closed"),
    ],
    ids=range(11),
)
def test_hostile_texts_are_refused_before_they_cost_anything(text: str, message: str) -> None:
    (problem,) = compose(text, "a.yaml").problems
    assert problem.message.startswith(message)


def test_nesting_up_to_the_limit_is_read() -> None:
    assert not compose("[" * MAX_DEPTH + "]" * MAX_DEPTH, "a.yaml").problems


@given(st.text(st.characters(codec="utf-8")) | st.text("abn:-[]{}#&*!|>'\"%@`,? \n\t<~"))
def test_any_text_gives_documents_or_problems(text: str) -> None:
    composition = compose(text, "a.yaml")
    assert composition.complete or composition.problems
