"""The real command at a platform that finds its calls too many."""

from __future__ import annotations

import threading
from functools import partial
from typing import TYPE_CHECKING

import pytest
from support.command import syncer
from support.project import CONFIG, Project, at_home, new_project

from syncer.cli import session
from syncer.emulator import Settings, running
from syncer.nxcloud.transport import EnvironmentTransport, http_client, read_only_client

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import httpx

    from syncer.emulator import Running

TEMPLATES = 40
AT_ONCE = 16


class Counting(EnvironmentTransport):
    """The network, with the number of requests that were under way at one time."""

    def __init__(self) -> None:
        super().__init__()
        self._lock = threading.Lock()
        self._now = self.most = 0

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        with self._lock:
            self._now += 1
            self.most = max(self.most, self._now)
        try:
            return super().handle_request(request)
        finally:
            with self._lock:
                self._now -= 1


@pytest.fixture
def network(monkeypatch: pytest.MonkeyPatch) -> Counting:
    """What all commands of a test send through."""
    network = Counting()
    monkeypatch.setattr(session, "http_client", partial(http_client, transport=network))
    monkeypatch.setattr(session, "read_only_client", partial(read_only_client, transport=network))
    return network


@pytest.fixture
def emulator(tmp_path: Path) -> Iterator[Running]:
    """A platform a few milliseconds away, and the folder of a project of many templates."""
    texts = {
        f"t{number}": (
            f"name: shop_note_{number}\ncategory: UTILITY\n"
            f"translations: {{en: {{body: This is note {number} for you.}}}}\n"
        )
        for number in range(TEMPLATES)
    }
    project = new_project(tmp_path / "project", CONFIG + f"concurrency: {AT_ONCE}\n", **texts)
    with running(Settings(latency_seconds=0.01)) as emulator, at_home(project, emulator):
        yield emulator


def refused(emulator: Running) -> int:
    return sum(request.fault is not None for request in emulator.console.requests())


@pytest.mark.slow
def test_an_apply_through_a_storm_of_429_does_all_and_is_refused_little(
    emulator: Running, network: Counting
) -> None:
    emulator.console.add_fault("any=429*8@30")
    ran = syncer("apply", "--auto-approve", "--format", "json")
    assert ran.code == 0
    assert ran.account()["summary"] == {"done": TEMPLATES, "failed": 0, "skipped": 0}
    assert len(emulator.console.templates()) == TEMPLATES
    assert refused(emulator) == 8
    assert 1 < network.most <= AT_ONCE


@pytest.mark.slow
def test_retry_after_is_obeyed_by_all_that_call_the_sender(
    emulator: Running, network: Counting
) -> None:
    assert syncer("apply", "--auto-approve").code == 0
    emulator.console.reset_requests()
    emulator.console.add_fault("details=429_retry_after*8")
    assert syncer("plan", "--refresh").code == 0
    requests = emulator.console.requests("details")
    last_refusal = max(request.at for request in requests if request.fault)
    later = [at for request in requests if (at := request.at - last_refusal) > 0.5]
    assert len(requests) == TEMPLATES + 8
    assert later
    assert min(later) >= 0.95
    assert network.most <= AT_ONCE


@pytest.mark.slow
def test_writes_keep_the_pace_that_the_project_sets(emulator: Running, tmp_path: Path) -> None:
    project = Project(tmp_path / "project")
    project.write("syncer.yaml", CONFIG + "network: {writes_per_second: 15}\n")
    assert syncer("apply", "--auto-approve").code == 0
    times = sorted(request.at for request in emulator.console.requests("create"))
    assert len(times) == TEMPLATES
    assert all(last - first > 0.8 for first, last in zip(times, times[15:], strict=False))
