"""The real command, run in this process: its exit code and what it printed."""

from __future__ import annotations

import contextlib
import io
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from support.leaks import leaks_in

from syncer.cli.boundary import run

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Ran:
    """One run of the command."""

    code: int
    stdout: str
    stderr: str

    @property
    def json(self) -> Any:
        """stdout as the one JSON document that it must be."""
        return json.loads(self.stdout)

    def account(self, name: str | None = None) -> Any:
        """One account's part of the document; without a name the only one."""
        accounts = self.json["accounts"]
        if name is None:
            (only,) = accounts
            return only
        return next(one for one in accounts if one["account"] == name)


def syncer(*arguments: str | Path) -> Ran:
    """Run `syncer` with these arguments in the current folder and environment."""
    stdout, stderr = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(stdout), contextlib.redirect_stderr(stderr):
        code = run([str(argument) for argument in arguments])
    ran = Ran(code, stdout.getvalue(), stderr.getvalue())
    if arguments[:1] != ("emulator",):  # which tells its own credentials to whoever starts it
        assert leaks_in((ran.stdout + ran.stderr).encode(errors="replace")) == [], ran
    return ran
