"""A machine whose clock is minutes off: noticed, corrected for this run, and told once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.command import syncer
from support.project import ANOTHER, CONFIG, GREETING, at_home, new_project

from syncer.emulator import Account, Settings, running

if TYPE_CHECKING:
    from pathlib import Path

TWO = CONFIG + '  staging: {phone: "8615800001111", tenant_id: 1}\n'
ACCOUNT = Account("demo-access-key", "demo-access-secret", ("8615800001795", "8615800001111"), 1)
IMAGE = "    header: {image: menu.png}\n"


@pytest.mark.parametrize("offset", [-3600.0, -120.0, 61.0, 300.0, 86_400.0])
def test_everything_works_by_the_servers_date_with_one_warning(
    offset: float, tmp_path: Path
) -> None:
    project = new_project(tmp_path / "project", TWO, greeting=GREETING + IMAGE, goodbye=ANOTHER)
    project.write("templates/menu.png", b"\x89PNG\r\n\x1a\nmenu")
    settings = Settings(accounts=(ACCOUNT,), clock_offset_seconds=offset)
    with running(settings) as emulator, at_home(project, emulator):
        ran = syncer("apply", "--auto-approve", "--all-accounts", "--format", "json")
        assert ran.code == 0, ran.stdout + ran.stderr
        assert len(emulator.console.templates()) == 4
        assert ran.stderr.count("(code 1004)") == 1
        assert "set it by NTP" in ran.stderr
        refused = [one for one in emulator.console.requests() if one.code == 1004]
        assert 1 <= len(refused) <= 8, "only the calls under way when it is noticed are refused"
        assert syncer("plan", "--all-accounts", "--detailed-exitcode").code == 0


def test_a_clock_that_is_right_is_not_touched(tmp_path: Path) -> None:
    project = new_project(tmp_path / "project", greeting=GREETING)
    with running(Settings(clock_offset_seconds=20)) as emulator, at_home(project, emulator):
        ran = syncer("apply", "--auto-approve")
        assert ran.code == 0
        assert "1004" not in ran.stderr


def test_without_a_date_it_stays_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    project = new_project(tmp_path / "project", greeting=GREETING)
    settings = Settings(clock_offset_seconds=300, date_header="missing")
    with running(settings) as emulator, at_home(project, emulator):
        ran = syncer("apply", "--auto-approve", "--format", "json")
        assert ran.code == 1
        assert ran.json["error"]["code"] == "clock"
        assert "NTP" in ran.json["error"]["hint"]
        assert emulator.console.templates() == []
