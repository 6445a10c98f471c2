"""A terminal: what a line prints, and how it ends."""

from __future__ import annotations

import contextlib
import io
import os
import shlex
import subprocess
import sys
from pathlib import Path

from support.leaks import leaks_in
from support.shell import is_plain

from syncer.cli.boundary import run

NOT_RUN = {
    "docker ": "it needs an engine; tests/test_dockerfile.py reads the Dockerfile",
    "make ": "each is a target of the Makefile; CI runs them",
    "pip install ": "tests/test_wheel.py installs what is built",
}
"""The beginnings of lines that are not run, each with the reason."""


def is_run(line: str) -> bool:
    """Whether nothing speaks against running a line."""
    return not line.startswith(tuple(NOT_RUN))


def type_line(line: str) -> tuple[int, str]:
    """The exit code of a line, and what it prints, errors and all."""
    code, printed = 0, ""
    for part in line.split(" && "):
        code, more = _run(part)
        printed += more
        if code:
            break
    return code, printed


def _run(line: str) -> tuple[int, str]:
    """A line without `&&`. A shell is asked for what only a shell can do: it takes a second."""
    line, _, target = line.partition(" > ")
    if not is_plain(line) or '"' in target:
        return _bash(f"{line} > {target}" if target else line)
    match shlex.split(line, comments=True):
        case ["syncer", *words]:
            return _syncer(words, Path(target).expanduser() if target else None)
        case ["cd", folder]:
            os.chdir(folder)
            return 0, ""
        case ["export", setting]:
            name, _, value = setting.partition("=")
            os.environ[name] = value
            return 0, ""
    return _bash(line)


class _Person(io.StringIO):
    """Somebody at the terminal, who says yes."""

    def __init__(self, screen: io.StringIO) -> None:
        super().__init__()
        self._screen = screen

    def isatty(self) -> bool:
        return True

    def readline(self, size: int | None = -1, /) -> str:  # type: ignore[override]
        del size
        self._screen.write("y\n")
        return "y\n"


def _syncer(words: list[str], target: Path | None) -> tuple[int, str]:
    """Run `syncer` in this process, its result shown, or written to a file."""
    screen = io.StringIO()
    result = io.StringIO() if target else screen
    before, sys.stdin = sys.stdin, _Person(screen)
    try:
        with contextlib.redirect_stdout(result), contextlib.redirect_stderr(screen):
            code = run(words)
    finally:
        sys.stdin = before
    if target:
        target.write_text(result.getvalue(), encoding="utf-8")
    assert words[:1] == ["emulator"] or leaks_in(screen.getvalue().encode()) == []
    return code, screen.getvalue()


def _bash(line: str) -> tuple[int, str]:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    ran = subprocess.run(
        ["/bin/bash", "-c", line],
        env=os.environ | {"PATH": path},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        timeout=60,
    )
    return ran.returncode, ran.stdout
