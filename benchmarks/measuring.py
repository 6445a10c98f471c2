"""Commands in processes of their own: how long they take, and how much memory at the most."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

_CHILD = Path(__file__).with_name("child.py")
_MAXRSS_UNIT = 1 if sys.platform == "darwin" else 1024
REPETITIONS = 3


class BenchmarkError(Exception):
    """Something ran otherwise than it must, so that its time means nothing."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run took, and printed. `seconds` is wall time, the rest its process's own."""

    seconds: float
    cpu_seconds: float
    peak_bytes: int
    stdout: str


@dataclass(frozen=True, slots=True)
class Command:
    """A command line, where and with what environment it runs, and what must be done before."""

    line: Sequence[str]
    folder: Path
    environment: Mapping[str, str]
    before: Callable[[], object] = lambda: None
    must_print: str = ""

    def run(self) -> Cost:
        """Runs it once. BenchmarkError if it fails or does not print what it must."""
        self.before()
        with TemporaryDirectory() as folder:
            output = Path(folder) / "stdout"
            line = [sys.executable, "-I", "-S", str(_CHILD), str(output), *self.line]
            environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "", **self.environment}
            said = subprocess.run(
                line, cwd=self.folder, env=environment, capture_output=True, text=True, check=True
            )
            stdout = output.read_text(encoding="utf-8")
        code, seconds, cpu_seconds, maxrss = said.stdout.split()
        if code != "0" or self.must_print not in stdout:
            raise BenchmarkError(f"{' '.join(self.line)}: exit {code}\n{stdout}\n{said.stderr}")
        return Cost(float(seconds), float(cpu_seconds), int(maxrss) * _MAXRSS_UNIT, stdout)


def syncer(*arguments: str) -> list[str]:
    """A command line of syncer's own, as it is installed."""
    return [installed("syncer"), *arguments]


def installed(command: str) -> str:
    """The path of a command that is installed beside this Python."""
    return str(Path(sys.executable).with_name(command))


def python(*arguments: str) -> list[str]:
    """A command line of the same Python."""
    return [sys.executable, *arguments]


def best(*commands: Command, repetitions: int = REPETITIONS) -> list[Cost]:
    """The best run of each, in turns: A B A B …, after one of each that does not count.

    What else the machine does makes a run slower and never faster, so the fastest is nearest to
    what the command itself costs. The first run fills the disk's cache and writes byte code.
    """
    for command in commands:
        command.run()
    rounds = [[command.run() for command in commands] for _ in range(repetitions)]
    return [min(costs, key=lambda cost: cost.seconds) for costs in zip(*rounds, strict=True)]
