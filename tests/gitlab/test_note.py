from __future__ import annotations

import runpy
import sys
from typing import TYPE_CHECKING

import pytest
from support.gitlab import GitLab, serving

from syncer.gitlab.note import main

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MARKER = "<!-- syncer:plan:main -->"


@pytest.fixture
def gitlab() -> Iterator[GitLab]:
    state = GitLab()
    with serving(state):
        yield state


@pytest.fixture
def environment(gitlab: GitLab) -> dict[str, str]:
    return gitlab.environment


@pytest.fixture
def note(tmp_path: Path) -> Path:
    path = tmp_path / "note.md"
    path.write_text(f"{MARKER}\n2 to create\n")
    return path


def test_the_first_note_is_written_and_later_ones_replace_it(
    gitlab: GitLab, note: Path, environment: dict[str, str]
) -> None:
    gitlab.add(f"{MARKER}\nof somebody else", 1)
    gitlab.add("a remark of ours", 42)
    assert main(note, environment) == 0
    note.write_text(f"{MARKER}\n3 to create\n")
    assert main(note, environment) == 0
    assert [one["body"] for one in gitlab.notes[2:]] == [
        f"{MARKER}\n3 to create\n\n[this job](https://gitlab.example/jobs/1)\n"
    ]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"GITLAB_TOKEN": "wrong"}, "GitLab has not taken the note: 401 Unauthorized (HTTP 401)"),
        ({"GITLAB_TOKEN": None}, "GITLAB_TOKEN is not set in the environment"),
        ({"CI_MERGE_REQUEST_IID": None}, "CI_MERGE_REQUEST_IID is not set in the environment"),
    ],
)
def test_what_keeps_a_note_from_being_written_is_told(
    change: dict[str, str | None],
    told: str,
    note: Path,
    environment: dict[str, str],
    capsys: pytest.CaptureFixture[str],
) -> None:
    changed = {name: change.get(name, value) for name, value in environment.items()}
    assert main(note, {name: value for name, value in changed.items() if value}) == 1
    assert capsys.readouterr().err == f"error: {told}\n"


def test_a_missing_file_is_told(
    tmp_path: Path, environment: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(tmp_path / "nowhere.md", environment) == 1
    assert capsys.readouterr().err.endswith("nowhere.md: No such file or directory\n")


def test_the_module_takes_the_file_from_the_command_line(
    gitlab: GitLab, note: Path, environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "argv", ["syncer.gitlab", str(note)])
    with pytest.raises(SystemExit) as ended:
        runpy.run_module("syncer.gitlab", run_name="__main__")
    assert ended.value.code == 0
    assert len(gitlab.notes) == 1
