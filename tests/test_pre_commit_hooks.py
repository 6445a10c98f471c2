"""The hooks for pre-commit, whose own environments take too long to be made here."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from support.command import syncer
from support.project import GREETING, Project, at_home, new_project

if TYPE_CHECKING:
    from collections.abc import Iterator

HOOKS: dict[str, Any] = {
    one["id"]: one
    for one in yaml.safe_load((Path(__file__).parents[1] / ".pre-commit-hooks.yaml").read_text())
}


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    project = new_project(tmp_path / "project", greeting=GREETING)
    with at_home(project, None):
        yield project


def run(hook: str) -> int:
    program, *arguments = HOOKS[hook]["entry"].split()
    assert program == "syncer"
    return syncer(*arguments).code


def test_a_project_that_is_right_passes(project: Project) -> None:
    before = (project.root / "templates/greeting.yaml").read_text()
    assert [run(hook) for hook in HOOKS] == [0, 0]
    assert (project.root / "templates/greeting.yaml").read_text() == before


def test_validate_fails_for_the_whole_project(project: Project) -> None:
    project.write("templates/other.yaml", GREETING)
    assert run("syncer-validate") == 1, "declared twice"


def test_fmt_writes_what_the_commit_then_lacks(project: Project) -> None:
    project.replace("templates/greeting.yaml", "category: UTILITY", "category:   UTILITY")
    assert run("syncer-fmt") == 0, "pre-commit itself fails where a hook has changed a file"
    assert (project.root / "templates/greeting.yaml").read_text() == GREETING


def test_neither_is_given_files_since_both_look_at_all_of_them() -> None:
    assert {one["pass_filenames"] for one in HOOKS.values()} == {False}


@pytest.mark.parametrize("name", ["a.yaml", "a.yml", "a.jpg", "a.jpeg", "a.png", "a.mp4", "a.pdf"])
def test_validate_looks_whenever_something_that_it_reads_is_committed(name: str) -> None:
    assert re.search(HOOKS["syncer-validate"]["files"], f"templates/media/{name}")
    assert not re.search(HOOKS["syncer-validate"]["files"], "src/a.py")
