from __future__ import annotations

import pytest

from syncer.errors import Location, Problem
from syncer.render.github import annotation


def test_a_problem_annotates_its_line() -> None:
    problem = Problem(Location("templates/a.yaml", 12, 5), "the name is empty", "write one", "name")
    assert annotation(problem) == (
        "::error file=templates/a.yaml,line=12,col=5,title=name::the name is empty (write one)"
    )


def test_a_warning_is_a_warning_and_needs_no_hint() -> None:
    problem = Problem(Location("a.yaml"), "long", rule="length", severity="warning")
    assert annotation(problem) == "::warning file=a.yaml,line=1,col=1,title=length::long"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("100% sure", "100%25 sure"),
        ("two\nlines", "two%0Alines"),
        ("\r\x1b[31m", "\\u000d\\u001b[31m"),
        ("a: b, c", "a: b, c"),
        ("x::error::y", "x::error::y"),
    ],
)
def test_a_message_cannot_begin_another_command(text: str, written: str) -> None:
    line = annotation(Problem(Location("a.yaml"), text))
    assert line == f"::error file=a.yaml,line=1,col=1,title=file::{written}"
    assert "\n" not in line


def test_a_file_name_cannot_add_properties() -> None:
    problem = Problem(Location("a,line=7::b%\n.yaml"), "bad")
    assert annotation(problem) == (
        "::error file=a%2Cline=7%3A%3Ab%25%0A.yaml,line=1,col=1,title=file::bad"
    )
