"""The scripts of the example pipeline, as GitLab's runner calls them."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from support.gitlab import GitLab, serving
from support.project import GREETING, Project, home_environment, new_project

from syncer.emulator import Account, Settings, running

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from syncer.emulator import Console

ROOT = Path(__file__).parents[2]
PIPELINE: dict[str, Any] = yaml.safe_load((ROOT / "docs/workflows/gitlab-ci.yml").read_text())

pytestmark = pytest.mark.slow


@dataclass(frozen=True, slots=True)
class Checkout:
    """A project in a job of GitLab."""

    project: Project
    environment: Mapping[str, str]
    gitlab: GitLab
    console: Console

    def run(self, job: str, **environment: str) -> int:
        """The exit code of a job's script."""
        return subprocess.run(
            ["/bin/bash", "-eo", "pipefail", "-c", "\n".join(PIPELINE[job]["script"])],
            cwd=self.project.root,
            env={**self.environment, **environment},
            check=False,
        ).returncode


@pytest.fixture
def checkout(tmp_path: Path) -> Iterator[Checkout]:
    account = Account("demo-access-key", "demo-access-secret", ("8615800001795",), 1)
    gitlab = GitLab()
    with ExitStack() as stack:
        emulator = stack.enter_context(running(Settings(accounts=(account,))))
        stack.enter_context(serving(gitlab))
        project = new_project(tmp_path / "project", greeting=GREETING)
        environment = {
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
            "ACCOUNTS": PIPELINE["variables"]["ACCOUNTS"],
            **home_environment(project, emulator),
            **gitlab.environment,
        }
        yield Checkout(project, environment, gitlab, emulator.console)


def test_a_merge_request_has_a_note_and_the_default_branch_applies_its_plan(
    checkout: Checkout,
) -> None:
    assert checkout.run("plan") == 0, "changes are no failure"
    (note,) = checkout.gitlab.notes
    assert "1 to create" in note["body"]
    assert (checkout.project.root / "plan.html").exists()
    assert checkout.run("plan to apply") == 0
    assert checkout.run("apply") == 0
    assert [one["name"] for one in checkout.console.templates()] == ["shop_greeting"]


def test_a_plan_that_fails_fails_the_job(checkout: Checkout) -> None:
    assert checkout.run("plan", NXCLOUD_ACCESS_SECRET="wrong-access-secret") == 3
    assert "1 account failed" in checkout.gitlab.notes[0]["body"]
