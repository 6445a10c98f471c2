"""stdout carries the result and nothing else; everything beside it goes to stderr."""

from __future__ import annotations

import codecs
import contextlib
import io
import json
import os
import shutil
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, TextIO

import click

from syncer.cli import printed
from syncer.errors import CrashError, InvalidFilesError, NoProjectError, SyncerError, UnprintedError
from syncer.render.values import in_line, visible
from syncer.secrets import blotted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.text import Text

    from syncer.template_document import Json


@dataclass(frozen=True, slots=True)
class Output:
    """How a command speaks: its format, and what --no-color and -v ask for."""

    format: str = "text"
    no_color: bool = False
    verbose: bool = False

    @property
    def colour(self) -> bool:
        """Whether stdout is a terminal that may be coloured."""
        wanted = not self.no_color and not os.environ.get("NO_COLOR")
        terminal = sys.stdout is not None and sys.stdout.isatty()
        return wanted and os.environ.get("TERM") != "dumb" and terminal

    @property
    def width(self) -> int | None:
        """How many columns stdout has, if it is a terminal."""
        terminal = sys.stdout is not None and sys.stdout.isatty()
        return shutil.get_terminal_size().columns if terminal else None

    def lines(self, lines: Iterable[Text]) -> None:
        """Print a text result."""
        for line in lines:
            say(blotted(_coloured(line) if self.colour else line.plain))

    def styled(self, lines: Iterable[tuple[str, str]]) -> None:
        """Print lines that have one style each; rich is loaded only where they get it."""
        for line, style in lines:
            if self.colour:
                from rich.text import Text

                self.lines([Text(line, style)])
            else:
                say(blotted(line))

    def document(self, document: Json) -> None:
        """Print a JSON result: one document."""
        # What is not UTF-8 gets ASCII, so that it is JSON wherever it goes.
        encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
        is_utf8 = codecs.lookup(encoding).name == "utf-8"
        text = json.dumps(document, ensure_ascii=not is_utf8, indent=2)
        say(visible(blotted(text)))  # JSON spells a character out in the same way
        printed.documents.append(text)

    def text(self, text: str) -> None:
        """Print a result in a format that is neither text nor JSON."""
        say(blotted(text.removesuffix("\n")))

    def note(self, text: str) -> None:
        """Tell something beside the result."""
        tell(text)


def stderr_is_terminal() -> bool:
    """Whether somebody looks at stderr, on a terminal that can move its cursor."""
    dumb = os.environ.get("TERM") == "dumb"
    return not dumb and sys.stderr is not None and sys.stderr.isatty()


def say(text: str) -> None:
    """A line of the result, on stdout. Raises UnprintedError where it takes no more."""
    try:
        _print(text, sys.stdout)
    except OSError as error:
        raise UnprintedError(
            f"the result could not be printed: {error.strerror}",
            hint="look at what stdout leads to: a full disk?",
        ) from None


def tell(text: str) -> None:
    """A line beside the result, on stderr, if that takes it."""
    with contextlib.suppress(OSError):
        _print(visible(blotted(text)), sys.stderr)


def tell_error(error: SyncerError) -> None:
    """An error for people: every problem, what happened, and what to do next."""
    place = f"{error.location}: " if error.location else ""
    if isinstance(error, InvalidFilesError):
        place = ""
        for problem in () if isinstance(error, NoProjectError) else error.problems:
            tell(in_line(str(problem)))
    if isinstance(error, CrashError):
        tell(f"error: {error.message}; {error.hint}")
        return
    tell(f"error: {place}{in_line(error.message)}")
    if error.hint:
        tell(f"  {in_line(error.hint)}")


def _coloured(line: Text) -> str:
    from rich.console import Console

    console = Console(file=io.StringIO(), force_terminal=True, color_system="standard")
    with console.capture() as captured:
        console.print(line, soft_wrap=True, end="")
    return captured.get()


def _print(text: str, stream: TextIO | None) -> None:
    """Print to a stream, which is None where whoever called closed it. Raises OSError."""
    if stream is None:
        return
    try:
        click.echo(text, file=stream)
    except BrokenPipeError:
        _silence(stream)
    except OSError:
        _silence(stream)
        raise


def _silence(stream: TextIO) -> None:
    """The stream takes no more (`| head`, a full disk): the rest of it goes nowhere."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
