"""The real command and the real emulator, each in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import httpx
import pytest
from support.command import Ran, syncer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

T = TypeVar("T")
Process = subprocess.Popen[str]

_SYNCER = (sys.executable, "-m", "syncer")
_PATIENCE_SECONDS = 60.0


def eventually(look: Callable[[], T], seconds: float = _PATIENCE_SECONDS) -> T:
    """The first true value of `look`, which is asked until then."""
    ends_at = time.monotonic() + seconds
    while not (found := look()):
        assert time.monotonic() < ends_at, f"not in {seconds} seconds"
        time.sleep(0.005)
    return found


def ended(process: Process) -> Ran:
    """How a process ends, and all that it printed."""
    stdout, stderr = process.communicate(timeout=_PATIENCE_SECONDS)
    return Ran(process.returncode, stdout, stderr)


@contextmanager
def _started(*arguments: str, **options: Any) -> Iterator[Process]:
    """The command in a process that does not outlive the block."""
    pipes: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    with subprocess.Popen([*_SYNCER, *arguments], **pipes, **options) as process:
        try:
            yield process
        finally:
            process.kill()


@dataclass(frozen=True, slots=True)
class Machine:
    """Where the command works: a project's folder, and an environment."""

    folder: Path
    environment: Mapping[str, str]

    @contextmanager
    def started(self, *arguments: str) -> Iterator[Process]:
        """The command in a process of its own."""
        environment = os.environ | self.environment
        with _started(*arguments, cwd=self.folder, env=environment) as process:
            yield process

    def run(self, *arguments: str) -> Ran:
        """The command in this process, which takes half the time."""
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(self.folder)
            for name, value in self.environment.items():
                patch.setenv(name, value)
            return syncer(*arguments)

    def with_home(self, home: Path) -> Machine:
        """The same work on a machine that keeps its state and its cache in this folder."""
        folders = {
            "SYNCER_STATE_DIR": str(home / "state"),
            "SYNCER_CACHE_DIR": str(home / "cache"),
        }
        return Machine(self.folder, {**self.environment, **folders})


@dataclass(frozen=True, slots=True)
class RemoteConsole:
    """The console of an emulator in another process."""

    http: httpx.Client

    def add_template(self, fields: Mapping[str, Any]) -> int:
        """A template that a person makes; its platform id."""
        return int(self._ask("POST", "templates", fields)["id"])

    def templates(self) -> list[Any]:
        """Every template of every phone."""
        found: list[Any] = self._ask("GET", "templates")
        return found

    def add_fault(self, fault: str) -> None:
        """Let something go wrong from now on."""
        self._ask("POST", "faults", {"fault": fault})

    def met(self) -> int:
        """How many requests the faults that are set have spoilt."""
        return sum(one["met"] for one in self._ask("GET", "faults"))

    def clear_faults(self) -> None:
        """Let nothing go wrong any more, and let go of what is held."""
        self._ask("DELETE", "faults")

    def held(self) -> list[Any]:
        """The requests that wait for an answer in vain."""
        found: list[Any] = self._ask("GET", "held")["requests"]
        return found

    def arrived(self) -> int:
        """How many requests have come to the seven endpoints so far."""
        return int(self._ask("GET", "held")["arrived"])

    def requests(self) -> list[Any]:
        """All requests since they were forgotten last."""
        found: list[Any] = self._ask("GET", "requests")["requests"]
        return found

    def forget_requests(self) -> None:
        """Begin a new list of requests."""
        self._ask("DELETE", "requests")

    def _ask(self, method: str, path: str, sent: Mapping[str, Any] | None = None) -> Any:
        return self.http.request(method, f"/console/{path}", json=sent).raise_for_status().json()


@dataclass(frozen=True, slots=True)
class EmulatorProcess:
    """An emulator in a process of its own. Each of its `phones` is a sender without templates."""

    environment: Mapping[str, str]
    phones: Iterator[str]
    console: RemoteConsole

    def machine(self, folder: Path, home: Path, phone: str) -> Machine:
        """A machine that works on the project in `folder` for this sender."""
        environment = {**self.environment, "NXCLOUD_PHONE": phone}
        return Machine(folder, environment).with_home(home)


@contextmanager
def emulator_process(*options: str, phones: int = 1) -> Iterator[EmulatorProcess]:
    """An emulator with these options and so many senders, until the block ends."""
    numbers = [f"86158{number:08}" for number in range(phones)]
    senders = [f"--phone={number}" for number in numbers]
    with _started("emulator", "--port=0", *senders, *options) as process:
        environment = dict(_exported(process) for _ in range(5))
        with httpx.Client(base_url=environment["NXCLOUD_BASE_URL"], timeout=30.0) as http:
            yield EmulatorProcess(environment, iter(numbers), RemoteConsole(http))


def _exported(process: Process) -> tuple[str, str]:
    """A variable of the environment that the emulator prints for a shell to take."""
    assert process.stdout
    name, _, value = process.stdout.readline().strip().removeprefix("export ").partition("=")
    return name, value
