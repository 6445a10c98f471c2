"""An installed wheel is whole: it finds its schemas, and runs without the repository beside it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The wheel's files, unpacked as an installer would.

    They do not stay: the emulator's own account is among them, and looks like a leak.
    """
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    yield folder / "site"
    shutil.rmtree(folder)


def run(installed: Path, *arguments: str) -> str:
    environment = os.environ | {"PYTHONPATH": str(installed)}
    command = [sys.executable, *arguments]
    return subprocess.run(
        command, cwd=installed.parent, env=environment, check=True, capture_output=True, text=True
    ).stdout


def test_it_is_the_wheel_that_runs(installed: Path) -> None:
    shown = run(installed, "-c", "import syncer; print(syncer.__file__)")
    assert Path(shown.strip()).is_relative_to(installed)


@pytest.mark.parametrize("name", ["template", "config", "plan", "nxcloud"])
def test_it_finds_its_schemas(name: str, installed: Path) -> None:
    source = next((ROOT / "schemas").glob(f"{name}.*")).read_text()
    assert run(installed, "-m", "syncer", "schema", name) == source


def test_it_holds_no_tests_and_says_that_it_is_typed(installed: Path) -> None:
    assert not (installed / "tests").exists()
    assert (installed / "syncer/py.typed").exists()
