from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from cli.senders import STAGING
from support.command import syncer
from support.project import CONFIG

if TYPE_CHECKING:
    from support.project import Project

    from syncer.emulator import Running


@pytest.fixture(autouse=True)
def _applied(project: Project) -> None:
    del project
    assert syncer("apply", "--auto-approve").code == 0


def change(emulator: Running, **fields: str) -> None:
    """What somebody changes by hand, or Meta by itself."""
    template = next(one for one in emulator.console.templates() if one["name"] == "shop_greeting")
    emulator.console.change_template(template["id"], fields)


def test_no_drift_is_0() -> None:
    ran = syncer("drift")
    assert ran.code == 0
    assert "No changes." in ran.stdout
    assert syncer("drift", "--format", "json").account()["health"] == []


def test_a_change_by_hand_is_exit_code_2_and_shown(emulator: Running) -> None:
    change(emulator, body="Somebody wrote something else.")
    ran = syncer("drift", "--format", "json")
    assert ran.code == 2
    assert ran.account()["summary"]["update"] == 1
    assert syncer("drift").code == 2
    assert "~ update shop_greeting/en" in syncer("drift").stdout


@pytest.mark.parametrize(
    ("fields", "finding"),
    [
        ({"status": "REJECTED", "rejected_reason": "PROMOTIONAL"}, "rejected"),
        ({"status": "PAUSED"}, "paused"),
        ({"status": "DISABLED"}, "disabled"),
        ({"quality": "RED"}, "quality_red"),
    ],
)
def test_ill_health_is_exit_code_2_though_nothing_differs(
    fields: dict[str, str], finding: str, emulator: Running
) -> None:
    change(emulator, **fields)
    ran = syncer("drift", "--format", "json")
    assert ran.code == 2
    (health,) = ran.account()["health"]
    assert (health["name"], health["language"]) == ("shop_greeting", "en")
    assert health["finding"] == finding
    assert ran.account()["actions"] == []
    assert f"shop_greeting/en: {finding}: " in syncer("drift").stdout
    words = finding.replace("_", " ")
    assert f"\n- `shop_greeting/en` {words}: " in syncer("drift", "--format", "markdown").stdout


def test_a_category_that_meta_changed_is_a_finding(emulator: Running) -> None:
    change(emulator, category="MARKETING")
    ran = syncer("drift", "--format", "json")
    assert [one["finding"] for one in ran.account()["health"]] == ["recategorised"]


def test_an_account_that_fails_is_worse_than_drift(
    emulator: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    change(emulator, quality="RED")
    monkeypatch.setenv("NXCLOUD_BASE_URL", f"{emulator.base_url}/nowhere")
    ran = syncer("drift", "--format", "json")
    assert ran.code == 1
    assert ran.json["accounts"] == []
    assert ran.json["error"]["account"] == "main"


def test_several_accounts_are_summed_up_with_their_health(
    project: Project, emulator: Running
) -> None:
    change(emulator, status="PAUSED")
    project.write("syncer.yaml", CONFIG + f'  staging: {{phone: "{STAGING}", tenant_id: 1}}\n')
    ran = syncer("drift", "--all-accounts")
    assert ran.code == 2
    assert ran.stdout.splitlines()[-1].endswith(" unmanaged; 1 health finding.")
