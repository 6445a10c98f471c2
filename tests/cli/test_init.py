"""`syncer init`: what a new project begins with, and what it leaves alone."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
import yaml
from cli.terminal import answer
from support.command import syncer
from support.project import Project, at_home

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from syncer.emulator import Running

PHONE = "8615800001795"
WRITTEN = [
    "syncer.yaml",
    "templates/welcome.yaml",
    "config.schema.json",
    "template.schema.json",
    ".github/workflows/syncer.yml",
]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Project]:
    """An empty folder, in an environment that knows nothing of NxCloud."""
    project = Project(tmp_path / "empty")
    project.root.mkdir()
    for name in [name for name in os.environ if name.startswith("NXCLOUD_")]:
        monkeypatch.delenv(name)
    with at_home(project, None):
        yield project


def account(project: Project, path: str = "syncer.yaml") -> dict[str, object]:
    """The one account of a project file, as YAML has it."""
    text = (project.root / path).read_text(encoding="utf-8")
    main: dict[str, object] | None = yaml.safe_load(text)["accounts"]["main"]
    return main or {}


def next_steps(stdout: str) -> list[str]:
    return stdout.partition("Next:\n")[2].splitlines()


class TestANewProject:
    def test_is_told_file_by_file(self) -> None:
        ran = syncer("init")
        assert ran.code == 0
        assert ran.stdout.splitlines()[:5] == [f"✓ {path} written" for path in WRITTEN]
        assert ran.stderr == ""

    def test_is_valid_to_the_letter_and_in_canonical_form(self) -> None:
        syncer("init")
        ran = syncer("validate", "--strict")
        assert (ran.code, ran.stdout) == (0, "1 template, 0 errors, 0 warnings.\n")
        assert syncer("fmt", "--check").code == 0

    @pytest.mark.parametrize("path", WRITTEN[:2])
    def test_names_schemas_that_are_there(self, path: str, folder: Project) -> None:
        syncer("init")
        file = folder.root / path
        first = file.read_text(encoding="utf-8").partition("\n")[0]
        assert (file.parent / first.partition("$schema=")[2]).is_file()

    def test_can_be_applied(self, folder: Project, emulator: Running) -> None:
        with at_home(folder, emulator):
            os.environ.update(NXCLOUD_PHONE=PHONE, NXCLOUD_TENANT_ID="1")
            syncer("init")
            del os.environ["NXCLOUD_PHONE"], os.environ["NXCLOUD_TENANT_ID"]
            assert syncer("apply", "--auto-approve").code == 0
            assert syncer("plan", "--detailed-exitcode").code == 0
        assert [one["name"] for one in emulator.console.templates()] == ["welcome_message"]

    def test_may_be_in_a_folder_that_is_not_there_yet(self, folder: Project) -> None:
        ran = syncer("init", "messages/our shop")
        assert ran.code == 0
        assert (folder.root / "messages/our shop/syncer.yaml").is_file()
        assert next_steps(ran.stdout)[0] == "  cd 'messages/our shop'"

    def test_cannot_be_where_a_file_is(self, folder: Project) -> None:
        folder.write("messages", "")
        ran = syncer("init", "messages")
        assert (ran.code, ran.stdout) == (1, "")
        assert ran.stderr.startswith("error: ")
        assert "check the path" in ran.stderr


class TestTheAccount:
    def test_is_what_the_environment_says(
        self, folder: Project, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("NXCLOUD_PHONE", f"+{PHONE}")
        monkeypatch.setenv("NXCLOUD_TENANT_ID", "7")
        monkeypatch.setenv("NXCLOUD_BASE_URL", "https://eu.nxcloud.example")
        syncer("init")
        assert account(folder) == {
            "phone": PHONE,
            "tenant_id": 7,
            "base_url": "https://eu.nxcloud.example",
        }
        assert syncer("validate", "--strict").code == 0

    @pytest.mark.parametrize("url", ["https://api.nxcloud.com/", "http://127.0.0.1:8321"])
    def test_keeps_neither_the_usual_address_nor_that_of_an_emulator(
        self, url: str, folder: Project, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("NXCLOUD_BASE_URL", url)
        syncer("init")
        assert account(folder) == {}

    def test_is_asked_for_on_a_terminal(
        self, folder: Project, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        answer(monkeypatch, "+86 158 0000 1795\n12\n")
        ran = syncer("init")
        assert account(folder) == {"phone": PHONE, "tenant_id": 12}
        assert "WhatsApp number" in ran.stderr
        assert "WhatsApp number" not in ran.stdout

    def test_is_asked_for_again_until_it_can_be(
        self, folder: Project, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        answer(monkeypatch, f"our shop\n{PHONE}\n\n")
        ran = syncer("init")
        assert account(folder) == {"phone": PHONE}
        assert "ourshop is not one: digits only" in ran.stderr

    def test_is_not_asked_for_where_the_environment_says_it(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("NXCLOUD_PHONE", PHONE)
        monkeypatch.setenv("NXCLOUD_TENANT_ID", "7")
        answer(monkeypatch, "")
        ran = syncer("init")
        assert (ran.code, ran.stderr) == (0, "")

    def test_left_open_is_refused_by_plan_in_words(
        self, folder: Project, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        syncer("init")
        assert account(folder) == {}
        ran = syncer("plan")
        assert ran.code == 1
        told = "error: account main: phone, tenant_id, access_key, access_secret not set\n"
        assert ran.stderr.startswith(told)
        monkeypatch.setenv("NXCLOUD_PHONE", "my number")
        assert "NXCLOUD_PHONE" in syncer("validate").stdout, "a wrong one is not left unsaid"

    def test_never_holds_a_credential(
        self, folder: Project, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("NXCLOUD_ACCESS_KEY", "an-access-key")
        monkeypatch.setenv("NXCLOUD_ACCESS_SECRET", "an-access-secret")
        syncer("init")
        texts = [path.read_text() for path in folder.root.rglob("*") if path.is_file()]
        assert not any("an-access" in text for text in texts)


class TestTheNextSteps:
    def test_begin_with_what_is_not_set(self) -> None:
        steps = next_steps(syncer("init").stdout)
        assert steps[0].split() == [
            "export",
            "NXCLOUD_ACCESS_KEY=…",
            "NXCLOUD_ACCESS_SECRET=…",
            "NXCLOUD_PHONE=…",
            "NXCLOUD_TENANT_ID=…",
        ]
        assert [line.split()[:2] for line in steps[1:]] == [
            ["syncer", "doctor"],
            ["syncer", "pull"],
        ]

    def test_leave_out_what_is_set(self, monkeypatch: pytest.MonkeyPatch) -> None:
        for name in ("ACCESS_KEY", "ACCESS_SECRET", "TENANT_ID"):
            monkeypatch.setenv(f"NXCLOUD_{name}", "1")
        assert next_steps(syncer("init").stdout)[0] == "  export NXCLOUD_PHONE=…"
        monkeypatch.setenv("NXCLOUD_PHONE", PHONE)
        assert next_steps(syncer("init", "b").stdout)[1].startswith("  syncer doctor")


class TestWhatIsThere:
    @pytest.mark.parametrize("path", WRITTEN)
    def test_stays_and_is_told(self, path: str, folder: Project) -> None:
        folder.write(path, "version: 1\n")
        ran = syncer("init")
        assert ran.code == 0
        assert (folder.root / path).read_text() == "version: 1\n"
        told = f"○ {path} is there already, and stays as it is"
        assert (told in ran.stdout) is (path != "templates/welcome.yaml")
        assert "✓ template" in ran.stdout

    def test_stays_even_if_it_is_a_link_to_nowhere(self, folder: Project) -> None:
        (folder.root / "syncer.yaml").symlink_to(folder.root / "nowhere.yaml")
        syncer("init")
        assert not (folder.root / "nowhere.yaml").exists()

    def test_a_project_that_has_begun_gets_no_first_template(self, folder: Project) -> None:
        folder.write("syncer.yaml", "version: 1\ntemplates: shop\n")
        syncer("init")
        assert not (folder.root / "templates").exists()

    def test_template_files_are_enough_without_another(self, folder: Project) -> None:
        folder.write("templates/shop/greeting.yml", "name: shop_greeting\n")
        syncer("init")
        assert not (folder.root / "templates/welcome.yaml").exists()

    def test_a_folder_within_a_project_is_not_made_one_by_mistake(
        self, folder: Project, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        folder.write("syncer.yaml", "version: 1\n")
        (folder.root / "templates").mkdir()
        monkeypatch.chdir(folder.root / "templates")
        ran = syncer("init")
        assert (ran.code, ran.stdout) == (1, "")
        assert "part of a project already" in ran.stderr
        assert list((folder.root / "templates").iterdir()) == []
        assert syncer("init", ".").code == 0, "but where it is asked for"


class TestTheWorkflow:
    def test_goes_to_the_root_of_the_git_repository(self, folder: Project) -> None:
        (folder.root / ".git").mkdir()
        ran = syncer("init", "our shop")
        assert "✓ .github/workflows/syncer.yml written" in ran.stdout
        workflow = (folder.root / ".github/workflows/syncer.yml").read_text()
        steps = [
            step
            for job in yaml.safe_load(workflow)["jobs"].values()
            for step in job["steps"]
            if "command" in step.get("with", {})
        ]
        assert steps
        assert {step["with"]["working-directory"] for step in steps} == {"our shop"}

    def test_of_another_project_stays_and_what_to_do_is_told(self, folder: Project) -> None:
        (folder.root / ".git").mkdir()
        syncer("init", "shop")
        told = 'copy its jobs, with `working-directory: "club"` beside each `command`'
        assert told in syncer("init", "club").stdout
        assert "copy its jobs" not in syncer("init", "shop").stdout, "it is its own"

    def test_that_nobody_can_read_is_left_alone(self, folder: Project) -> None:
        (folder.root / ".git").mkdir()
        folder.write(".github/workflows/syncer.yml", b"\xff")
        assert "copy its jobs" not in syncer("init", "shop").stdout

    def test_knows_a_worktree_by_its_file(self, folder: Project) -> None:
        folder.write(".git", "gitdir: /somewhere/else\n")
        syncer("init")
        workflow = (folder.root / ".github/workflows/syncer.yml").read_text()
        assert "working-directory:" not in workflow

    def test_is_yaml_with_jobs(self, folder: Project) -> None:
        syncer("init")
        text = (folder.root / ".github/workflows/syncer.yml").read_text()
        assert yaml.safe_load(text)["jobs"]
