from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.project import ANOTHER, GREETING, Project, at_home, new_project

from syncer.emulator import Running, Settings, running

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def emulator() -> Iterator[Running]:
    """An emulator that lets a test edit an approved template more than once a day."""
    with running(Settings(edit_limits=False)) as emulator:
        yield emulator


@pytest.fixture
def project(tmp_path: Path, emulator: Running) -> Iterator[Project]:
    """A project of two templates, worked on in its folder."""
    project = new_project(tmp_path / "project", greeting=GREETING, goodbye=ANOTHER)
    with at_home(project, emulator):
        yield project
