"""Several accounts in one run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.command import syncer
from support.project import GREETING, Project, at_home, new_project

from syncer.emulator import Account, Settings, running

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from syncer.emulator import Running

STAGING, PRODUCTION = "8615800001111", "8615800001795"
TWO = f"""\
version: 1
templates: templates
accounts:
  staging: {{phone: "{STAGING}", tenant_id: 1, vars: {{shop: https://staging.shop.example}}}}
  production: {{phone: "{PRODUCTION}", tenant_id: 1, vars: {{shop: https://shop.example}}}}
"""
LINK = GREETING + "    buttons: [{type: URL, text: Shop, url: '${shop}/home'}]\n"


@pytest.fixture
def emulator() -> Iterator[Running]:
    account = Account("demo-access-key", "demo-access-secret", (STAGING, PRODUCTION), 1)
    with running(Settings(accounts=(account,))) as emulator:
        yield emulator


@pytest.fixture
def project(tmp_path: Path, emulator: Running) -> Iterator[Project]:
    project = new_project(tmp_path / "project", TWO, greeting=LINK)
    with at_home(project, emulator):
        yield project


def urls(emulator: Running) -> dict[str, str]:
    return {one["phone"]: one["buttons"][0]["url"] for one in emulator.console.templates()}


def test_several_accounts_and_none_named_is_wrong_usage(project: Project) -> None:
    del project
    ran = syncer("plan")
    assert ran.code == 64
    assert "staging" in ran.stderr
    assert "production" in ran.stderr


def test_one_account_is_applied_with_its_own_variables(project: Project, emulator: Running) -> None:
    del project
    assert syncer("apply", "-a", "staging", "--auto-approve").code == 0
    assert urls(emulator) == {STAGING: "https://staging.shop.example/home"}


def test_all_accounts_are_planned_and_applied_in_one_run(
    project: Project, emulator: Running
) -> None:
    del project
    ran = syncer("plan", "--all-accounts", "--format", "json", "--detailed-exitcode")
    assert ran.code == 2
    assert [one["account"] for one in ran.json["accounts"]] == ["staging", "production"]
    assert syncer("apply", "--all-accounts", "--auto-approve").code == 0
    assert urls(emulator) == {
        STAGING: "https://staging.shop.example/home",
        PRODUCTION: "https://shop.example/home",
    }
    assert syncer("plan", "--all-accounts", "--detailed-exitcode").code == 0


def test_an_account_that_fails_does_not_stop_the_others(
    project: Project, emulator: Running
) -> None:
    project.replace("syncer.yaml", STAGING, "8615800009999")
    ran = syncer("apply", "--all-accounts", "--auto-approve", "--format", "json")
    assert ran.code == 4
    assert ran.json["error"]["account"] == "staging"
    assert [one["account"] for one in ran.json["accounts"]] == ["production"]
    assert urls(emulator) == {PRODUCTION: "https://shop.example/home"}
    assert syncer("plan", "--all-accounts").code == 1
