"""Each row of the table can be measured: here with few templates, so that the numbers say nothing.

What runs checks itself: a plan that finds a change, and a rival that changes nothing, are errors.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from benchmarks.measuring import BenchmarkError, Command, python
from benchmarks.rows import ROWS
from benchmarks.stages import Scene, stages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.stages import Stages

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def small() -> Iterator[Stages]:
    with stages(9, with_ansible=False) as those:
        yield those


@pytest.mark.parametrize("name", ROWS)
def test_a_row_has_lines_with_a_ratio(name: str, small: Stages) -> None:
    lines = list(ROWS[name](small))
    assert lines
    assert all(line.ratio > 0 for line in lines)


def test_a_cold_plan_reads_each_template_once(small: Stages) -> None:
    lines = {line.what: line for line in ROWS["requests"](small)}
    assert lines["requests of a cold plan, 9 templates"].met


def test_a_plan_that_finds_a_change_is_an_error() -> None:
    with stages(3) as those:
        stage = those.stage(Scene(3, plain=True))
        stage.emulator.spoil(stage.messages)
        with pytest.raises(BenchmarkError, match="shop_message_0000/en_US"):
            stage.plan().run()


def test_a_command_that_fails_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(BenchmarkError, match="exit 3"):
        Command(python("-c", "raise SystemExit(3)"), tmp_path, {}).run()


def test_the_peak_of_a_command_is_its_own(tmp_path: Path) -> None:
    held = bytearray(300_000_000)
    held[::4096] = b"x" * len(held[::4096])
    assert Command(python("-c", ""), tmp_path, {}).run().peak_bytes < 50_000_000


def test_the_command_prints_the_table_and_writes_it_as_json(tmp_path: Path) -> None:
    file = tmp_path / "lines.json"
    ran = measured("--only=help", f"--json={file}")
    assert ran.returncode == 0
    assert ran.stdout.startswith("| what")
    assert [line["what"] for line in json.loads(file.read_text())] == ["syncer --help"]


def test_a_missed_bar_fails_if_that_is_asked_for() -> None:
    line = ("--only=parse", "--templates=3")  # so few that the start of syncer is all there is
    assert measured(*line, "--check").returncode == 1


@pytest.mark.parametrize("what", ["validate", "warm-plan"])
def test_a_profile_names_the_functions(what: str) -> None:
    assert "cumtime" in measured("--templates=3", f"--profile={what}").stdout


def measured(*options: str) -> subprocess.CompletedProcess[str]:
    line = [sys.executable, "-m", "benchmarks", *options]
    return subprocess.run(
        line, cwd=ROOT, env=os.environ, capture_output=True, text=True, check=False
    )
