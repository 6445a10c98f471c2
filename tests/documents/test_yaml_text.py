from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from syncer.documents.compose import NULLS, compose
from syncer.documents.nodes import MapNode, ScalarNode
from syncer.documents.yaml_text import yaml_text

CHARACTERS = st.one_of(
    st.characters(exclude_categories=["Cs"]),
    st.sampled_from("\n\n \t#-:'\"\\|>&*!%@`{}[],?\x85\u2028\ufeff\r\0🎉"),
)


def read_back(text: str) -> ScalarNode:
    composition = compose(yaml_text({"name": text}), "file")
    (document,) = composition.documents
    assert composition.problems == ()
    assert isinstance(document.root, MapNode)
    value = document.root.entries["name"].value
    assert isinstance(value, ScalarNode)
    return value


@settings(max_examples=200)
@given(st.text(CHARACTERS))
@example("a \nb\n  \nc")
@example("\x1b\n0")
@example("a\x85b\u2029c")
def test_every_text_is_read_back_as_it_is_and_never_as_nothing(text: str) -> None:
    node = read_back(text)
    assert node.text == text
    assert node.style == "quoted" or text not in NULLS


@pytest.mark.parametrize(
    "text", ["two\nlines", "a blank at the end \nof a line", "🎉\n  indented", "a\tb\n\tc\n\t\nd"]
)
def test_several_lines_are_a_block(text: str) -> None:
    assert yaml_text({"body": text}).startswith("body: |-\n")


@pytest.mark.parametrize("text", ["two\nlines\n", " two\nlines", "\ttwo\nlines", "next\x85line"])
def test_what_an_editor_or_a_parser_would_change_is_escaped(text: str) -> None:
    written = yaml_text({"body": text})
    assert written.startswith('body: "')
    assert written.count("\n") == 1


def test_in_quotes_only_what_cannot_be_seen_or_ends_them_is_escaped() -> None:
    text = '\n\t"\\\x07\x01\x85\u200b\u2028\ufeff\U0010ffff é 你好 😀'
    assert yaml_text({"body": text}) == (
        'body: "\\n\\t\\"\\\\\\a\\x01\\N\u200b\\L\\uFEFF\\U0010FFFF é 你好 😀"\n'
    )


@pytest.mark.parametrize("text", ["007", "1.10", "1e3", "0o17", "0x1F", "true", "Yes", "null", "~"])
def test_what_other_readers_take_for_no_text_is_quoted(text: str) -> None:
    assert yaml_text({text: text}) == f"'{text}': '{text}'\n"


def test_keys_keep_their_order_lists_are_indented_and_nothing_is_an_anchor() -> None:
    same = {"b": 1, "a": None}
    assert yaml_text({"two": [same, same], "one": []}) == (
        "two:\n  - b: 1\n    a: null\n  - b: 1\n    a: null\none: []\n"
    )
