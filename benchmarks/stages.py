"""Where the commands run: a project, an emulator that has the same live, and a machine's caches."""

from __future__ import annotations

import json
import shutil
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from benchmarks.emulator import running_emulator
from benchmarks.files import write_project
from benchmarks.live import write_bodies
from benchmarks.measuring import Command, installed, python, syncer
from benchmarks.workload import workload

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from benchmarks.emulator import Emulator
    from benchmarks.workload import Message

RIVALS = Path(__file__).with_name("rivals")
NOTHING_TO_DO = "No changes"


@dataclass(frozen=True, slots=True)
class Scene:
    """What a stage is set with: how many templates, and how long each answer is held back."""

    templates: int
    latency_seconds: float = 0.0
    plain: bool = False


@dataclass(frozen=True, slots=True)
class Stage:
    """A project and its live side."""

    scene: Scene
    folder: Path
    messages: Sequence[Message]
    emulator: Emulator

    def uses_forms(self) -> bool:
        """Whether a button opens a form, so that a plan asks for the forms."""
        return any(button.kind == "FLOW" for one in self.messages for button in one.buttons)

    def plan(self) -> Command:
        """A plan on a machine that has planned before."""
        return self._syncer("plan", must_print=NOTHING_TO_DO)

    def first_plan(self) -> Command:
        """A plan on a machine that knows nothing."""
        return self._syncer("plan", before=self._forget, must_print=NOTHING_TO_DO)

    def validate(self) -> Command:
        """All that can be checked offline."""
        return self._syncer("validate", must_print="0 errors, 0 warnings")

    def parse(self) -> Command:
        """A bare parse of the same files; it prints what the parse alone took."""
        return self._command(python(str(RIVALS / "parse.py"), "templates"))

    def apply(self) -> Command:
        """An apply on a machine that has planned before; one template was changed by hand."""
        return self._syncer("apply", "--auto-approve", before=self._spoil, must_print="1 done")

    def profiled(self, command: str, statistics: Path) -> Command:
        """A command of syncer's that leaves there what its main thread did."""
        line = python("-m", "cProfile", "-o", str(statistics), "-m", "syncer", command)
        return self._command(line)

    def script(self) -> Command:
        """The same as `apply`, as a plain script does it."""
        line = python(str(RIVALS / "sequential.py"), "bodies.json")
        return self._command(line, self._spoil, "updated")

    def playbook(self) -> Command:
        """The same, as an Ansible playbook does it."""
        bodies = f"bodies={self.folder / 'bodies.json'}"
        playbook = str(RIVALS / "playbook.yaml")
        line = [installed("ansible-playbook"), playbook, "--extra-vars", bodies]
        return self._command(line, self._spoil, "updated")

    def _syncer(
        self, *arguments: str, before: Callable[[], object] = lambda: None, must_print: str = ""
    ) -> Command:
        return self._command(syncer(*arguments), before, must_print)

    def _command(
        self,
        line: Sequence[str],
        before: Callable[[], object] = lambda: None,
        must_print: str = "",
    ) -> Command:
        return Command(line, self.folder, self._environment(), before, must_print)

    def _environment(self) -> Mapping[str, str]:
        return {
            **self.emulator.environment,
            "SYNCER_CACHE_DIR": str(self.folder / "home" / "cache"),
            "ANSIBLE_CONFIG": str(RIVALS / "ansible.cfg"),
            "SYNCER_STATE_DIR": str(self.folder / "home" / "state"),
        }

    def _forget(self) -> None:
        shutil.rmtree(self.folder / "home", ignore_errors=True)

    def _spoil(self) -> None:
        self.emulator.spoil(self.messages)


@dataclass(slots=True)
class Stages:
    """The stages of one run: each is set when it is asked for, and kept until the end.

    `templates` is the number of the largest; the others are smaller or as large.
    """

    templates: int
    with_ansible: bool
    _stack: ExitStack
    _set: dict[Scene, Stage] = field(default_factory=dict)

    def stage(self, scene: Scene) -> Stage:
        """The stage of a scene."""
        if scene not in self._set:
            self._set[scene] = self._stack.enter_context(_stage(scene))
        return self._set[scene]

    def largest(self) -> Stage:
        """The stage with the most templates, without latency."""
        return self.stage(Scene(self.templates))


@contextmanager
def stages(templates: int, *, with_ansible: bool = True) -> Iterator[Stages]:
    """No stage yet; those that are set are struck when the block ends."""
    with ExitStack() as stack:
        yield Stages(templates, with_ansible, stack)


@contextmanager
def _stage(scene: Scene) -> Iterator[Stage]:
    messages = workload(scene.templates, plain=scene.plain)
    with (
        TemporaryDirectory(prefix="benchmark-") as name,
        running_emulator(scene.latency_seconds) as emulator,
    ):
        folder = Path(name)
        write_project(folder, messages)
        (folder / "bodies.json").write_text(json.dumps(write_bodies(messages), indent=2))
        emulator.fill(messages)
        yield Stage(scene, folder, messages, emulator)
