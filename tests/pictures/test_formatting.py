from __future__ import annotations

import re
import time
from itertools import pairwise

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st
from pictures.shown import shown

from syncer.pictures.formatting import formatted

FAMILY = "👨\u200d👩\u200d👧"
MARKS = re.compile(r"(?:[*_~`\n]|(?:^|(?<=\n))(?:[*-]|[0-9]+\.|>) )*")
# What is between words that people write, and what programs trip over.
WORDS = ("a", "bc", " ", "\n", ".", "é", "e\u0301", "हि", FAMILY, "🇩🇪", "❤\ufe0f", "*\ufe0f\u20e3")
MARKED = ("*", "_", "~", "`", "```", "* ", "- ", "> ", "1. ", "2. ", "{{1}}", "{{a*b}}", "{{", "}}")
TEXTS = st.lists(st.sampled_from(WORDS + MARKED), max_size=30).map("".join)


class TestMarks:
    @pytest.mark.parametrize(
        ("text", "look"),
        [
            ("*two words*, (*one*)!", "<b>two words</b>, (<b>one</b>)!"),
            ("*_both_*", "<b><i>both</i></b>"),
            ("_a *b* c_", "<i>a </i><b><i>b</i></b><i> c</i>"),
            ("```code``` in a line", "<c>code</c> in a line"),
            ("*see ```x``` now*", "<b>see </b><b><c>x</c></b><b> now</b>"),
            ("*b*_i_", "<b>b</b><i>i</i>"),
        ],
    )
    def test_make_what_they_touch_look_different(self, text: str, look: str) -> None:
        assert shown(text) == look

    @pytest.mark.parametrize(
        "text",
        [
            "*",
            "**",
            "a * *",
            "*open",
            "open*",
            "a * blanks *",
            "*blank *",
            "2*3*4",
            "snake_case_name",
            "*over a\nline*",
            "é*b*",
            "e\u0301*b*",
            "हि*b*",
            "``` ```",
            "``",
            "______",
            "*\ufe0f\u20e3 and *\ufe0f\u20e3",
            "*\u0301x*",
        ],
    )
    def test_without_a_partner_or_amid_words_are_text(self, text: str) -> None:
        assert shown(text) == text

    def test_within_code_are_text(self) -> None:
        assert shown("`a *b* _c_`") == "<c>a *b* _c_</c>"
        assert shown("```a `b` *c*```") == "<c>a `b` *c*</c>"
        assert shown("*a `b* c` d*") == "<b>a </b><b><c>b* c</c></b><b> d</b>"

    def test_that_overlap_are_text_where_they_come_later(self) -> None:
        assert shown("*a _b* c_") == "<b>a _b</b> c_"

    def test_of_a_kind_that_is_open_close_it_when_they_can(self) -> None:
        assert shown("*a *b* c*") == "<b>a *b</b> c*"

    def test_that_are_doubled_show_the_outer_ones(self) -> None:
        assert shown("**bold**") == "*<b>bold</b>*"
        assert shown("__init__") == "_<i>init</i>_"

    def test_may_follow_an_emoji(self) -> None:
        assert shown("❤\ufe0f*b* 👍🏽_i_") == "❤\ufe0f<b>b</b> 👍🏽<i>i</i>"

    def test_of_a_code_that_does_not_end_are_text_and_others_are_not(self) -> None:
        assert shown("`a *b*") == "`a <b>b</b>"
        assert shown("```a *b*") == "```a <b>b</b>"


class TestPlaceholders:
    def test_stand_within_what_is_styled(self) -> None:
        assert shown("*Hi {{First Name}}*!") == "<b>Hi {{First Name}}</b>!"
        assert shown("Code: `{{1}}`") == "Code: <c>{{1}}</c>"

    def test_are_not_formatted_inside(self) -> None:
        assert shown("{{*a*}} {{b_}} _c_") == "{{*a*}} {{b_}} <i>c</i>"

    def test_are_words_beside_a_mark(self) -> None:
        assert shown("{{1}}*b*") == "{{1}}*b*"
        assert shown("*b*{{1}}") == "*b*{{1}}"


class TestBlocks:
    def test_are_lists_and_quotes_of_neighbours(self) -> None:
        assert shown("Have:\n- one\n* *two*\nand\n> said\n> again") == (
            "Have:\n"
            "• one\n• <b>two</b>\n"
            "and\n"
            "> said\n> again"
        )  # fmt: skip

    def test_have_numbers_as_they_are_written(self) -> None:
        blocks = formatted("3. a\n4. b\n6. c\n0. d")
        assert [(block.kind, block.start, len(block.lines)) for block in blocks] == [
            ("numbers", 3, 2),
            ("numbers", 6, 1),
            ("numbers", 0, 1),
        ]

    @pytest.mark.parametrize(
        "text", ["-one", "- ", " - one", "1.one", "01. one", ">one", "1234567890. x", "a - b"]
    )
    def test_need_their_marker_and_a_blank(self, text: str) -> None:
        assert [block.kind for block in formatted(text)] == ["text"]

    def test_of_code_go_over_lines(self) -> None:
        assert shown("See ```\n- *a*\n\n  b\n``` end") == "See \n| - *a*\n|\n|   b\n end"
        assert shown("```a\nb```\n\n```\nc\nd```\n* e") == "| a\n| b\n\n| c\n| d\n• e"

    def test_of_a_text_are_all_of_its_lines(self) -> None:
        assert formatted("") == ()
        assert [len(block.lines) for block in formatted("a\n\n")] == [3]

    def test_begin_only_where_a_line_does(self) -> None:
        assert shown("```a\nb```- c") == "| a\n| b\n- c"


class TestEveryText:
    @given(TEXTS)
    def test_is_shown_whole_but_for_its_marks(self, text: str) -> None:
        stretches = [one for block in formatted(text) for line in block.lines for one in line]
        ends = [0, *(edge for one in stretches for edge in (one.start, one.end)), len(text)]
        assert all(one.start < one.end for one in stretches)
        for end, start in pairwise(ends):
            assert start >= end
        for end, start in zip(ends[::2], ends[1::2], strict=True):
            assert MARKS.fullmatch(text, end, start), (text, text[end:start])

    @given(TEXTS)
    def test_knows_the_marks_that_style_it(self, text: str) -> None:
        stretches = [one for block in formatted(text) for line in block.lines for one in line]
        shown_at = {at for one in stretches for at in range(one.start, one.end)}
        marks = {mark for one in stretches for mark in one.marks}
        assert not marks & shown_at
        assert all(one.marks for one in stretches if one.styles)

    @given(TEXTS)
    def test_is_never_cut_within_a_character(self, text: str) -> None:
        edges = {0, *(match.end() for match in regex.finditer(r"\X", text))}
        for block in formatted(text):
            for line in block.lines:
                assert {edge for one in line for edge in (one.start, one.end)} <= edges

    @given(st.text())
    def test_can_be_shown(self, text: str) -> None:
        formatted(text)


HOSTILE = ("*", "`a` ", "``` a\n", "*`_~", "{{a}}*", "- a\n", "_*~_*~a", f"``` {' ' * 10_000}")


@pytest.mark.slow
@pytest.mark.parametrize("pattern", HOSTILE, ids=repr)
def test_it_takes_no_longer_than_a_text_of_its_length_may(pattern: str) -> None:
    text = pattern * (100_000 // len(pattern))
    before = time.process_time()
    formatted(text)
    assert time.process_time() - before < 20  # with the square of its length, it would be minutes
