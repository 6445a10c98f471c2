"""Which files `syncer fmt` writes, and how it is told; the form is in tests/formatting."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.command import syncer
from support.project import EXAMPLE, GREETING, Project

if TYPE_CHECKING:
    from pathlib import Path

UNTIDY = 'category: "UTILITY"\nname: shop_greeting # ours\ntranslations: {en: {body: Hello}}\n'
TIDY = """\
name: shop_greeting # ours
category: UTILITY
translations:
  en:
    body: Hello
"""


def text_of(project: Project, path: str) -> str:
    return (project.root / path).read_text(encoding="utf-8")


def test_the_files_of_the_project_are_written(offline: Project) -> None:
    path = offline.write("templates/greeting.yaml", UNTIDY)
    path.chmod(0o640)
    config = text_of(offline, "syncer.yaml")
    ran = syncer("fmt")
    assert ran.code == 0
    assert ran.stdout == "✓ templates/greeting.yaml written\n1 written, 1 unchanged.\n"
    assert text_of(offline, "templates/greeting.yaml") == TIDY
    assert path.stat().st_mode & 0o777 == 0o640
    assert text_of(offline, "syncer.yaml") == config
    assert syncer("fmt").stdout == "2 unchanged.\n"


def test_check_writes_nothing_and_fails_where_a_file_would_change(offline: Project) -> None:
    offline.write("templates/greeting.yaml", UNTIDY)
    ran = syncer("fmt", "--check")
    assert ran.code == 1
    assert ran.stdout == "○ templates/greeting.yaml differs\n1 differs, 1 unchanged.\n"
    assert text_of(offline, "templates/greeting.yaml") == UNTIDY
    syncer("fmt")
    assert syncer("fmt", "--check").code == 0


def test_line_ends_of_windows_stay(offline: Project) -> None:
    path = offline.write("templates/greeting.yaml", UNTIDY.replace("\n", "\r\n").encode())
    syncer("fmt")
    assert path.read_bytes() == TIDY.replace("\n", "\r\n").encode()
    assert syncer("fmt", "--check").code == 0


@pytest.mark.parametrize("option", [(), ("--check",)])
def test_a_file_with_problems_is_left_and_the_others_are_not(
    option: tuple[str, ...], offline: Project
) -> None:
    offline.write("templates/broken.yaml", "name: [\n")
    offline.write("templates/greeting.yaml", UNTIDY)
    ran = syncer("fmt", "--format", "json", *option)
    assert ran.code == 1
    outcome = "differs" if option else "written"
    assert ran.json["files"] == [
        {"file": "templates/broken.yaml", "outcome": "left"},
        {"file": "templates/goodbye.yaml", "outcome": "unchanged"},
        {"file": "templates/greeting.yaml", "outcome": outcome},
    ]
    (problem,) = ran.json["problems"]
    assert (problem["file"], problem["line"]) == ("templates/broken.yaml", 2)
    assert "templates/broken.yaml:2:1: " in syncer("fmt", *option).stdout


def test_what_cannot_be_read_is_left(offline: Project) -> None:
    offline.write("templates/latin.yaml", b"name: caf\xe9\n")
    ran = syncer("fmt")
    assert ran.code == 1
    assert "templates/latin.yaml:1:10: this is not UTF-8" in ran.stdout


def test_paths_need_no_project_and_syncer_yaml_is_not_formatted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    folder = Project(tmp_path)
    folder.write("a/syncer.yaml", "version:   1\n")
    folder.write("a/one.yaml", UNTIDY)
    folder.write("a/deep/two.yml", UNTIDY)
    folder.write("b.yaml", GREETING)
    ran = syncer("fmt", "a", "b.yaml", "a/one.yaml")
    assert ran.code == 0
    assert ran.stdout.splitlines() == [
        "✓ a/deep/two.yml written",
        "✓ a/one.yaml written",
        "2 written, 1 unchanged.",
    ]
    assert text_of(folder, "a/syncer.yaml") == "version:   1\n"
    assert syncer("fmt").code == 1  # without a path, a project is needed
    assert syncer("fmt", "nowhere").code == 64


def test_a_project_whose_templates_are_not_there_is_told(offline: Project) -> None:
    offline.replace("syncer.yaml", "templates: templates", "templates: elsewhere")
    ran = syncer("fmt")
    assert ran.code == 1
    assert "the templates folder `elsewhere` does not exist" in ran.stderr


def test_no_files_are_nothing_to_do(offline: Project) -> None:
    for path in (offline.root / "templates").iterdir():
        path.unlink()
    assert syncer("fmt").stdout == "no files.\n"


def test_the_example_is_in_canonical_form(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(EXAMPLE)
    assert syncer("fmt", "--check").code == 0
