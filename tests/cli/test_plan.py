from __future__ import annotations

import json
import stat
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from cli.senders import MAIN, STAGING
from support.command import syncer
from support.project import CONFIG, GREETING

if TYPE_CHECKING:
    from support.project import Project

    from syncer.emulator import Running

TWO = CONFIG + f'  staging: {{phone: "{STAGING}", tenant_id: 1}}\n'
BROKEN = CONFIG + '  broken: {phone: "8615800009999", tenant_id: 1}\n'


class TestResult:
    def test_text_ends_with_the_counts(self, project: Project) -> None:
        del project
        ran = syncer("plan")
        assert (ran.code, ran.stderr) == (0, "")
        assert "+ create shop_greeting/en" in ran.stdout
        assert "Plan: 2 to create, 0 to update" in ran.stdout.splitlines()[-1]

    def test_json_is_the_plan(self, project: Project) -> None:
        del project
        ran = syncer("plan", "--format", "json")
        assert ran.code == 0
        assert ran.account()["account"] == "main"
        assert ran.account()["phone"] == MAIN
        assert ran.account()["summary"]["create"] == 2

    def test_markdown_is_a_comment_with_a_block_for_each_template(self, project: Project) -> None:
        del project
        ran = syncer("plan", "--format", "markdown", "--report", "job-summary=summary.md")
        assert (ran.code, ran.stderr) == (0, "")
        assert ran.stdout.startswith("<!-- syncer:plan:main -->\n### syncer plan: 2 to create\n")
        assert "<details><summary>🟢 create <code>shop_greeting/en</code>" in ran.stdout
        assert Path("summary.md").read_text() == ran.stdout

    def test_markdown_names_accounts_that_failed(self, project: Project) -> None:
        project.write("syncer.yaml", BROKEN)
        ran = syncer("plan", "--all-accounts", "--format", "markdown")
        assert ran.code == 1
        assert "<!-- syncer:plan:broken,main -->" in ran.stdout
        assert "\n#### Failed\n\n- `broken`: " in ran.stdout

    def test_limits_that_apply_would_refuse_are_told_beforehand(
        self, project: Project, emulator: Running
    ) -> None:
        project.write("syncer.yaml", CONFIG + "limits: {max_update_percent: 0}\n")
        fields = {"category": "UTILITY", "body": "Another text"}
        for language in ("en", "es", "de", "fr", "it", "pt_BR", "nl", "pl", "sv", "da"):
            emulator.console.add_template({"name": "shop_greeting", "language": language, **fields})
        assert "- apply will refuse this: " in syncer("plan", "--format", "markdown").stdout
        ran = syncer("plan", "--format", "json")
        assert "apply will refuse this" in ran.stderr
        assert ran.account()["summary"]["update"] == 1


class TestExitCode:
    def test_changes_are_0_unless_the_code_is_to_tell(self, project: Project) -> None:
        del project
        assert syncer("plan").code == 0
        assert syncer("plan", "--detailed-exitcode").code == 2

    def test_no_changes_are_0(self, project: Project) -> None:
        del project
        syncer("apply", "--auto-approve")
        ran = syncer("plan", "--detailed-exitcode")
        assert ran.code == 0
        assert "No changes." in ran.stdout

    def test_blocked_changes_count(self, project: Project, emulator: Running) -> None:
        syncer("apply", "--auto-approve")
        (template, _) = emulator.console.templates()
        emulator.console.change_template(template["id"], {"status": "PENDING", "body": "Other"})
        del project
        ran = syncer("plan", "--detailed-exitcode", "--format", "json")
        assert ran.account()["summary"]["blocked"] == 1
        assert ran.code == 2

    def test_an_account_that_fails_is_worse_than_changes(self, project: Project) -> None:
        project.write("syncer.yaml", BROKEN)
        ran = syncer("plan", "--all-accounts", "--detailed-exitcode", "--format", "json")
        assert ran.code == 1
        assert [one["account"] for one in ran.json["accounts"]] == ["main"]
        assert ran.json["error"]["account"] == "broken"
        assert "account broken:\nerror: " in ran.stderr

    def test_refused_credentials_are_worse_than_other_errors(
        self, project: Project, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("OTHER_SECRET", "wrong")
        other = f'  other: {{phone: "{STAGING}", access_secret: "${{env:OTHER_SECRET}}"}}\n'
        project.write("syncer.yaml", BROKEN + other.replace("phone:", "tenant_id: 1, phone:"))
        ran = syncer("plan", "--all-accounts", "--format", "json")
        assert ran.code == 3
        assert [one["account"] for one in ran.json["errors"]] == ["broken", "other"]


class TestSaving:
    def test_the_file_is_the_json_private_and_whole(self, project: Project) -> None:
        project.write("plan.json", "something older that anybody can read")
        ran = syncer("plan", "--out", "plan.json", "--format", "json")
        assert ran.code == 0
        saved = project.root / "plan.json"
        assert json.loads(saved.read_text()) == ran.json
        assert stat.S_IMODE(saved.stat().st_mode) == 0o600
        assert "syncer apply plan.json" in ran.stderr
        assert [path.name for path in project.root.iterdir() if path.name.startswith(".")] == []

    def test_it_never_holds_a_credential(self, project: Project) -> None:
        syncer("plan", "--out", "plan.json")
        assert "demo-access" not in (project.root / "plan.json").read_text()

    def test_nothing_is_saved_where_an_account_failed(self, project: Project) -> None:
        project.write("syncer.yaml", BROKEN)
        ran = syncer("plan", "--all-accounts", "--out", "plan.json")
        assert ran.code == 1
        assert "not saved: plan.json" in ran.stderr
        assert not (project.root / "plan.json").exists()

    @pytest.mark.parametrize("path", ["no_such_folder/plan.json", "/dev/full", "syncer.yaml/plan"])
    def test_a_path_that_cannot_be_written_is_a_clear_error(
        self, path: str, project: Project
    ) -> None:
        del project
        ran = syncer("plan", "--out", path, "--format", "json")
        assert ran.code == 1
        assert ran.json["error"]["hint"] == "check the path and its permissions"
        assert not Path("/dev/full").is_file()

    def test_a_link_stays_a_link(self, project: Project, tmp_path: Path) -> None:
        (project.root / "plan.json").symlink_to(tmp_path / "elsewhere.json")
        syncer("plan", "--out", "plan.json")
        assert (project.root / "plan.json").is_symlink()
        assert (tmp_path / "elsewhere.json").is_file()


def test_several_accounts_have_a_part_each(project: Project) -> None:
    project.write("syncer.yaml", TWO)
    project.write("templates/greeting.yaml", GREETING)
    syncer("apply", "-a", "main", "--auto-approve")
    ran = syncer("plan", "--all-accounts", "--detailed-exitcode", "--format", "json")
    assert ran.code == 2
    assert ran.account("main")["summary"]["unchanged"] == 2
    assert ran.account("staging")["summary"]["create"] == 2


def test_a_mistyped_pattern_is_a_warning_of_the_plan(project: Project) -> None:
    del project
    ran = syncer("plan", "--only", "shp_*", "--format", "json")
    assert ran.code == 0
    assert ran.account()["warnings"] == ["--only shp_* matches no template, live or in the files"]
    assert "--only shp_* matches no template" in syncer("plan", "--only", "shp_*").stdout
