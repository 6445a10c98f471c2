from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.action_use import SHA, Use
from support.forge import REPOSITORY, Forge, forge

from syncer.github.folder import Folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def github() -> Iterator[Forge]:
    """A GitHub."""
    with forge() as server:
        yield server


@pytest.fixture
def use(tmp_path: Path, github: Forge, monkeypatch: pytest.MonkeyPatch) -> Use:
    """A use of the action in a job of the repository."""
    folder = tmp_path / "folder"
    folder.mkdir()
    for name, file in (("GITHUB_OUTPUT", "output"), ("GITHUB_STEP_SUMMARY", "job-summary")):
        monkeypatch.setenv(name, str(folder / file))
    environment = {
        "SYNCER_FOLDER": str(folder),
        "RUNNER_TEMP": str(tmp_path),
        "GITHUB_API_URL": github.url,
        "GITHUB_SERVER_URL": "https://github.example",
        "GITHUB_REPOSITORY": REPOSITORY,
        "GITHUB_SHA": SHA,
        "GITHUB_RUN_ID": "100",
        "GITHUB_TOKEN": "forge-token",
        "TOLD_DIR": str(tmp_path / "told"),
        "WEBHOOK": f"{github.url}/hook",
    }
    return Use(Folder(folder), environment)
