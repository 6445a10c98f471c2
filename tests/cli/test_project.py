"""Which syncer.yaml, which accounts, which credentials."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.command import syncer
from support.project import CONFIG, GREETING

if TYPE_CHECKING:
    from pathlib import Path

    from support.project import Project

    from syncer.emulator import Running

TWO = CONFIG + '  staging: {phone: "8615800001111", tenant_id: 1}\n'
READING = ["plan", "apply", "drift", "pull"]


@pytest.mark.parametrize("command", [*READING, "status", "validate"])
def test_an_unknown_account_is_an_error_that_names_the_known_ones(
    command: str, offline: Project
) -> None:
    offline.write("syncer.yaml", TWO)
    ran = syncer(command, "-a", "main", "-a", "mian", "--format", "json")
    assert ran.code == 1
    assert ran.json["error"]["message"] == "there is no account 'mian'"
    assert ran.json["error"]["hint"] == "accounts: main, staging"


@pytest.mark.parametrize("command", [*READING, "status"])
def test_several_accounts_and_none_named_is_wrong_usage(command: str, offline: Project) -> None:
    offline.write("syncer.yaml", TWO)
    ran = syncer(command)
    assert ran.code == 64
    assert "accounts: main, staging" in ran.stderr


def test_naming_accounts_and_taking_all_is_wrong_usage(offline: Project) -> None:
    offline.write("syncer.yaml", TWO)
    assert syncer("plan", "-a", "main", "--all-accounts").code == 64


def test_an_account_named_twice_is_planned_once(project: Project) -> None:
    project.write("syncer.yaml", TWO)
    ran = syncer("plan", "-a", "staging", "-a", "staging", "--format", "json")
    assert [one["account"] for one in ran.json["accounts"]] == ["staging"]


def test_what_an_account_lacks_is_told_all_at_once(offline: Project) -> None:
    offline.write("syncer.yaml", "version: 1\n")
    ran = syncer("plan", "--format", "json")
    assert ran.code == 1
    (error,) = ran.json["errors"]
    assert error["account"] == "default"
    assert error["message"] == (
        "account default: phone, tenant_id, access_key, access_secret not set"
    )
    assert "NXCLOUD_PHONE, NXCLOUD_TENANT_ID, NXCLOUD_ACCESS_KEY" in error["hint"]


def test_wrong_credentials_are_exit_code_3(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    del project
    monkeypatch.setenv("NXCLOUD_ACCESS_SECRET", "wrong")
    for command in (["plan"], ["drift"], ["pull"], ["apply", "--auto-approve"]):
        ran = syncer(*command, "--format", "json")
        assert ran.code == 3
        assert ran.json["error"]["code"] == "credentials"


def test_the_configuration_is_found_upwards_or_named(
    offline: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(offline.root / "templates")
    assert syncer("validate").code == 0
    monkeypatch.chdir(tmp_path)
    assert syncer("validate", "-c", "project/syncer.yaml").code == 0
    ran = syncer("validate")
    assert ran.code == 1
    assert "syncer.yaml:1:1" in ran.stdout


def test_problems_are_shown_relative_to_where_one_stands(
    offline: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    offline.write("templates/bad.yaml", "- nothing\n")
    monkeypatch.chdir(offline.root / "templates")
    assert "bad.yaml:1:1: " in syncer("validate", "-c", "../syncer.yaml").stdout


def test_the_caches_have_a_place_of_their_own(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    del project
    monkeypatch.delenv("SYNCER_CACHE_DIR")
    monkeypatch.delenv("SYNCER_STATE_DIR")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    assert syncer("plan").code == 0
    assert list(tmp_path.rglob("memory.sqlite3"))
    assert list(tmp_path.rglob("cache.sqlite3"))


def test_refresh_reads_media_again(project: Project, emulator: Running) -> None:
    project.write("templates/media/x.png", b"\x89PNG\r\n\x1a\n")
    project.write("templates/greeting.yaml", GREETING + "    header: {image: media/x.png}\n")
    assert syncer("apply", "--auto-approve").code == 0
    emulator.console.reset_requests()
    assert syncer("plan", "--detailed-exitcode").code == 0
    assert "media" not in emulator.console.request_counts()
    assert syncer("plan", "--detailed-exitcode", "--refresh").code == 0
    assert emulator.console.request_counts()["media"] == 1


@pytest.mark.parametrize("command", READING)
def test_problems_for_any_of_the_accounts_stop_the_run_before_anything_is_sent(
    command: str, project: Project, emulator: Running
) -> None:
    project.write("syncer.yaml", CONFIG + "    vars: {shop: x}\n")
    project.write("templates/bad.yaml", GREETING.replace("greeting", "bad") + "    footer: ${shp}")
    project.write("templates/worse.yaml", "- nothing\n")
    ran = syncer(command, "--format", "json")
    assert ran.code == 1
    files = [one["file"] for one in ran.json["error"]["problems"]]
    assert files == ["templates/bad.yaml", "templates/worse.yaml"]
    assert emulator.console.requests() == []


def test_warnings_of_the_files_are_told_beside_the_result(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    from syncer.desired import Rendered
    from syncer.errors import Location, Problem

    problem = Problem(Location("a.yaml"), "odd", severity="warning")
    monkeypatch.setattr(
        "syncer.cli.project.render",
        lambda *_: Rendered("main", (), (problem,), frozenset()),
    )
    del project
    ran = syncer("plan")
    assert ran.code == 0
    assert "a.yaml:1:1: warning: odd\n" in ran.stderr
    assert "odd" not in ran.stdout


def test_of_many_warnings_the_first_are_told_and_all_if_asked(project: Project) -> None:
    names = "".join(
        f"---\nname: sale_{number}\ncategory: UTILITY\n"
        f"translations: {{en: {{body: Our sale number {number} is here.}}}}\n"
        for number in range(12)
    )
    project.write("templates/sales.yaml", names.removeprefix("---\n"))
    told = syncer("plan").stderr.splitlines()
    assert sum("warning: `sale`" in line for line in told) == 10
    assert "and 2 more: `syncer validate` lists all" in told
    verbose = syncer("plan", "-v").stderr
    assert verbose.count("warning: `sale`") == 12
    assert "more:" not in verbose
