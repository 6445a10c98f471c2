"""A terminal, for commands that look whether they have one."""

from __future__ import annotations

import contextlib
import io
from typing import TYPE_CHECKING

from support.command import Ran

from syncer.cli.boundary import run

if TYPE_CHECKING:
    import pytest


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def answer(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """Let a person on a terminal type this."""
    monkeypatch.setattr("sys.stdin", Terminal(text))


def on_terminal(*arguments: str) -> Ran:
    """Run a command whose stdout is a terminal."""
    stdout, stderr = Terminal(), io.StringIO()
    with contextlib.redirect_stdout(stdout), contextlib.redirect_stderr(stderr):
        code = run(arguments)
    return Ran(code, stdout.getvalue(), stderr.getvalue())
