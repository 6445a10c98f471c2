"""How a step speaks to GitHub: its output, the job summary, and the log."""

from __future__ import annotations

import os
import secrets
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from syncer.render.values import visible
from syncer.secrets import blotted

if TYPE_CHECKING:
    from collections.abc import Iterator


def set_outputs(**outputs: str) -> None:
    """Outputs of the step; each is on one line."""
    lines = [f"{name.replace('_', '-')}={value}" for name, value in outputs.items()]
    _append("GITHUB_OUTPUT", lines)


def add_summary(markdown: str) -> None:
    """Add to the job summary."""
    _append("GITHUB_STEP_SUMMARY", [markdown])


def annotate(severity: str, text: str) -> None:
    """A `warning` or an `error` that GitHub shows on the page of the run."""
    escaped = visible(blotted(text)).replace("%", "%25").replace("\n", "%0A")
    sys.stdout.write(f"::{severity} title=syncer::{escaped}\n")
    sys.stdout.flush()


@contextmanager
def plain_log() -> Iterator[None]:
    """Meanwhile nothing in the log is obeyed: a text of a template might look like a command."""
    token = secrets.token_hex(16)
    _write(f"::stop-commands::{token}")
    try:
        yield
    finally:
        _write(f"::{token}::")


def _write(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _append(variable: str, lines: list[str]) -> None:
    """Write to the file that GitHub names in a variable; outside a job there is none."""
    if path := os.environ.get(variable):
        with Path(path).open("a", encoding="utf-8") as file:
            file.writelines(f"{line}\n" for line in lines)
