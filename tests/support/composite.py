"""Runs a composite action as GitHub's runner does: `run` steps as shell, `uses` steps by stand-ins.

Of the language of expressions only what our action uses: literals, contexts, `== != && || !`,
brackets, `always()`, `failure()`.
"""

from __future__ import annotations

import os
import re
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

ROOT = Path(__file__).parents[2]

_TOKEN = re.compile(r"\s*('(?:[^']|'')*'|==|!=|&&|\|\||[!()]|[\w.-]+)")
_HOLE = re.compile(r"\$\{\{(.*?)\}\}", re.DOTALL)
_STATUS_FUNCTIONS = ("always(", "failure(")


@dataclass(frozen=True, slots=True)
class Step:
    """A step that was run: how it ended, and what it said in the log."""

    name: str
    outcome: str
    log: str = ""
    given: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Finished:
    """What came of one use of the action."""

    steps: tuple[Step, ...]
    outputs: Mapping[str, str]
    summary: str

    @property
    def failed(self) -> bool:
        """Whether the job fails."""
        return any(step.outcome == "failure" for step in self.steps)

    @property
    def log(self) -> str:
        """All that the steps said."""
        return "".join(step.log for step in self.steps)

    @property
    def ran(self) -> list[str]:
        """The names of the steps that were not skipped."""
        return [step.name for step in self.steps if step.outcome != "skipped"]


@dataclass(frozen=True, slots=True)
class Composite:
    """An action's file, and what stands in for the actions that it uses: inputs to outputs."""

    definition: Mapping[str, Any]
    uses: Mapping[str, Callable[[Mapping[str, str]], Mapping[str, str]]]

    def run(
        self,
        inputs: Mapping[str, str],
        environment: Mapping[str, str],
        files: Path,
        workspace: Path,
    ) -> Finished:
        """Run all steps in the workspace; `files` is where GitHub's own files are made."""
        return _Run(self, inputs, environment, files, workspace).finished()


class _Run:
    """One run in progress."""

    def __init__(
        self,
        action: Composite,
        inputs: Mapping[str, str],
        environment: Mapping[str, str],
        files: Path,
        workspace: Path,
    ) -> None:
        unknown = inputs.keys() - action.definition["inputs"].keys()
        assert not unknown, f"inputs that the action has not: {unknown}"
        self.action = action
        self.environment = environment
        self.files = files
        self.workspace = workspace
        self.failed = False
        self.contexts: dict[str, Any] = {
            "github": {"token": environment.get("FORGE_TOKEN", "")},
            "steps": {},
            "inputs": {},
        }
        for name, declared in action.definition["inputs"].items():
            default = self.filled(str(declared.get("default", "")))
            self.contexts["inputs"][name] = inputs.get(name, default)

    def finished(self) -> Finished:
        """Run each step in turn."""
        summary = self.files / "summary"
        summary.write_text("")
        steps = tuple(self.step(one) for one in self.action.definition["runs"]["steps"])
        outputs = {
            name: self.filled(one["value"])
            for name, one in self.action.definition["outputs"].items()
        }
        return Finished(steps, outputs, summary.read_text())

    def step(self, step: Mapping[str, Any]) -> Step:
        """Run one step, if its condition holds."""
        if not self.holds(str(step.get("if", ""))):
            return Step(step["name"], "skipped")
        ended, outputs = self.used(step) if "uses" in step else self.shell(step)
        self.failed |= ended.outcome == "failure"
        if "id" in step:
            self.contexts["steps"][step["id"]] = {"outputs": outputs}
        return ended

    def holds(self, condition: str) -> bool:
        """Whether a step is run."""
        if not any(name in condition for name in _STATUS_FUNCTIONS) and self.failed:
            return False
        return not condition or _truth(self.value(condition))

    def used(self, step: Mapping[str, Any]) -> tuple[Step, Mapping[str, str]]:
        """A step that is another action."""
        given = {name: self.filled(_spelled(value)) for name, value in step["with"].items()}
        outputs = self.action.uses[step["uses"].partition("@")[0]](given)
        return Step(step["name"], "success", given=given), outputs

    def shell(self, step: Mapping[str, Any]) -> tuple[Step, Mapping[str, str]]:
        """A step that is a script: as the runner calls bash."""
        assert step["shell"] == "bash"
        script, output = self.files / "script.sh", self.files / "output"
        script.write_text(step["run"])
        output.write_text("")
        own = {name: self.filled(value) for name, value in step.get("env", {}).items()}
        ended = subprocess.run(
            ["/bin/bash", "--noprofile", "--norc", "-e", "-o", "pipefail", script],
            env={
                "PATH": os.environ["PATH"],
                **self.environment,
                **own,
                "GITHUB_ACTION_PATH": str(ROOT),
                "GITHUB_OUTPUT": str(output),
                "GITHUB_STEP_SUMMARY": str(self.files / "summary"),
            },
            cwd=self.workspace,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        outcome = "failure" if ended.returncode else "success"
        lines = [line.partition("=") for line in output.read_text().splitlines()]
        return Step(step["name"], outcome, ended.stdout), {key: value for key, _, value in lines}

    def filled(self, text: str) -> str:
        """A text with the values of its expressions."""
        return _HOLE.sub(lambda hole: _spelled(self.value(hole[1])), text)

    def value(self, expression: str) -> Any:
        """The value of an expression."""
        tokens = _TOKEN.findall(expression)
        assert "".join(tokens) == re.sub(r"\s+(?=(?:[^']*'[^']*')*[^']*$)", "", expression)
        return _Parser(tokens, self).whole()


class _Parser:
    """Recursive descent over the tokens of one expression."""

    def __init__(self, tokens: list[str], run: _Run) -> None:
        self.tokens = tokens
        self.run = run

    def whole(self) -> Any:
        value = self.either()
        assert not self.tokens, self.tokens
        return value

    def took(self, token: str) -> bool:
        if self.tokens[:1] == [token]:
            self.tokens.pop(0)
            return True
        return False

    def either(self) -> Any:
        value = self.both()
        while self.took("||"):
            other = self.both()
            value = value if _truth(value) else other
        return value

    def both(self) -> Any:
        value = self.compared()
        while self.took("&&"):
            other = self.compared()
            value = other if _truth(value) else value
        return value

    def compared(self) -> Any:
        value = self.single()
        if self.took("=="):
            return _spelled(value) == _spelled(self.single())
        if self.took("!="):
            return _spelled(value) != _spelled(self.single())
        return value

    def single(self) -> Any:
        if self.took("!"):
            return not _truth(self.single())
        if self.took("("):
            value = self.either()
            assert self.took(")")
            return value
        token = self.tokens.pop(0)
        if token.startswith("'"):
            return token[1:-1].replace("''", "'")
        if self.took("("):
            assert self.took(")")
            return {"always": True, "failure": self.run.failed}[token]
        return self.looked_up(token)

    def looked_up(self, path: str) -> Any:
        """The value in a context; what is not there is empty, as with GitHub."""
        context, *rest = path.split(".")
        value: Any = self.run.contexts[context]
        for name in rest:
            value = value.get(name, {}) if isinstance(value, dict) else {}
        return "" if value == {} else value


def _truth(value: Any) -> bool:
    return value not in ("", False, None)


def _spelled(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def our_action(
    uses: Mapping[str, Callable[[Mapping[str, str]], Mapping[str, str]]],
) -> Composite:
    """`action.yml` of this repository."""
    return Composite(yaml.safe_load((ROOT / "action.yml").read_text()), uses)
