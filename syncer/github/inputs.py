"""The inputs of the action, as its first step gets them from the environment."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from hashlib import sha256
from posixpath import normpath
from re import sub
from typing import TYPE_CHECKING

from syncer.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

COMMANDS = ("validate", "accounts", "plan", "apply", "drift")
OFFLINE = ("validate", "accounts")
"""The commands that need no credentials."""
ALL = "all"

_LONGEST_LABEL = 60
_TRUTHS = {"true": True, "false": False}


@dataclass(frozen=True, slots=True)
class Inputs:
    """What the workflow asks for. `accounts` is `("all",)` for all of them, empty for the only one.

    `plan_file` is relative to `working_directory`, and that to the workspace.
    """

    command: str
    accounts: tuple[str, ...] = ()
    config: str = ""
    working_directory: str = "."
    plan_file: str = ""
    reviewed_plan: bool = False
    arguments: tuple[str, ...] = ()
    keep: bool = True
    fail_on_drift: bool = True

    @property
    def selection(self) -> str:
        """A word for this project and these accounts: the same in plan, apply and drift.

        It names artifacts, caches and comments, so that those of others are never taken for it.
        """
        accounts = sorted(set(self.accounts))
        label = sub(r"[^A-Za-z0-9_]+", "-", "-".join(accounts)).strip("-") or "default"
        exact = "\n".join([normpath(self.working_directory or "."), self.config, *accounts])
        return f"{label[:_LONGEST_LABEL]}-{sha256(exact.encode()).hexdigest()[:8]}"

    @property
    def project_options(self) -> list[str]:
        """The options that say which syncer.yaml, and which accounts of it."""
        return [*self.config_option, *self.account_options]

    @property
    def config_option(self) -> list[str]:
        """The option that says which syncer.yaml."""
        return [f"--config={self.config}"] if self.config else []

    @property
    def account_options(self) -> list[str]:
        """The options that say which accounts."""
        if self.accounts == (ALL,):
            return ["--all-accounts"]
        return [f"--account={name}" for name in self.accounts]


def read_inputs(environment: Mapping[str, str]) -> Inputs:
    """The inputs in `INPUT_…`. Raises UsageError for what is none."""
    command = environment.get("INPUT_COMMAND", "")
    if command not in COMMANDS:
        raise UsageError(
            f"there is no command {command!r}", hint=f"`command` is one of {', '.join(COMMANDS)}"
        )
    return Inputs(
        command=command,
        accounts=tuple(environment.get("INPUT_ACCOUNT", "").replace(",", " ").split()),
        config=environment.get("INPUT_CONFIG", ""),
        working_directory=environment.get("INPUT_WORKING_DIRECTORY", "") or ".",
        plan_file=environment.get("INPUT_PLAN_FILE", ""),
        reviewed_plan=_truth(environment, "reviewed-plan"),
        arguments=_arguments(environment.get("INPUT_ARGUMENTS", "")),
        keep=_truth(environment, "keep"),
        fail_on_drift=_truth(environment, "fail-on-drift"),
    )


def _truth(environment: Mapping[str, str], name: str) -> bool:
    value = environment.get(f"INPUT_{name.upper().replace('-', '_')}", "")
    if value not in _TRUTHS:
        raise UsageError(f"`{name}` is {value!r}", hint="it is `true` or `false`")
    return _TRUTHS[value]


def _arguments(text: str) -> tuple[str, ...]:
    """Further arguments, in quotes where they hold spaces."""
    try:
        return tuple(shlex.split(text))
    except ValueError as error:
        raise UsageError(
            f"`arguments` cannot be read: {error}", hint="close its quotes, as in a shell"
        ) from None
