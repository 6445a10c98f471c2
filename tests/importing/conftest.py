from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.project import ANOTHER, GREETING, Project, at_home, new_project

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def offline(tmp_path: Path) -> Iterator[Project]:
    """A project of two templates, worked on in its folder without an emulator."""
    project = new_project(tmp_path / "project", greeting=GREETING, goodbye=ANOTHER)
    with at_home(project, None):
        yield project
