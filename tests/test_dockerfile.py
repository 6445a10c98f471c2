"""The Dockerfile, as far as it can be held to its word without Docker."""

from __future__ import annotations

import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]


def instructions() -> list[tuple[str, str]]:
    """Each instruction with its arguments, in order."""
    text = (ROOT / "Dockerfile").read_text().replace("\\\n", "")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return [(word, rest) for word, _, rest in (line.partition(" ") for line in lines)]


def copied() -> Iterator[tuple[list[str], str]]:
    """What is copied from the repository, and where to."""
    for word, rest in instructions():
        if word == "COPY" and not rest.startswith("--from"):
            *sources, target = shlex.split(rest)
            yield sources, target


def last(word: str) -> str:
    """The instruction that counts."""
    return [rest for one, rest in instructions() if one == word][-1]


def test_it_runs_syncer_as_nobody_in_particular_in_the_mounted_project() -> None:
    words = [word for word, _ in instructions()]
    assert last("USER") == "syncer"
    assert words[-5:] == ["VOLUME", "USER", "WORKDIR", "ENTRYPOINT", "CMD"]
    assert (last("ENTRYPOINT"), last("WORKDIR")) == ('["syncer"]', "/project")


def test_journal_and_cache_are_kept_in_its_volume() -> None:
    names = dict(pair.split("=", 1) for pair in shlex.split(last("ENV")))
    for name in ("SYNCER_CACHE_DIR", "SYNCER_STATE_DIR"):
        assert names[name].startswith(f"{last('VOLUME')}/")


def test_only_what_is_copied_is_sent_to_the_build() -> None:
    allowed = {
        line.removeprefix("!")
        for line in (ROOT / ".dockerignore").read_text().splitlines()
        if line.startswith("!")
    }
    assert allowed == {source for sources, _ in copied() for source in sources}


@pytest.mark.slow
def test_what_is_copied_is_enough_to_install_from() -> None:
    """The copy does not stay: the emulator's own account is in it, and looks like a leak."""
    with TemporaryDirectory() as folder:
        source = Path(folder, "source")
        source.mkdir()
        for sources, target in copied():
            for one in sources:
                if (ROOT / one).is_dir():
                    shutil.copytree(ROOT / one, source / target)
                else:
                    shutil.copy(ROOT / one, source / target)
        build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", f"{folder}/made"]
        subprocess.run(build, cwd=source, check=True, capture_output=True)
        assert [path.suffix for path in Path(folder, "made").iterdir()] == [".whl"]
