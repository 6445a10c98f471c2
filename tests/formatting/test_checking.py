"""What is held against a form that is none, and where."""

from __future__ import annotations

import pytest

from syncer.formatting.checking import changed, unstable

TEXT = "name: a\nexamples: {b: c} # d\nbuttons:\n  - type: URL\n  # e\n  - text: f\n"


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("c}", "c, d: e}", "2:11"),
        ("c}", "other}", "2:15"),
        ("name: a\n", "", "1:1"),
        ("URL", "URN", "4:11"),
        ("text: f", "- text: f", "6:5"),
        ("  # e\n", "  - g\n", "6:5"),
        ("text: f\n", "text: f\n  - g\n", "4:3"),
        ("buttons:\n", "buttons: []\n---\nb:\n", "1:1"),
        ("buttons:\n", "\tb", "1:1"),
    ],
)
def test_what_would_mean_something_else_is_told_where(old: str, new: str, place: str) -> None:
    problem = str(changed(TEXT, TEXT.replace(old, new), "a.yaml"))
    told = f"a.yaml:{place}: the canonical form of this would mean something else"
    assert problem.startswith(told)


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        (" # d", "", "2:1"),
        ("  # e\n", "", "5:1"),
        ("  # e\n", "  # e\n  # f\n", "1:1"),
    ],
)
def test_a_comment_that_would_be_lost_is_told_where(old: str, new: str, place: str) -> None:
    problem = str(changed(TEXT, TEXT.replace(old, new), "a.yaml"))
    assert problem.startswith(f"a.yaml:{place}: the canonical form of this file would not")


def test_the_same_in_another_order_is_no_change() -> None:
    other = "buttons:\n  # e\n  - {type: URL}\n  - text: f\n# d\nexamples: {b: c}\nname: a\n"
    assert changed(TEXT, other, "a.yaml") is None


@pytest.mark.parametrize(
    ("text", "canonical", "again", "line"),
    [
        ("b: 1\na: 1\n", "a: 1\n", "b: 1\na: 1\n", 2),
        ("b:  1\n", "b: 1\n", "b: 1 \n", 1),
        ("b: 1\n\na: 1", "b: 1\n", "b: 1\na: 1\n", 2),
    ],
)
def test_a_form_with_another_form_is_told_at_the_line_where_they_part(
    text: str, canonical: str, again: str, line: int
) -> None:
    told = f"a.yaml:{line}:1: the canonical form of this would not be canonical itself"
    assert str(unstable(text, canonical, again, "a.yaml")).startswith(told)


def test_a_form_that_is_its_own_form_is_stable() -> None:
    assert unstable("b: 1\na: 1\n", "a: 1\n", "a: 1\n", "a.yaml") is None
