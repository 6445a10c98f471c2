from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syncer.rules.braces import Braces, Placeholder, braces, without_placeholders


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("none", Braces()),
        ("a {{ First Name }}", Braces((Placeholder("First Name", 2, 18),))),
        ("{{1}}{{2}}", Braces((Placeholder("1", 0, 5), Placeholder("2", 5, 10)))),
        ("{{}}", Braces((Placeholder("", 0, 4),))),
        ("a {b} {c}", Braces((), ("{b}", "{c}"))),
        ("${a} ${{1}}", Braces((Placeholder("1", 6, 11),))),
        ("a } and what follows", Braces((), (), "} and what f")),
        ("{{{1}}}", Braces((Placeholder("1", 1, 6),), (), "{{{1}}}")),
        ("{" * 20_001, Braces()),
    ],
)
def test_braces_are_placeholders_or_single_or_stray(text: str, expected: Braces) -> None:
    assert braces(text) == expected


def test_a_blank_stands_in_place_of_a_placeholder() -> None:
    assert without_placeholders("Hi {{1}}{{2}}, ok") == "Hi   , ok"
    assert without_placeholders("{1}") == "{1}"


@given(st.text("{}a1 "))
def test_every_brace_of_a_text_is_accounted_for(text: str) -> None:
    found = braces(text)
    rest = without_placeholders(text)
    for single in found.single:
        rest = rest.replace(single, "", 1)
    assert bool(found.stray) == ("{" in rest or "}" in rest)
