"""How much is asked of the server, and that a plan cannot write."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.command import syncer
from support.project import CONFIG, at_home, example_project

from syncer.config import Secret
from syncer.emulator import DEMO_ACCOUNT, running
from syncer.errors import ReadOnlyError
from syncer.nxcloud.client import Client, Credentials, Sender
from syncer.nxcloud.transport import read_only_client

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from support.project import Project

    from syncer.emulator import Running


def client_that_tries(emulator: Running) -> Client:
    """The client that plan uses, with good credentials."""
    return Client(
        Sender(emulator.base_url, DEMO_ACCOUNT.phones[0], DEMO_ACCOUNT.tenant_id),
        Credentials(Secret(DEMO_ACCOUNT.access_key), Secret(DEMO_ACCOUNT.access_secret)),
        read_only_client(),
    )


@pytest.mark.parametrize("write", ["create", "update", "delete", "upload"])
def test_plan_cannot_write_even_if_it_tried(write: str, emulator: Running) -> None:
    client = client_that_tries(emulator)
    tries: dict[str, Callable[[], object]] = {
        "create": lambda: client.create({"name": "x"}),
        "update": lambda: client.update({"id": 1}),
        "delete": lambda: client.delete(1),
        "upload": lambda: client.upload("a.png", b"x", "image/png"),
    }
    with pytest.raises(ReadOnlyError):
        tries[write]()
    assert emulator.console.requests() == []


@pytest.mark.parametrize("command", ["plan", "drift", "pull"])
def test_commands_that_read_send_nothing_but_get(
    command: str, project: Project, emulator: Running
) -> None:
    syncer("apply", "--auto-approve")
    project.replace("templates/greeting.yaml", "good to see", "nice to see")
    emulator.console.reset_requests()
    syncer(command)
    assert {request.method for request in emulator.console.requests()} == {"GET"}


def test_a_plan_reads_the_pages_and_one_detail_for_each_template_that_matters(
    project: Project, emulator: Running
) -> None:
    del project
    syncer("apply", "--auto-approve")
    emulator.console.add_templates(
        {"name": f"other_{number}", "language": "en", "body": "Not ours."} for number in range(250)
    )
    emulator.console.reset_requests()
    syncer("plan")
    assert emulator.console.request_counts() == {"list": 3, "details": 2}


def test_forms_are_read_only_where_a_button_uses_one(tmp_path: Path) -> None:
    project = example_project(tmp_path / "project")
    with running() as emulator, at_home(project, emulator):
        syncer("plan")
        assert emulator.console.request_counts() == {"list": 1, "forms": 1}
        emulator.console.reset_requests()
        syncer("plan", "--exclude", "shop_care_guide")
        assert emulator.console.request_counts() == {"list": 1}


def test_each_template_is_written_once_and_a_second_time_only_for_a_cycle(tmp_path: Path) -> None:
    project = example_project(tmp_path / "project")
    with running() as emulator, at_home(project, emulator):
        syncer("apply", "--auto-approve")
        counts = emulator.console.request_counts()
        assert (counts["create"], counts["update"], counts["upload"]) == (10, 1, 4)
        emulator.console.reset_requests()
        assert syncer("apply", "--auto-approve").code == 0
        assert {request.method for request in emulator.console.requests()} == {"GET"}


def test_a_change_that_only_nxcloud_sees_costs_no_review(
    project: Project, emulator: Running
) -> None:
    syncer("apply", "--auto-approve")
    emulator.console.reset_requests()
    project.replace("templates/greeting.yaml", "category: UTILITY", "category: UTILITY\ntag: vip")
    (action,) = syncer("plan", "--format", "json").account()["actions"]
    assert (action["action"], action["sync_meta"]) == ("update", False)
    assert syncer("apply", "--auto-approve").code == 0
    (update,) = emulator.console.requests("update")
    assert update.body is not None
    assert update.body["syn_meta"] is False


def test_each_write_costs_a_look_before_it_and_one_after_it(
    project: Project, emulator: Running
) -> None:
    def asked(*arguments: str) -> dict[str, int]:
        syncer("plan")  # which may remember what it reads
        emulator.console.reset_requests()
        planned = emulator.console.request_counts
        syncer("plan", *arguments)
        before = planned()
        emulator.console.reset_requests()
        assert syncer("apply", "--auto-approve", *arguments).code == 0
        after = emulator.console.request_counts()
        return {name: more for name in after if (more := after[name] - before.get(name, 0))}

    assert asked() == {"list": 2, "create": 2, "details": 2}
    project.replace("templates/greeting.yaml", "good to see", "nice to see")
    project.replace("templates/goodbye.yaml", "See you", "Meet you")
    assert asked() == {"details": 4, "update": 2}
    project.write("syncer.yaml", CONFIG + 'scope: {include: ["shop_*"]}\n')
    (project.root / "templates/goodbye.yaml").unlink()
    assert asked("--prune") == {"details": 1, "delete": 1}
