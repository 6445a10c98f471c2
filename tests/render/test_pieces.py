from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from support.templates import bodies, template

from syncer.pictures.build import picture_of
from syncer.render.pieces import coloured_line, plain_line

if TYPE_CHECKING:
    from syncer.pictures.values import Line


def line(body: str) -> Line:
    picture = picture_of(template(body=body), {"First Name": "Ana"})
    return picture.body[0].lines[0]


def looks(body: str) -> list[tuple[str, str]]:
    """What of the coloured line looks different, and how."""
    text = coloured_line(line(body))
    return [(text.plain[span.start : span.end], str(span.style)) for span in text.spans]


def test_in_colour_styles_are_looks() -> None:
    assert looks("*b* _i_ ~s~ `c` *_x_*") == [
        ("b", "bold"),
        ("i", "italic"),
        ("s", "strike"),
        ("c", "cyan"),
        ("x", "bold italic"),
    ]
    assert coloured_line(line("*b* _i_")).plain == "b i"


def test_in_colour_a_sample_value_is_underlined_and_a_placeholder_without_one_is_a_chip() -> None:
    assert looks("*Hi {{First Name}}*, {{Code}}") == [
        ("Hi ", "bold"),
        ("Ana", "bold underline"),
        ("{{Code}}", "reverse cyan"),
    ]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("*Hi {{First Name}}*, {{Code}}", "*Hi Ana*, {{Code}}"),
        ("_a *b* c_", "_a *b* c_"),
        ("*_a_ b*", "*_a_ b*"),
        ("_*a* b_", "_*a* b_"),
        ("*_~a~_*", "*_~a~_*"),
        ("```code``` x", "`code` x"),
        ("2*3 is *not*", "2*3 is *not*"),
    ],
)
def test_without_colour_marks_stand_around_what_they_style(body: str, words: str) -> None:
    shown = plain_line(line(body)).plain
    assert sorted(shown) == sorted(words)
    assert shown.replace("*", "").replace("_", "").replace("~", "") == words.replace(
        "*", ""
    ).replace("_", "").replace("~", "")


@given(bodies())
def test_without_colour_a_line_is_as_it_was_written(body: str) -> None:
    first = body.partition("\n")[0]
    picture = picture_of(template(body=first), {})
    shown = "\n".join(plain_line(one).plain for block in picture.body for one in block.lines)
    assert shown == first


def test_what_would_hide_is_spelled_out() -> None:
    assert plain_line(line("a\u202eb {{x\u200b}}")).plain == "a\\u202eb {{x\\u200b}}"
