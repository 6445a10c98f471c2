from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.project import Project, at_home, new_project

from syncer.emulator import Running, Settings, running

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def emulator() -> Iterator[Running]:
    with running(Settings(edit_limits=False)) as emulator:
        yield emulator


@pytest.fixture
def project(tmp_path: Path, emulator: Running) -> Iterator[Project]:
    """A project that declares nothing yet, worked on in its folder."""
    project = new_project(tmp_path / "project")
    with at_home(project, emulator):
        yield project
