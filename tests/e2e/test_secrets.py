"""No secret leaves memory: what is written is private, and no log gives one away."""

from __future__ import annotations

import logging
import re
import stat
from typing import TYPE_CHECKING

import pytest
from support.command import syncer
from support.leaks import leaks_in
from support.project import at_home, example_project

from syncer.emulator import Settings, running

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from support.project import Project

    from syncer.emulator import Running

Example = tuple["Project", "Running"]


@pytest.fixture
def example(tmp_path: Path) -> Iterator[Example]:
    """The example that uses everything once, with an emulator."""
    project = example_project(tmp_path / "project")
    with running(Settings(edit_limits=False)) as emulator, at_home(project, emulator):
        yield project, emulator


def everything(project: Project, emulator: Running) -> None:
    """Creates, updates, deletes, a saved plan, refusals that repeat the credentials, a crash."""
    assert syncer("apply", "--auto-approve").code == 0
    for one in emulator.console.templates()[:3]:
        emulator.console.change_template(one["id"], {"footer": "Changed by hand"})
    assert syncer("plan", "--out", "plan.json").code == 0
    assert syncer("apply", "plan.json").code == 0
    for one in emulator.console.templates()[:2]:
        emulator.console.change_template(one["id"], {"footer": "Changed again"})
    emulator.console.add_fault("update=escapes*1")
    assert syncer("apply", "--auto-approve", "-v").code == 4
    emulator.console.add_fault("list=escapes*1")
    assert syncer("plan", "-v").code == 1
    emulator.console.clear_faults()
    project.write("syncer.yaml", (project.root / "syncer.yaml").read_text() + "# the end\n")
    assert syncer("drift", "--refresh").code == 2
    assert syncer("pull", "--out", "pulled", "--overwrite").code in (0, 4)
    assert syncer("journal").code == 0


def test_what_outlives_a_run_is_for_its_owner_alone(
    example: Example, monkeypatch: pytest.MonkeyPatch
) -> None:
    project, emulator = example
    everything(project, emulator)
    with monkeypatch.context() as patch:
        patch.setattr("syncer.cli.plan.plan_accounts", lambda *_: 1 / 0)
        assert syncer("plan").code == 1
    home = project.root.parent / f"{project.root.name}-home"
    written = [*home.rglob("*"), project.root / "plan.json"]
    files = {one for one in written if one.is_file()}
    assert {one.name for one in files} > {"journal.jsonl", "memory.sqlite3", "cache.sqlite3"}
    assert any(one.parent.name == "crashes" for one in files)
    assert any(one.suffix == ".lock" for one in files)
    assert {stat.S_IMODE(one.stat().st_mode) for one in files} == {0o600}
    folders = {one for one in written if one.is_dir()} - {home}
    assert {stat.S_IMODE(one.stat().st_mode) for one in folders} == {0o700}


def test_nothing_is_logged_that_gives_a_secret_away_at_any_level(
    example: Example, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.NOTSET)
    everything(*example)
    ours = [one for one in caplog.records if not one.name.startswith("uvicorn")]
    assert len(ours) > 100, "httpx and httpcore log each request"
    told = "\n".join(f"{one.getMessage()} {one.__dict__}" for one in ours)
    assert leaks_in(told.encode(errors="replace")) == []
    assert "?Expires=" in told, "the bytes of media are read at signed addresses"
    assert set(re.findall("(?i)signature=(...)", told)) == {"***"}
