"""The folder that one use of the action leaves its files in, step after step."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from syncer.github.inputs import Inputs

if TYPE_CHECKING:
    from pathlib import Path

    from syncer.template_document import Document


@dataclass(frozen=True, slots=True)
class Ran:
    """How the command ended: its exit code, and the last lines that it told on stderr.

    `command` is what was run in the end: a plan in place of an apply for which no plan was
    reviewed.
    """

    command: str
    exit_code: int
    told: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reviewed:
    """The plan that was reviewed with the pull request that was merged, or why there is none."""

    plan_file: str = ""
    origin: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Folder:
    """One use of the action. The files are there once the step that writes them has run."""

    path: Path

    @property
    def result(self) -> Path:
        """What the command printed: its JSON document, if it came so far."""
        return self.path / "result.json"

    @property
    def text(self) -> Path:
        """The result for people who read the log."""
        return self.path / "result.txt"

    @property
    def comment(self) -> Path:
        """The result as markdown that fits into a comment."""
        return self.path / "comment.md"

    @property
    def summary(self) -> Path:
        """The result as markdown for the job summary."""
        return self.path / "summary.md"

    @property
    def plan(self) -> Path:
        """The saved plan."""
        return self.path / "plan.json"

    @property
    def page(self) -> Path:
        """The HTML page. An artifact that is one file has that file's name, so it says whose."""
        return self.path / f"syncer-{self.path.name}.html"

    @property
    def inputs(self) -> Inputs:
        """The inputs of the action."""
        return _inputs(self._read("inputs.json"))

    @property
    def ran(self) -> Ran:
        """How the command ended."""
        read = self._read("ran.json")
        return Ran(read["command"], read["exit_code"], tuple(read["told"]))

    @property
    def reviewed(self) -> Reviewed:
        """The reviewed plan, if one was looked for."""
        there = (self.path / "reviewed.json").exists()
        return Reviewed(**self._read("reviewed.json")) if there else Reviewed()

    @property
    def document(self) -> Document:
        """The result as JSON; empty where the command printed none.

        `syncer accounts` prints a list, which is here what it is elsewhere: `accounts`.
        """
        try:
            read = json.loads(self.result.read_bytes())
        except (OSError, ValueError):
            return {}
        return {"accounts": read} if isinstance(read, list) else dict(read)

    def write(self, value: Inputs | Ran | Reviewed) -> None:
        """Keep a value for the next steps."""
        name = f"{type(value).__name__.lower()}.json"
        (self.path / name).write_text(json.dumps(asdict(value)), encoding="utf-8")

    def _read(self, name: str) -> Document:
        return dict(json.loads((self.path / name).read_text(encoding="utf-8")))


def _inputs(read: Document) -> Inputs:
    lists = {name: tuple(read[name]) for name in ("accounts", "arguments")}
    return Inputs(**read | lists)
