from __future__ import annotations

import pytest
import yaml

from syncer.documents.compose import compose
from syncer.documents.nodes import entry_of
from syncer.documents.syntax import syntax_problem
from syncer.errors import Location

MISTAKES = [
    ("a: b\n\tc: d", "2:1", "a tab in the indentation"),
    ("a:\n\t- b", "2:1", "a tab in the indentation"),
    ("a: |\n\tx", "2:1", "a tab in the indentation"),
    ("a: @x", "1:4", "a value cannot begin with this character"),
    ("a: `b`", "1:4", "a value cannot begin with this character"),
    ("a: b: c", "1:5", "a `: ` where no key can stand"),
    ("a: 1\nb\nc: 2", "2:1", "a key without `:`"),
    ("a:\n  b: [1, 2\n", "2:6", "a list that `[` opens is not closed"),
    ("a: {b: c\n\n", "1:4", "a map that `{` opens is not closed"),
    ("a: [\n", "2:1", "a value should stand here"),
    ("a: {b: ]}", "1:8", "a value should stand here"),
    ("x: 1\na: 'x\n\n\n", "2:4", "a quote is opened and not closed"),
    ('a: "x\\q"', "1:6", "an unknown escape in double quotes"),
    ('a: "\\xzz"', "1:7", "an unknown escape in double quotes"),
    ('a: "\\ud83d\\ude00"', "1:7", "an escape that stands for no character"),
    ('a: "x \\UFFFFFFFF"', "1:9", "an escape that stands for no character"),
    ("a: *bold* text", "1:9", "`*` and `&` have a meaning in YAML"),
    ("a:\n - b\n c: d", "3:2", "an item of a list without `- `"),
    ("a: - b", "1:4", "a `- ` where no list can begin"),
    ("a: 'x'y", "1:7", "a key should stand here"),
    ("a: 1\n...\nb: 2", "3:1", "something follows the end of a document"),
    ("a: 1\nb: \x01", "2:4", "a control character (code 1) cannot stand in a file"),
    ("ü: \x07", "1:4", "a control character (code 7) cannot stand in a file"),
    ("%FOO\n---\na: 1", "1:5", "this is not YAML: found unknown directive name"),
]


@pytest.mark.parametrize(("text", "place", "message"), MISTAKES)
def test_a_mistake_is_told_in_plain_words_where_it_is_to_be_mended(
    text: str, place: str, message: str
) -> None:
    (problem,) = compose(text, "a.yaml").problems
    assert f"{problem.location}: {problem.message}" == f"a.yaml:{place}: {message}"
    assert problem.hint
    assert problem.rule == "yaml-syntax"


@pytest.mark.parametrize(
    "text",
    [
        "en: {body: Hi {{1}}, footer: x}",
        "en: {body: Hi {{1}}}",
        "{body: Hi {{First Name}}}",
        "a: [Hi {{1}}, b]",
        "body: {{1}} is here",
        "body: {{First Name}}",
        "en: {body: {{1}} is here}",
    ],
)
def test_a_variable_without_quotes_is_told_to_be_quoted(text: str) -> None:
    (problem,) = compose(text, "a.yaml").problems
    assert "quotes" in problem.hint
    assert "`{{" in problem.hint


def test_an_emoji_as_json_writes_it_is_to_be_written_itself_or_as_one_code() -> None:
    (problem,) = compose('a: "\\ud83d\\ude00"', "a.yaml").problems
    assert problem.hint.endswith("such as 😀, or its one code, such as `\\U0001F600`")
    code = problem.hint.rpartition("such as ")[2].strip("`")
    (document,) = compose(f'a: "{code}"', "a.yaml").documents
    assert entry_of(document.root, "a") == entry_of(
        compose('a: "😀"', "a.yaml").documents[0].root, "a"
    )


def test_an_error_without_a_place_is_told_of_the_file() -> None:
    problem = syntax_problem(yaml.MarkedYAMLError(problem="it is odd"), "", "a.yaml")
    assert problem.location == Location("a.yaml")
    assert problem.message == "this is not YAML: it is odd"
