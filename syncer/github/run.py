"""`annotate` and `run`: the command itself, and what it comes to as outputs."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from syncer.errors import EXIT_CHANGES, EXIT_ERROR
from syncer.github.folder import Ran
from syncer.github.running import syncer
from syncer.github.workflow_commands import plain_log, set_outputs

if TYPE_CHECKING:
    from syncer.github.folder import Folder
    from syncer.github.inputs import Inputs
    from syncer.template_document import Document

_COUNTS = ("create", "update", "delete", "blocked", "done", "failed", "skipped")


def annotate_files(folder: Folder) -> None:
    """Each problem at its line of the pull request. Whether that fails the job, `run` says."""
    inputs = folder.inputs
    further = inputs.arguments if inputs.command == "validate" else ()
    arguments = ["validate", "--format=github", *inputs.project_options, *further]
    printed = folder.path / "annotations.txt"
    with plain_log():
        syncer(arguments, Path(inputs.working_directory), printed)
    sys.stdout.write(printed.read_text(encoding="utf-8", errors="backslashreplace"))


def run(folder: Folder) -> None:
    """Run the command. Its exit code is an output; `end` makes it that of the job."""
    inputs = folder.inputs
    command, arguments = _command(inputs, folder)
    with plain_log():
        code, told = syncer(arguments, Path(inputs.working_directory), folder.result)
        if folder.text.exists():
            sys.stdout.write(folder.text.read_text(encoding="utf-8"))
            sys.stdout.flush()
    if command != inputs.command and code == EXIT_CHANGES:
        code = EXIT_ERROR  # changes that nobody has reviewed
    folder.write(Ran(command, code, told))
    set_outputs(**_outputs(folder))


def _command(inputs: Inputs, folder: Folder) -> tuple[str, list[str]]:
    """What to run, and all its arguments."""
    plan_file = inputs.plan_file or folder.reviewed.plan_file
    if inputs.command == "accounts":
        return _with(inputs, "--format=json", *inputs.config_option)
    if inputs.command == "drift":
        return _with(inputs, *_reports(folder), *inputs.project_options)
    if inputs.command == "plan":
        return _with(inputs, *_planned(folder), *inputs.project_options)
    if inputs.command == "apply" and plan_file:
        return _with(inputs, plan_file, "--format=json", *inputs.config_option)
    if inputs.command == "apply" and inputs.reviewed_plan:
        return "plan", ["plan", *_planned(folder), *inputs.project_options]
    return _with(inputs, "--format=json", *inputs.project_options)


def _with(inputs: Inputs, *options: str) -> tuple[str, list[str]]:
    """The command with further arguments; of an option that is given twice, ours counts."""
    return inputs.command, [inputs.command, *inputs.arguments, *options]


def _planned(folder: Folder) -> list[str]:
    return ["--detailed-exitcode", f"--out={folder.plan}", *_reports(folder)]


def _reports(folder: Folder) -> list[str]:
    files = {
        "text": folder.text,
        "markdown": folder.comment,
        "job-summary": folder.summary,
        "html": folder.page,
    }
    return ["--format=json", *(f"--report={name}={path}" for name, path in files.items())]


def _outputs(folder: Folder) -> dict[str, str]:
    accounts = folder.document.get("accounts", [])
    counts = {name: _count(accounts, name) for name in _COUNTS}
    findings = sum(len(one.get("health", ())) for one in accounts)
    changes = any(counts[name] for name in ("create", "update", "delete", "blocked"))
    plan = folder.plan.exists() and folder.inputs.command == "plan"
    return {
        "exit_code": str(folder.ran.exit_code),
        **_matrices(accounts),
        **{name: str(number) for name, number in counts.items()},
        "findings": str(findings),
        "changes": "true" if changes else "false",
        "plan_file": str(folder.plan) if plan else "",
        "plan_artifact": f"syncer-plan-{folder.inputs.selection}" if plan else "",
        "page": str(folder.page) if folder.page.exists() else "",
    }


def _matrices(accounts: list[Document]) -> dict[str, str]:
    """The names of the accounts, and their shards if `accounts` was asked for some."""
    shards = [one for one in accounts if "shard" in one]
    names = [name for one in shards for name in one["accounts"]]
    return {
        "accounts": json.dumps(names or [one["account"] for one in accounts]),
        "shards": json.dumps(shards) if shards else "",
    }


def _count(accounts: list[Document], name: str) -> int:
    return sum(one.get("summary", {}).get(name, 0) for one in accounts)
