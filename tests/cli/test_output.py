"""stdout and stderr: colour where it belongs, JSON wherever it goes, readers that go away."""

from __future__ import annotations

import contextlib
import io
import json
import os
from typing import TYPE_CHECKING, TextIO

import pytest
from cli.terminal import Terminal, on_terminal
from rich.text import Text
from support.command import syncer

from syncer.cli.output import Output, say, tell

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

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
