from __future__ import annotations

import errno
import os
import subprocess
import sys
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from cli.senders import STAGING
from support.command import syncer
from support.project import CONFIG

from syncer.cli.locks import lock_senders
from syncer.cli.options import ProjectOptions
from syncer.cli.output import Output
from syncer.cli.project import open_project

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import pytest
    from support.project import Project

    from syncer.emulator import Running

BOTH = ProjectOptions(None, (), all_accounts=True)
TWIN = '  twin: {phone: "8615800001795", tenant_id: 1}\n'
STAGING_ACCOUNT = f'  staging: {{phone: "{STAGING}", tenant_id: 1}}\n'


@contextmanager
def another_apply() -> Iterator[None]:
    """Another apply to all accounts of the project, for the length of a block."""
    with ExitStack() as held:
        _, failed = lock_senders(open_project(BOTH, Output()), held)
        assert not failed
        yield


def apply(*arguments: str) -> tuple[int, str]:
    ran = syncer("apply", "--auto-approve", "--format", "json", *arguments)
    error = ran.json.get("error") or {"message": ""}
    return ran.code, error["message"]


def test_a_second_apply_to_a_sender_is_refused_before_it_reads_anything(
    project: Project, emulator: Running
) -> None:
    del project
    with another_apply():
        code, message = apply()
    assert code == 1
    assert f"under way on this machine (process {os.getpid()})" in message
    assert emulator.console.requests() == []
    assert apply() == (0, "")


def test_a_saved_plan_waits_for_its_turn_too(project: Project, emulator: Running) -> None:
    syncer("plan", "--out", str(project.root / "plan.json"))
    emulator.console.reset_requests()
    with another_apply():
        ran = syncer("apply", "plan.json")
    assert ran.code == 1
    assert "another apply to this sender" in ran.stderr
    assert emulator.console.requests() == []


def test_plan_and_drift_are_in_nobodys_way(project: Project) -> None:
    del project
    with another_apply():
        assert syncer("plan").code == 0
        assert syncer("drift").code == 2


def test_other_senders_go_on(project: Project, emulator: Running) -> None:
    with another_apply():
        project.write("syncer.yaml", CONFIG + STAGING_ACCOUNT)
        code, _ = apply("--all-accounts")
    assert code == 4
    assert {one["phone"] for one in emulator.console.templates()} == {STAGING}


def test_two_accounts_of_one_sender_are_not_in_each_others_way(project: Project) -> None:
    assert apply() == (0, "")
    project.write("syncer.yaml", CONFIG + TWIN)
    assert apply("--all-accounts") == (0, "")
    with another_apply():
        assert apply("--all-accounts")[0] == 1


def test_a_killed_apply_leaves_no_lock_behind(project: Project) -> None:
    program = (
        "from contextlib import ExitStack; import os, signal\n"
        "from syncer.cli.locks import lock_senders\n"
        "from syncer.cli.options import ProjectOptions\n"
        "from syncer.cli.output import Output\n"
        "from syncer.cli.project import open_project\n"
        "project = open_project(ProjectOptions(None, (), True), Output())\n"
        "held = ExitStack(); assert not lock_senders(project, held)[1]\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    killed = subprocess.run([sys.executable, "-c", program], check=False, cwd=project.root)
    assert killed.returncode == -9
    assert apply() == (0, "")


def test_without_a_folder_for_the_lock_nothing_is_applied(
    project: Project, emulator: Running
) -> None:
    state = project.root.parent / f"{project.root.name}-home" / "state"
    state.parent.mkdir()
    state.write_text("a file is in the way")
    code, message = apply()
    assert code == 1
    assert "cannot be locked" in message
    assert emulator.console.requests() == []


def state(project: Project) -> Path:
    return project.root.parent / f"{project.root.name}-home/state"


def test_a_lock_that_somebody_made_a_link_is_not_followed(
    project: Project, emulator: Running
) -> None:
    assert apply() == (0, "")
    (lock,) = state(project).glob("*.lock")
    precious = project.write("precious.txt", "precious data")
    lock.unlink()
    lock.symlink_to(precious)
    emulator.console.reset_requests()
    code, message = apply()
    assert (code, "cannot be locked" in message) == (1, True)
    assert precious.read_text() == "precious data"


def test_a_journal_that_somebody_made_a_link_is_not_followed(project: Project) -> None:
    precious = project.write("precious.txt", "precious data")
    state(project).mkdir(parents=True)
    (state(project) / "journal.jsonl").symlink_to(precious)
    code, message = apply()
    assert (code, "journal" in message) == (1, True)
    assert precious.read_text() == "precious data"


def test_a_file_system_without_locks_is_told_in_plain_words(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def without_locks(*_: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    del project
    monkeypatch.setattr("syncer.cli.locks.fcntl.flock", without_locks)
    code, message = apply()
    assert code == 1
    assert message.endswith("cannot be locked: No locks available")


def test_locks_are_private(project: Project) -> None:
    assert apply() == (0, "")
    (lock,) = (project.root.parent / f"{project.root.name}-home/state").glob("*.lock")
    assert lock.stat().st_mode & 0o077 == 0
