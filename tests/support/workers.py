"""The real command in processes of its own, side by side, without starting Python each time."""

from __future__ import annotations

import multiprocessing
import os
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from support.command import Ran, syncer
from support.project import home_environment

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from support.project import Project

    from syncer.emulator import Running

_PRELOADED = ["support.command", "syncer.cli.apply", "syncer.cli.plan"]


@dataclass(frozen=True, slots=True)
class Workers:
    """Processes that run commands."""

    pool: ProcessPoolExecutor

    def syncer(self, project: Project, emulator: Running, *arguments: str) -> Ran:
        """Run a command in the project's folder, with a state and a cache of its own."""
        environment = home_environment(project, emulator)
        return self.pool.submit(_run, project.root, environment, arguments).result(timeout=120)


@contextmanager
def started_workers(number: int) -> Iterator[Workers]:
    """So many workers, for the length of a block."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(_PRELOADED)
    with ProcessPoolExecutor(number, mp_context=context) as pool:
        yield Workers(pool)


def _run(root: Path, environment: Mapping[str, str], arguments: tuple[str, ...]) -> Ran:
    os.environ.update(environment)
    os.chdir(root)
    return syncer(*arguments)
