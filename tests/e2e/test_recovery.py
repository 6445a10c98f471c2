"""The journal's promise: what an apply changed or deleted can be brought back, media and all."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from support.command import syncer
from support.project import at_home, example_project

from syncer.live.snapshot import Wanted, read_snapshot

if TYPE_CHECKING:
    from pathlib import Path

    from support.emulated import Emulate, Emulated
    from support.project import Project

    from syncer.model import Template, TemplateKey


def live(emulator: Emulated) -> dict[TemplateKey, Template]:
    for name, id_ in emulator.running.settings.tags.items():
        emulator.knowledge.learn_tag(id_, name)
    wanted = Wanted(lambda _: True, lambda *_: True, forms=True)
    snapshot = read_snapshot(emulator.side, wanted)
    return {key: one.template for key, one in snapshot.templates.items()}


def run(*arguments: str) -> None:
    ran = syncer(*arguments)
    assert ran.code == 0, ran.stdout + ran.stderr


def wreck(project: Project) -> None:
    """All template files are lost, with their media, but one that says something else."""
    shutil.rmtree(project.root / "templates")
    lost = "name: shop_order_shipped\ncategory: UTILITY\ntranslations:\n  en_US:\n    body: Lost\n"
    project.write("templates/lost.yaml", lost)
    run("apply", "--auto-approve", "--prune", "--force")


def test_all_that_an_apply_changed_or_deleted_comes_back(emulate: Emulate, tmp_path: Path) -> None:
    emulator = emulate(edit_limits=False, lock_seconds=0, approved_lock_seconds=0)
    project = example_project(tmp_path / "project")
    with at_home(project, emulator.running):
        run("apply", "--auto-approve")
        before, then = live(emulator), datetime.now(UTC).isoformat()
        wreck(project)
        assert len(live(emulator)) < len(before)
        run("pull", "--from-journal", "--as-of", then, "--overwrite")
        run("apply", "--auto-approve", "--force")
        assert live(emulator) == before
        assert syncer("plan", "--detailed-exitcode").code == 0


def test_a_recovery_can_be_taken_back_as_well(emulate: Emulate, tmp_path: Path) -> None:
    emulator = emulate(edit_limits=False)
    project = example_project(tmp_path / "project")
    with at_home(project, emulator.running):
        run("apply", "--auto-approve")
        first = live(emulator)
        project.replace("templates/orders.yaml", "is on its way", "has left us")
        run("apply", "--auto-approve")
        second = live(emulator)
        assert second != first
        for expected in (first, second):
            run("pull", "--from-journal", "shop_order_shipped", "--overwrite")
            run("apply", "--auto-approve")
            assert live(emulator) == expected
