"""Several accounts in one run."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from support.command import syncer
from support.project import GREETING, Project, at_home, new_project

from syncer.emulator import Account, Form, Settings, running

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


def test_accounts_are_named_one_by_one_in_the_order_of_the_result(
    project: Project, emulator: Running
) -> None:
    del project
    ran = syncer("plan", "-a", "production", "-a", "staging", "--format", "json")
    assert [one["account"] for one in ran.json["accounts"]] == ["production", "staging"]
    named = ("-a", "staging", "-a", "production")
    assert syncer("apply", *named, "--auto-approve").code == 0
    assert len(urls(emulator)) == 2
    assert syncer("drift", *named).code == 0


def test_one_saved_plan_is_for_all_accounts(project: Project, emulator: Running) -> None:
    del project
    syncer("plan", "--all-accounts", "--out", "plan.json")
    ran = syncer("apply", "plan.json", "--format", "json")
    assert ran.code == 0
    assert [one["account"] for one in ran.json["accounts"]] == ["staging", "production"]
    assert len(urls(emulator)) == 2


def test_drift_of_all_accounts_is_one_document(project: Project, emulator: Running) -> None:
    del project
    syncer("apply", "--all-accounts", "--auto-approve")
    (there,) = (one for one in emulator.console.templates() if one["phone"] == PRODUCTION)
    emulator.console.change_template(there["id"], {"body": "Somebody wrote this."})
    ran = syncer("drift", "--all-accounts", "--format", "json")
    assert ran.code == 2
    updates = {one["account"]: one["summary"]["update"] for one in ran.json["accounts"]}
    assert updates == {"staging": 0, "production": 1}


@pytest.mark.parametrize("command", ["plan", "drift"])
def test_reading_goes_on_with_the_other_accounts_too(command: str, project: Project) -> None:
    project.replace("syncer.yaml", STAGING, "8615800009999")
    ran = syncer(command, "--all-accounts", "--format", "json")
    assert ran.code == 1
    assert [one["account"] for one in ran.json["errors"]] == ["staging"]
    assert [one["account"] for one in ran.json["accounts"]] == ["production"]
    assert ran.account("production")["summary"]["create"] == 1


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


class TestDifferentPlatforms:
    """Staging and production, each with its own ids for what has the same name."""

    FILE = """\
name: shop_booking
category: UTILITY
tag: orders
translations:
  en:
    body: Book your visit to ${city} here, {{First Name}}, whenever you like.
    buttons:
      - {type: FLOW, text: Book, flow: booking}
      - {type: URL, text: Shop, url: '${shop}/home'}
"""

    @pytest.fixture
    def platforms(self) -> Iterator[dict[str, Running]]:
        account = Account("demo-access-key", "demo-access-secret", (STAGING,), 1)
        ours = Settings(accounts=(account,), tags={"orders": 11}, forms=(Form("101", "booking"),))
        theirs = replace(ours, tags={"orders": 22}, forms=(Form("202", "booking"),))
        with running(ours) as staging, running(theirs) as production:
            yield {"staging": staging, "production": production}

    @pytest.fixture
    def project(self, tmp_path: Path, platforms: dict[str, Running]) -> Iterator[Project]:
        accounts = "".join(
            f"  {name}:\n"
            f'    {{phone: "{STAGING}", tenant_id: 1, base_url: "{one.base_url}",\n'
            f"     tags: {one.console.tags()},\n"
            f"     vars: {{shop: 'https://{name}.example', city: Town}}}}\n"
            for name, one in platforms.items()
        ).replace("'orders'", "orders")
        config = f"version: 1\ntemplates: templates\naccounts:\n{accounts}"
        project = new_project(tmp_path / "project", config, booking=self.FILE)
        with at_home(project, platforms["staging"]):
            del os.environ["NXCLOUD_BASE_URL"]  # which wins over what the accounts say
            yield project

    def test_take_the_same_files_each_with_its_own_variables_forms_and_tags(
        self, project: Project, platforms: dict[str, Running]
    ) -> None:
        del project
        assert syncer("apply", "--all-accounts", "--auto-approve").code == 0
        live = {name: one.console.templates()[0] for name, one in platforms.items()}
        flows = {name: one["buttons"][0]["flow_id"] for name, one in live.items()}
        shops = {name: one["buttons"][1]["url"] for name, one in live.items()}
        tags = {name: list(one["tag_ids"]) for name, one in live.items()}
        assert flows == {"staging": "101", "production": "202"}
        assert tags == {"staging": [11], "production": [22]}
        assert shops == {
            "staging": "https://staging.example/home",
            "production": "https://production.example/home",
        }
        assert syncer("plan", "--all-accounts", "--detailed-exitcode").code == 0
        assert syncer("drift", "--all-accounts").code == 0

    def test_are_compared_by_name_for_a_promotion(
        self, project: Project, platforms: dict[str, Running]
    ) -> None:
        syncer("apply", "--all-accounts", "--auto-approve")
        ran = syncer("diff", "staging", "production", "--format", "json")
        assert ran.code == 0
        assert (ran.json["missing"], ran.json["different"], ran.json["warnings"]) == ([], [], [])
        (expected,) = ran.json["expected"]
        assert [one["path"] for one in expected["changes"]] == ["buttons[1].url"]
        project.replace("templates/booking.yaml", "whenever", "any day")
        platforms["staging"].console.skip_seconds(2 * 24 * 3600)
        syncer("apply", "-a", "staging", "--auto-approve")
        (different,) = syncer("diff", "staging", "production", "--format", "json").json["different"]
        assert [one["path"] for one in different["changes"]] == ["body"]
