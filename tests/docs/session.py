"""Somebody who does what a document says, from its first line to its last."""

from __future__ import annotations

import contextlib
import io
import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pytest
from docs.shown import Call, agrees, as_shown, calls_of
from docs.stages import MAIN, SETTINGS, STAGES, follow
from docs.terminal import is_run, type_line
from support.markdown import Block, parts_of
from support.project import Project, at_home

from syncer.emulator import Running, running

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from support.markdown import Part

EXIT_CODE = "echo $?"


@dataclass(slots=True)
class Session:
    """One terminal in one folder, and the emulator that the environment points at."""

    emulator: Running
    code: int = 0
    printed: str = ""
    names: dict[str, Any] = field(default_factory=dict)

    def perform(self, part: Part) -> str:
        """Do what a part of a document says; the text that it should have."""
        if not isinstance(part, Block):
            follow(part, self.emulator.console)
        elif part.language == "console":
            calls = list(calls_of(part.text))
            return "".join(map(self._typed, calls, [*calls[1:], None]))
        elif part.language == "python":
            self._execute(part)
        elif part.language in ("text", "mermaid"):
            return part.text if agrees(part.text, self.printed) else as_shown(self.printed)
        elif part.path:
            _write(part)
        return part.text

    def _typed(self, call: Call, after: Call | None) -> str:
        """A call with what it should show. A failure is followed by its exit code."""
        if not is_run(call.line):
            return f"{call.typed}{call.shown}"
        if call.line == EXIT_CODE:
            self.code, code = 0, self.code
            return f"{call.typed}{code}\n"
        self.code, self.printed = type_line(call.line)
        fits = not call.shown or agrees(call.shown, self.printed)
        shown = f"{call.typed}{call.shown if fits else as_shown(self.printed)}"
        told = self.code == 0 or (after and after.line == EXIT_CODE)
        return shown if told else f"{shown}$ {EXIT_CODE}\n{self.code}\n"

    def _execute(self, block: Block) -> None:
        code = compile(block.text, block.place, "exec")
        with contextlib.redirect_stdout(io.StringIO()) as screen:
            exec(code, self.names)  # noqa: S102 -- the document is ours
        self.printed = screen.getvalue()


def followed(document: Path) -> Iterator[tuple[Part, str]]:
    """Each part of a document with the text that it should have, done in a folder of its own."""
    with TemporaryDirectory() as home, running(SETTINGS) as emulator:
        project = Project(Path(home) / "project")
        project.root.mkdir()
        if document.name in STAGES:
            STAGES[document.name](project.root, emulator.console)
        with at_home(project, emulator), serving(emulator):
            os.environ |= {"HOME": home, "NXCLOUD_PHONE": MAIN, "NXCLOUD_TENANT_ID": "1"}
            session = Session(emulator)
            for part in parts_of(document):
                yield part, session.perform(part)


@contextlib.contextmanager
def serving(emulator: Running) -> Iterator[None]:
    """`syncer emulator` tells the address of the one that is there."""

    def serve(*_: object, started: Callable[[Running], None]) -> None:
        started(emulator)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("syncer.emulator.serve", serve)
        yield


def _write(block: Block) -> None:
    """Write the file that a block shows, or the one line that changes in it."""
    path = Path(block.path)
    path.parent.mkdir(parents=True, exist_ok=True)
    text = _changed(path.read_text("utf-8"), block) if block.one_line else block.text
    path.write_text(text, encoding="utf-8")


def _changed(text: str, block: Block) -> str:
    """A file with the line of a block in place of the one with the same key."""
    key, _, _ = block.text.partition(":")
    pattern = re.compile(f"^{re.escape(key)}:.*\n", re.MULTILINE)
    changed, times = pattern.subn(lambda _: block.text, text)
    assert times == 1, f"{block.place}: {key.strip()} stands {times} times in {block.path}"
    return changed
