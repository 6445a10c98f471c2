"""One project, one emulator, and runs of the command between them, each seen from all sides."""

from __future__ import annotations

import json
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from support.command import syncer
from support.console import console_fields
from support.declared import Files, aimed_at
from support.files import make_tags
from support.leaks import files_with_leaks
from support.project import CONFIG, at_home, new_project

from syncer.emulator import Fault, running
from syncer.model import TemplateKey

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from support.command import Ran

    from syncer.emulator import Console, LoggedRequest, Settings
    from syncer.emulator.records import JsonObject
    from syncer.model import Template

_LINGERING = ("=late", "=refused")
_LINGERING_SECONDS = 1.2
"""A `late` fault does its work, and a `refused` one takes connections again, after a second."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The options of a run that choose what it is about."""

    only: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    prune: bool | None = None

    @property
    def everything(self) -> bool:
        """Whether the run is about all that there is."""
        return not self.only and not self.exclude

    @property
    def arguments(self) -> list[str]:
        """The same on the command line."""
        given = [f"--only={glob}" for glob in self.only]
        given += [f"--exclude={glob}" for glob in self.exclude]
        if self.prune is not None:
            given.append("--prune" if self.prune else "--no-prune")
        return given


@dataclass(frozen=True, slots=True)
class Seen:
    """What there is at one moment: at the platform, on the machine's disk, and wrong."""

    templates: Sequence[JsonObject]
    journal: Sequence[JsonObject]
    faults: bool

    def by_id(self) -> dict[int, JsonObject]:
        """The templates by the platform's id."""
        return {one["id"]: one for one in self.templates}


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the command: what it was asked, what there was before and after, what it did.

    `skipped` is by how many seconds the platform is ahead of the machine's clock; `leaks` are the
    files of the machine that hold a credential.
    """

    command: str
    chosen: Chosen
    files: Files
    ran: Ran
    before: Seen
    after: Seen
    requests: Sequence[LoggedRequest]
    skipped: float
    leaks: Mapping[Path, list[str]]

    @property
    def document(self) -> Any:
        """What the run printed."""
        return self.ran.json

    @property
    def results(self) -> list[Any]:
        """The results of an apply; none where it did not get that far."""
        return [one for account in self.accounts for one in account.get("results", ())]

    @property
    def actions(self) -> list[Any]:
        """The actions of a plan; none where it did not get that far."""
        return [one for account in self.accounts for one in account.get("actions", ())]

    @property
    def accounts(self) -> list[Any]:
        """The accounts of a plan or an apply."""
        accounts: list[Any] = self.document.get("accounts", [])
        return accounts

    @property
    def prunes(self) -> bool:
        """Whether the run was to delete what no file declares."""
        return self.files.terms.prune if self.chosen.prune is None else self.chosen.prune

    @property
    def journal(self) -> list[JsonObject]:
        """The lines that the run added."""
        return list(self.after.journal[len(self.before.journal) :])

    @property
    def writes(self) -> list[LoggedRequest]:
        """The creates, updates and deletes that reached the platform."""
        return [one for one in self.requests if one.endpoint in ("create", "update", "delete")]


class World:
    """One account of an emulator, and the machine of those who keep its templates in files."""

    def __init__(self, settings: Settings) -> None:
        self._stack = ExitStack()
        self._skipped = 0.0
        self._emulator = self._stack.enter_context(running(settings))
        self._folder = Path(self._stack.enter_context(tempfile.TemporaryDirectory()))
        self._project = new_project(self._folder / "project")
        self._stack.enter_context(at_home(self._project, self._emulator))
        self.files = Files()

    @property
    def console(self) -> Console:
        return self._emulator.console

    def close(self) -> None:
        self._stack.close()

    def write(self, files: Files) -> None:
        """Let the files say this from now on; whatever tag they name exists."""
        self.files = files
        make_tags(self._emulator, [one.template for one in files.templates.values()])
        files.write(self._project)

    def live(self) -> dict[TemplateKey, JsonObject]:
        """The templates of the platform, in their order there."""
        return {TemplateKey(one["name"], one["language"]): one for one in self.console.templates()}

    def fields_like(self, one: Template) -> dict[str, Any]:
        """What a person types to make a live template like this; its events lead to live ones."""
        ids = {key: found["id"] for key, found in self.live().items()}
        return console_fields(self.console, aimed_at(sorted(ids), one), ids)

    def skip(self, seconds: float) -> None:
        """Let time pass."""
        self._skipped += seconds
        self.console.skip_seconds(seconds)

    def now(self) -> float:
        """The platform's time."""
        return time.time() + self._skipped

    def break_down(self, fault: Fault) -> None:
        """Let something go wrong from now on."""
        self.console.add_fault(fault)

    def run(self, command: str, *arguments: str | Path, chosen: Chosen | None = None) -> Run:
        """Run the command in the project's folder."""
        chosen = chosen or Chosen()
        self.console.reset_requests()
        before, lingering = self._seen(), self._lingering()
        ran = syncer(command, *arguments, "--format", "json")
        if self._lingering() > lingering:
            time.sleep(_LINGERING_SECONDS)
        return Run(
            command,
            chosen,
            self.files,
            ran,
            before,
            self._seen(),
            self.console.requests(),
            self._skipped,
            files_with_leaks(self._folder),
        )

    def run_elsewhere(self, *commands: Sequence[str]) -> list[Run]:
        """Run commands in an empty project on another machine, which owns all there is."""
        with tempfile.TemporaryDirectory(dir=self._folder) as folder:
            config = CONFIG + 'scope: {include: ["*"]}\n'
            elsewhere = new_project(Path(folder) / "project", config)
            with at_home(elsewhere, self._emulator):
                return [self.run(command, *arguments) for command, *arguments in commands]

    @property
    def plan_file(self) -> Path:
        """Where plans are saved."""
        return self._folder / "plan.json"

    def _seen(self) -> Seen:
        faults = [one for one in self.console.faults() if one.met != Fault.parse(one.fault).times]
        return Seen(self.console.templates(), self._journal(), bool(faults))

    def _lingering(self) -> int:
        """How many requests have met a fault whose effect outlasts its answer."""
        lingering = [
            one for one in self.console.faults() if any(k in one.fault for k in _LINGERING)
        ]
        return sum(one.met for one in lingering)

    def _journal(self) -> list[JsonObject]:
        path = self._folder / "project-home/state/journal.jsonl"
        lines = path.read_text().splitlines() if path.exists() else []
        return [json.loads(line) for line in lines if line]
