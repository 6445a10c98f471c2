"""`prepare`: read the inputs, make the folder, and say where things are kept between runs."""

from __future__ import annotations

import shutil
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from syncer.errors import UsageError
from syncer.github.folder import Folder
from syncer.github.inputs import OFFLINE, read_inputs
from syncer.github.workflow_commands import annotate, set_outputs

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from syncer.github.inputs import Inputs
    from syncer.github.job import Job

_KEPT = {"cache": ("plan", "apply", "drift"), "state": ("apply",), "told": ("drift",)}
"""What is kept, and the commands that save it.

Only apply writes what must not be lost: a drift beside it would put an older journal over its own.
"""
_OWN = {"cache": "SYNCER_CACHE_DIR", "state": "SYNCER_STATE_DIR"}


def prepare(job: Job, environment: Mapping[str, str]) -> None:
    """Begin one use of the action. Raises UsageError."""
    asked = read_inputs(environment)
    if not Path(asked.working_directory).is_dir():
        raise UsageError(
            f"there is no folder {asked.working_directory!r}",
            hint="`working-directory` is relative to the workspace; is the checkout before this?",
        )
    inputs = _as_trusted(asked, job)
    folder = _new_folder(environment["RUNNER_TEMP"], inputs)
    folder.write(inputs)
    set_outputs(
        folder=str(folder.path),
        command=inputs.command,
        selection=inputs.selection,
        **dict(_kept(inputs, job, environment)),
    )


def _as_trusted(inputs: Inputs, job: Job) -> Inputs:
    """The same, but no more than `validate` for those who are given no secrets."""
    if inputs.command in OFFLINE or not job.is_stranger:
        return inputs
    annotate(
        "notice",
        "A pull request from a fork or of Dependabot gets no credentials: only validated.",
    )
    return replace(inputs, command="validate", arguments=())


def _new_folder(temporary: str, inputs: Inputs) -> Folder:
    path = Path(temporary) / "syncer" / f"{inputs.command}-{inputs.selection}"
    shutil.rmtree(path, ignore_errors=True)
    path.mkdir(mode=0o700, parents=True)
    return Folder(path)


def _kept(inputs: Inputs, job: Job, environment: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Where cache, journal and what the webhook was told lie, under which keys, and what is saved.

    A folder that the workflow names itself is left to it. Keys are never used twice, since GitHub
    changes no cache. Pull requests save nothing: nobody else could read it.
    """
    home = Path(environment["RUNNER_TEMP"]) / "syncer" / f"kept-{inputs.selection}"
    reads = inputs.keep and inputs.command not in OFFLINE
    saves = inputs.keep and job.pull_request is None
    for name, commands in _KEPT.items():
        own = environment.get(_OWN.get(name, ""), "")
        yield f"{name}_dir", own or str(home / name)
        yield f"{name}_key", f"syncer-{name}-v1-{inputs.selection}-"
        yield f"restore_{name}", _word(reads and not own)
        yield f"save_{name}", _word(saves and inputs.command in commands and not own)
    yield "stamp", f"{job.run}-{time.time_ns()}"


def _word(truth: bool) -> str:  # noqa: FBT001 -- how GitHub's expressions spell it
    return "true" if truth else "false"
