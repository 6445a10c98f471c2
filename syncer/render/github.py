"""Problems as GitHub workflow commands, which annotate the lines of a pull request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from syncer.render.values import visible

if TYPE_CHECKING:
    from syncer.errors import Problem


def annotation(problem: Problem) -> str:
    """One `::error file=…::…` line."""
    location = problem.location
    properties = {
        "file": location.file,
        "line": str(location.line),
        "col": str(location.column),
        "title": problem.rule,
    }
    listed = ",".join(f"{name}={_escaped_property(value)}" for name, value in properties.items())
    hint = f" ({problem.hint})" if problem.hint else ""
    return f"::{problem.severity} {listed}::{_escaped(problem.message + hint)}"


def _escaped(text: str) -> str:
    return visible(text).replace("%", "%25").replace("\n", "%0A")


def _escaped_property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")
