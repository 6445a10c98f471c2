"""The files of the workload are a project without a fault."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from support.command import syncer

from benchmarks.files import write_project
from benchmarks.workload import workload

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_nothing_in_them_is_wrong_or_doubtful(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_project(tmp_path, workload(90))
    monkeypatch.chdir(tmp_path)
    ran = syncer("validate", "--format", "json")
    found = json.loads(ran.stdout)
    assert found["problems"] == []
    assert found["summary"]["templates"] == 90


def test_a_file_holds_a_name_with_its_three_languages(tmp_path: Path) -> None:
    write_project(tmp_path, workload(90))
    assert len(list((tmp_path / "templates").glob("*.yaml"))) == 30
