from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from cli.senders import MAIN, STAGING
from support.patience import Patience
from support.project import ANOTHER, GREETING, Project, at_home, new_project

from syncer.cli import waiting
from syncer.emulator import Account, Running, Settings, running

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def emulator() -> Iterator[Running]:
    """An emulator with two senders, that lets a test edit an approved template at any time."""
    account = Account("demo-access-key", "demo-access-secret", (MAIN, STAGING), 1)
    with running(Settings(accounts=(account,), edit_limits=False)) as emulator:
        yield emulator


@pytest.fixture
def project(tmp_path: Path, emulator: Running) -> Iterator[Project]:
    """A project of two templates and one account, worked on in its folder."""
    project = new_project(tmp_path / "project", greeting=GREETING, goodbye=ANOTHER)
    with at_home(project, emulator):
        yield project


@pytest.fixture
def offline(tmp_path: Path) -> Iterator[Project]:
    """The same without an emulator and without credentials."""
    project = new_project(tmp_path / "project", greeting=GREETING, goodbye=ANOTHER)
    with at_home(project, None):
        yield project


@pytest.fixture
def patience(emulator: Running, monkeypatch: pytest.MonkeyPatch) -> Patience:
    """Waiting takes no time here."""
    patience = Patience(emulator.console)
    monkeypatch.setattr(waiting, "TIMER", patience.timer)
    return patience
