"""Template files as they are, and as they should be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from syncer.documents.text import read_text
from syncer.errors import Problem
from syncer.formatting.formatting import formatted

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class FormattedFile:
    """A file in canonical form. `file` is its path as messages show it.

    `text` is None where the file has that form already, or has problems and stays as it is.
    """

    path: Path
    file: str
    text: str | None = None
    problems: tuple[Problem, ...] = ()


def formatted_file(path: Path, file: str) -> FormattedFile:
    """Read a file and put it in form. Writes nothing."""
    text = read_text(path, file)
    if isinstance(text, Problem):
        return FormattedFile(path, file, problems=(text,))
    result = formatted(text, file)
    if result.problems or result.text == text:
        return FormattedFile(path, file, problems=result.problems)
    return FormattedFile(path, file, result.text)
