"""stdout and stderr: colour where it belongs, JSON wherever it goes, readers that go away."""

from __future__ import annotations

import contextlib
import errno
import io
import json
import os
import tempfile
from typing import TYPE_CHECKING, TextIO

import pytest
from cli.terminal import Terminal, on_terminal
from rich.text import Text
from support.command import syncer

from syncer.cli.boundary import run
from syncer.cli.output import Output, say, tell
from syncer.errors import UnprintedError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from support.project import Project

    from syncer.emulator import Running

LINES = [Text("red", "red"), Text("plain [bold]")]


def printed(output: Output, stream: io.StringIO) -> str:
    with contextlib.redirect_stdout(stream):
        output.lines(LINES)
    return stream.getvalue()


@pytest.fixture(autouse=True)
def _ordinary_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")


def test_a_terminal_gets_colour_and_text_as_it_is() -> None:
    assert printed(Output(), Terminal()) == "\x1b[31mred\x1b[0m\nplain [bold]\n"


def test_a_long_line_is_not_broken() -> None:
    stream = Terminal()
    with contextlib.redirect_stdout(stream):
        Output().lines([Text("word " * 100, "red")])
    assert stream.getvalue().count("\n") == 1


def test_a_file_gets_none() -> None:
    assert printed(Output(), io.StringIO()) == "red\nplain [bold]\n"


def test_no_color_means_none() -> None:
    assert "\x1b" not in printed(Output(no_color=True), Terminal())


@pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_the_environment_can_say_so_too(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    assert "\x1b" not in printed(Output(), Terminal())


@pytest.mark.usefixtures("offline")
def test_a_command_colours_on_a_terminal_unless_it_is_told_not_to() -> None:
    assert "\x1b[" in on_terminal("validate").stdout
    assert "\x1b[" not in on_terminal("validate", "--no-color").stdout
    assert "\x1b[" not in syncer("validate").stdout


def test_json_is_utf_8_or_else_ascii() -> None:
    for encoding, shown in (("utf-8", "ü"), ("latin-1", "\\u00fc")):
        stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
        with contextlib.redirect_stdout(stream):
            Output().document({"a": "ü"})
        stream.seek(0)
        text = stream.read()
        assert shown in text
        assert json.loads(text) == {"a": "ü"}


@pytest.mark.parametrize(
    ("redirect", "speak"),
    [(contextlib.redirect_stdout, say), (contextlib.redirect_stderr, tell)],
    ids=["stdout", "stderr"],
)
def test_what_nobody_reads_any_more_goes_nowhere(
    redirect: Callable[[TextIO], AbstractContextManager[TextIO]], speak: Callable[[str], None]
) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w") as stream, redirect(stream):
        speak("a line")
        speak("another")


class Full(io.StringIO):
    """A stream on a disk that is full: it takes nothing."""

    def __init__(self, descriptor: int) -> None:
        super().__init__()
        self._descriptor = descriptor

    def fileno(self) -> int:
        return self._descriptor

    def write(self, text: str) -> int:
        raise OSError(errno.ENOSPC, "No space left on device", text[:0])


@pytest.fixture
def full() -> Iterator[Full]:
    with tempfile.TemporaryFile() as file:
        yield Full(file.fileno())


class TestAFullDisk:
    def test_a_result_that_cannot_be_printed_is_an_error(self, full: Full) -> None:
        with contextlib.redirect_stdout(full), pytest.raises(UnprintedError, match="No space left"):
            say("the result")

    def test_what_stands_beside_the_result_is_no_reason_to_stop(self, full: Full) -> None:
        with contextlib.redirect_stderr(full):
            tell("progress")

    @pytest.mark.parametrize("format_", ["text", "json"])
    def test_an_apply_that_wrote_says_4(
        self, format_: str, full: Full, project: Project, emulator: Running
    ) -> None:
        del project
        shown = io.StringIO()
        stdout = full if format_ == "json" else AfterThePlan(full)
        with contextlib.redirect_stdout(stdout), contextlib.redirect_stderr(shown):
            code = run(["apply", "--auto-approve", "--format", format_])
        assert code == 4
        assert "could not be printed" in shown.getvalue()
        assert len(emulator.console.templates()) == 2

    def test_an_error_that_cannot_be_printed_as_json_is_still_told(self, full: Full) -> None:
        shown = io.StringIO()
        with contextlib.redirect_stdout(full), contextlib.redirect_stderr(shown):
            assert run(["plan", "--bogus", "--format", "json"]) == 64
        assert "--bogus" in shown.getvalue()


class AfterThePlan(io.StringIO):
    """A disk that has room for the plan, and none for the results."""

    def __init__(self, full: Full) -> None:
        super().__init__()
        self._full = full

    def fileno(self) -> int:
        return self._full.fileno()

    def write(self, text: str) -> int:
        return self._full.write(text) if "Applied" in text else len(text)


class TestStreamsThatTheCallerClosed:
    def test_nothing_is_printed_to_the_other_one(self, monkeypatch: pytest.MonkeyPatch) -> None:
        shown = io.StringIO()
        monkeypatch.setattr("sys.stdout", shown)
        monkeypatch.setattr("sys.stderr", None)
        tell("a note")
        assert shown.getvalue() == ""

    def test_a_result_without_stdout_goes_nowhere(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("sys.stdout", None)
        Output().lines(LINES)
        Output("json").document({})
