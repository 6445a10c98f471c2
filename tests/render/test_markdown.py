from __future__ import annotations

import re

import pytest
from hypothesis import given
from support.github_markdown import shown
from support.hostile import hostile_texts

from syncer.render.markdown import code, fence, html_code, prose
from syncer.render.values import in_line

OBEYED = re.compile(r"[@#`<>*_~$\[\]\\/&|]|www\.|:\w+:|[0-9a-f]{7}", re.IGNORECASE)
"""What GitHub makes something of in a text outside of code."""


def few(text: str) -> str:
    """The text without more backticks in a row than parsers count."""
    return re.sub("(`{40})`+", "\\1…", text)


def letters(text: str) -> list[str]:
    """What a text consists of beside spaces and backticks, in any order."""
    return sorted("".join(text.replace("`", "").split()))


class TestCode:
    @given(hostile_texts())
    def test_shows_any_text_as_it_is_and_nothing_else(self, text: str) -> None:
        found = shown(f"- a {code(text)} b")
        assert set(found.tags) == {"ul", "li", "code"}
        assert found.code == [few(in_line(text)) or " "]

    @pytest.mark.parametrize("text", ["a", "`", "``", "`a", "a`", " a ", " ", "   ", "a```b`c"])
    def test_holds_backticks_and_spaces(self, text: str) -> None:
        assert shown(code(text)).code == [text]

    def test_of_a_very_long_text_shows_the_beginning(self) -> None:
        assert code("x" * 5000) == f"`{'x' * 1000}…`"


class TestHtmlCode:
    @given(hostile_texts())
    def test_shows_any_text_as_it_is_and_nothing_else(self, text: str) -> None:
        found = shown(f"<details><summary>a {html_code(text)} b</summary>\n\nc\n\n</details>")
        assert set(found.tags) == {"details", "summary", "code", "p"}
        assert found.code == [in_line(text)]


class TestProse:
    @pytest.mark.parametrize(
        "text",
        [
            "in review; it can be changed when that has ended",
            "sends it (again), 24 hours later: isn't that re-categorised?",
            "Vorsicht, наличие, 注意",
        ],
    )
    def test_leaves_plain_sentences_as_they_are(self, text: str) -> None:
        assert prose(text) == text

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("ask @octocat or see #12 of it", "ask `@octocat` or see `#12` of it"),
            ("it is a/b c_d there", "it is `a/b c_d` there"),
            ("commit deadbeef is in", "commit `deadbeef` is in"),
            ("1. or 2) or (12), or - or 12", "`1.` or `2)` or (12), or `-` or 12"),
            ("see www.evil.example now", "see `www.evil.example` now"),
            ("a :tada: b", "a `:tada:` b"),
            ("odd ` tick", "odd `` ` `` tick"),
        ],
    )
    def test_puts_everything_else_into_code(self, text: str, expected: str) -> None:
        assert prose(text) == expected

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("try `syncer plan --out FILE`, please", "try `syncer plan --out FILE`, please"),
            ("(`a`)", "(`a`)"),
            ("`a``b`", "`a` `b`"),
            ("`a`#1", "`a` `#1`"),
        ],
    )
    def test_keeps_what_a_sentence_has_as_code_itself(self, text: str, expected: str) -> None:
        assert prose(text) == expected

    @given(hostile_texts())
    def test_shows_nothing_outside_of_code_that_anything_is_made_of(self, text: str) -> None:
        found = shown(f"- {prose(text)}")
        assert set(found.tags) <= {"ul", "li", "code"}
        assert not OBEYED.search("".join(found.words))
        assert found.comments == []

    @given(hostile_texts())
    def test_keeps_every_word(self, text: str) -> None:
        found = shown(f"- {prose(text)}")
        shown_letters = "".join([*found.words, *found.code])
        assert letters(shown_letters) == letters(few(in_line(text)))


class TestFence:
    @given(hostile_texts(), hostile_texts())
    def test_is_ended_by_nothing_in_it(self, one: str, other: str) -> None:
        lines = [f"+ {in_line(one)}", f"  {in_line(other)}"]
        found = shown(f"{fence(lines, 'diff')}\n\nafter")
        assert dict(found.tags) == {"pre": 1, "code": 1, "p": 1}
        assert found.attributes == {("lang", "diff")}
        assert found.code == [few("\n".join(lines)) + "\n"]
