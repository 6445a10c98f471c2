from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from cli.senders import MAIN, STAGING
from cli.terminal import on_terminal
from support.command import syncer
from support.project import CONFIG, GREETING

if TYPE_CHECKING:
    from support.project import Project

    from syncer.emulator import Running

STAGING_ACCOUNT = f'  staging: {{phone: "{STAGING}", tenant_id: 1}}\n'
BROKEN_ACCOUNT = '  broken: {phone: "8615800009999", tenant_id: 1}\n'
COST = (
    "    Meta has it as MARKETING, the file says UTILITY; MARKETING costs about four times as much"
)


def add(emulator: Running, name: str, language: str = "en", **fields: Any) -> int:
    """A live template that nobody wrote a file for."""
    plain = {"body": "Hello there", "category": "UTILITY", "quality": "GREEN", "phone": MAIN}
    added = emulator.console.add_template({"name": name, "language": language, **plain, **fields})
    return int(added["id"])


def templates(*arguments: str) -> list[Any]:
    ran = syncer("status", "--format", "json", *arguments)
    assert ran.code == 0, ran.stderr
    found: list[Any] = ran.account()["templates"]
    return found


def names(*arguments: str) -> list[str]:
    return [f"{one['name']}/{one['language']}" for one in templates(*arguments)]


@pytest.fixture(autouse=True)
def _in_the_project(project: Project) -> None:
    del project


