from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syncer.changed_words import DiffLine, Piece, line_diff

# Few characters, so that texts have much in common.
TEXTS = st.text(st.sampled_from("ab {}1é\n\r\t."), max_size=40)


def shown(lines: list[DiffLine]) -> list[str]:
    """Each line with its sign, and what changed in angle brackets."""
    return [
        line.sign
        + "".join(f"<{piece.text}>" if piece.changed else piece.text for piece in line.pieces)
        for line in lines
    ]


@pytest.mark.parametrize(
    ("before", "after", "lines"),
    [
        ("same", "same", [" same"]),
        ("Hi Ana, hello", "Hi Ben, hello", ["-Hi <Ana>, hello", "+Hi <Ben>, hello"]),
        ("one\ntwo", "one\nthree", [" one", "-<two>", "+<three>"]),
        ("one\ntwo", "two", ["-<one>", " two"]),
        ("two", "one\ntwo", ["+<one>", " two"]),
        ("a\nb", "a\n\nb", [" a", "+<>", " b"]),
        ("now here", "nowhere", ["-<now here>", "+<nowhere>"]),
        ("to the end", "to end", ["-to <the >end", "+to end"]),
        (
            "Hi {{First Name}}!",
            "Hi {{Last Name}}!",
            ["-Hi <{{First Name}}>!", "+Hi <{{Last Name}}>!"],
        ),
        (
            "one word\nsecond\nthird",
            "one new word\nelse",
            ["-one word", "-<second>", "-<third>", "+one <new >word", "+<else>"],
        ),
        (
            "old a\nold b",
            "new a\nnew b\nnew c",
            ["-<old> a", "-<old> b", "+<new> a", "+<new> b", "+<new c>"],
        ),
    ],
)
def test_changed_words_are_marked_in_lines_that_replace_each_other(
    before: str, after: str, lines: list[str]
) -> None:
    assert shown(line_diff(before, after)) == lines


@pytest.mark.parametrize("piece", ["a b ", "a\n", "{{", "{{a} ", " "])
def test_texts_that_take_too_long_to_compare_differ_as_a_whole(piece: str) -> None:
    before, after = piece * 100_000, piece * 500 + "x"
    lines = line_diff(before, after)
    assert put_together(lines, "-") == before
    assert put_together(lines, "+") == after


def put_together(lines: list[DiffLine], sign: str) -> str:
    kept = [line for line in lines if line.sign in (" ", sign)]
    return "\n".join("".join(piece.text for piece in line.pieces) for line in kept)


@given(TEXTS, TEXTS)
def test_the_pieces_put_together_are_both_texts(before: str, after: str) -> None:
    lines = line_diff(before, after)
    assert put_together(lines, "-") == before
    assert put_together(lines, "+") == after


@given(TEXTS)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert line_diff(text, text) == [
        DiffLine(" ", (Piece(line, changed=False),)) for line in text.split("\n")
    ]


@given(TEXTS, TEXTS)
def test_what_is_not_marked_is_the_same_on_both_sides(before: str, after: str) -> None:
    lines = line_diff(before, after)
    assert [piece.text for line in lines if line.sign == "-" for piece in _same(line)] == [
        piece.text for line in lines if line.sign == "+" for piece in _same(line)
    ]


def _same(line: DiffLine) -> list[Piece]:
    return [piece for piece in line.pieces if not piece.changed]