class TestText:
    def test_is_a_table_by_name_with_the_counts(self, emulator: Running) -> None:
        first = add(emulator, "shop_terms", status="PAUSED", quality="YELLOW")
        second = add(emulator, "menu", "pt_BR", category="MARKETING")
        ran = syncer("status")
        assert ran.code == 0
        assert ran.stderr == ""
        assert ran.stdout.splitlines() == [
            "main",
            "TEMPLATE       ID   STATUS    QUALITY  CATEGORY",
            f"menu/pt_BR     {second}  APPROVED  GREEN    MARKETING",
            f"shop_terms/en  {first}  PAUSED    YELLOW   UTILITY",
            "2 templates: 1 APPROVED, 1 PAUSED.",
            "Not live yet: shop_goodbye/en, shop_greeting/en.",
            "",
        ]

    def test_says_why_one_was_rejected_and_what_to_do(self, emulator: Running) -> None:
        add(emulator, "menu", status="REJECTED", rejected_reason="PROMOTIONAL")
        add(emulator, "terms", status="REJECTED", rejected_reason="Written by a person")
        lines = syncer("status").stdout.splitlines()
        assert lines[3].startswith("    PROMOTIONAL: the text promotes something")
        assert lines[3].endswith("make it MARKETING, or take the offer out")
        assert lines[5] == "    Written by a person"

    def test_says_what_meta_has_in_another_category_and_what_that_costs(
        self, emulator: Running
    ) -> None:
        add(emulator, "shop_greeting", category="MARKETING")
        lines = syncer("status").stdout.splitlines()
        assert lines[2].endswith("GREEN    MARKETING (file: UTILITY)")
        assert lines[3].startswith(COST)

    def test_says_that_the_files_accept_it(self, project: Project, emulator: Running) -> None:
        project.replace("templates/greeting.yaml", "category", "accept_category: true\ncategory")
        add(emulator, "shop_greeting", category="MARKETING")
        assert "MARKETING (file: UTILITY) (accepted)" in syncer("status").stdout
        assert templates()[0]["category_accepted"] is True

    def test_of_an_account_without_templates_is_its_count(self) -> None:
        assert syncer("status", "menu").stdout == "main\n0 templates.\n\n"

    def test_ends_with_what_only_the_files_have(self, project: Project) -> None:
        assert "Not live yet: shop_greeting/en.\n" in syncer("status", "shop_greeting").stdout
        for number in range(10):
            text = GREETING.replace("shop_greeting", f"menu_{number}")
            project.write(f"templates/menu_{number}.yaml", text)
        assert "menu_9/en, and 2 more.\n" in syncer("status").stdout
        assert "not_live" not in templates()

    def test_leaves_the_ids_out_on_a_narrow_terminal(
        self, emulator: Running, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        template_id = add(emulator, "a_name_of_some_length")
        monkeypatch.setenv("COLUMNS", "200")
        assert str(template_id) in on_terminal("status").stdout
        monkeypatch.setenv("COLUMNS", "50")
        assert str(template_id) not in on_terminal("status").stdout
        assert str(template_id) in syncer("status").stdout, "a pipe has room"

    def test_has_colours_on_a_terminal(
        self, emulator: Running, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("TERM", "xterm")
        monkeypatch.delenv("NO_COLOR", raising=False)
        add(emulator, "menu", status="REJECTED")
        assert "\x1b[31mREJECTED\x1b[0m" in on_terminal("status").stdout


class TestJson:
    def test_has_what_is_known_of_each_template(self, emulator: Running) -> None:
        template_id = add(emulator, "menu", status="REJECTED", rejected_reason="SCAM")
        (one,) = templates()
        expected = {
            "name": "menu",
            "language": "en",
            "template_id": template_id,
            "status": "REJECTED",
            "category": "UTILITY",
            "quality": "GREEN",
            "rejected_reason": "SCAM",
            "declared_category": None,
            "category_accepted": False,
        }
        assert {name: one[name] for name in expected} == expected

    def test_has_every_field_the_list_gives(self, emulator: Running) -> None:
        template_id = add(emulator, "menu")
        (one,) = templates()
        fields = {"id", "channel", "content", "created_at", "updated_at", "language_name"}
        assert fields | {"unsubscribe", "waRejectedReason", "is_close_auto_flow"} <= one.keys()
        assert (one["id"], one["content"], one["channel"]) == (template_id, "Hello there", 2)
        assert one["list_status"] == 2, "the list has a number where the detail has a word"

    def test_tells_the_category_of_the_files(self, emulator: Running) -> None:
        add(emulator, "shop_greeting", category="MARKETING")
        (one,) = templates()
        assert (one["category"], one["declared_category"]) == ("MARKETING", "UTILITY")


class TestSelection:
    @pytest.fixture(autouse=True)
    def _some(self, emulator: Running) -> None:
        for name, language in (("menu", "en"), ("menu", "de"), ("terms", "en")):
            add(emulator, name, language)

    @pytest.mark.parametrize(
        ("arguments", "expected"),
        [
            ([], ["menu/de", "menu/en", "terms/en"]),
            (["menu"], ["menu/de", "menu/en"]),
            (["menu/de", "terms"], ["menu/de", "terms/en"]),
            (["--only", "*/en"], ["menu/en", "terms/en"]),
            (["menu", "--exclude", "*/en"], ["menu/de"]),
        ],
    )
    def test_is_by_name_and_by_pattern(self, arguments: list[str], expected: list[str]) -> None:
        assert names(*arguments) == expected

    def test_reads_the_details_of_what_is_selected_only(self, emulator: Running) -> None:
        emulator.console.reset_requests()
        names("terms")
        assert emulator.console.request_counts() == {"list": 1, "details": 1}

    def test_a_name_that_is_not_live_is_told(self) -> None:
        ran = syncer("status", "terms", "no_such", "--format", "json")
        assert ran.code == 0
        assert ran.account()["warnings"] == ["no_such is not live"]
        assert ran.stderr == "warning: main: no_such is not live\n"


class TestFiles:
    def test_that_are_broken_are_done_without(self, project: Project, emulator: Running) -> None:
        add(emulator, "shop_greeting", category="MARKETING")
        project.replace("templates/greeting.yaml", "UTILITY", "SALES")
        ran = syncer("status", "--format", "json")
        assert ran.code == 0
        (one,) = ran.account()["templates"]
        assert (one["category"], one["declared_category"]) == ("MARKETING", None)
        told = "going on without the files: templates/greeting.yaml:2:"
        assert ran.stderr.startswith(told)
        (warning,) = ran.account()["warnings"]
        assert warning.startswith(told)
        assert ran.stderr == f"{warning}\n", "once"

    def test_that_are_missing_are_done_without(self, project: Project, emulator: Running) -> None:
        add(emulator, "menu")
        for path in (project.root / "templates").iterdir():
            path.unlink()
        (project.root / "templates").rmdir()
        ran = syncer("status")
        assert ran.code == 0
        assert "menu/en" in ran.stdout
        assert "going on without the files" in ran.stderr


class TestAccounts:
    def test_several_are_one_result(self, project: Project, emulator: Running) -> None:
        project.write("syncer.yaml", CONFIG + STAGING_ACCOUNT)
        add(emulator, "menu")
        add(emulator, "terms", phone=STAGING)
        ran = syncer("status", "--all-accounts", "--format", "json")
        assert ran.code == 0
        assert [one["name"] for one in ran.account("main")["templates"]] == ["menu"]
        assert [one["name"] for one in ran.account("staging")["templates"]] == ["terms"]
        text = syncer("status", "-a", "staging", "-a", "main").stdout
        assert text.index("staging\n") < text.index("main\n")

    def test_several_and_none_named_is_wrong_usage(self, project: Project) -> None:
        project.write("syncer.yaml", CONFIG + STAGING_ACCOUNT)
        assert syncer("status").code == 64

    def test_one_that_fails_does_not_stop_the_others(
        self, project: Project, emulator: Running
    ) -> None:
        project.write("syncer.yaml", CONFIG + BROKEN_ACCOUNT)
        add(emulator, "menu")
        ran = syncer("status", "--all-accounts", "--format", "json")
        assert ran.code == 1
        assert ran.json["error"]["account"] == "broken"
        assert [one["account"] for one in ran.json["accounts"]] == ["main"]
        assert "account broken:\nerror: " in ran.stderr

    def test_refused_credentials_are_3(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("NXCLOUD_ACCESS_SECRET", "wrong")
        assert syncer("status").code == 3


def test_only_reads(emulator: Running) -> None:
    add(emulator, "menu")
    syncer("status")
    assert {one.method for one in emulator.console.requests()} == {"GET"}


def test_follows_no_short_link(project: Project, emulator: Running) -> None:
    project.write("syncer.yaml", CONFIG + "    resolve_short_links: true\n")
    link = f"{emulator.base_url}/api/shortLink/doAccess/abc"
    add(emulator, "menu", body=f"See {link} now")
    assert syncer("status").code == 0
    assert "short_link" not in emulator.console.request_counts()
