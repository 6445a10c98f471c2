"""A saved plan is applied as it was approved, or refused with what has moved."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING

import pytest
from cli.senders import STAGING
from support.command import Ran, syncer
from support.project import CONFIG, GREETING

if TYPE_CHECKING:
    from support.project import Project

    from syncer.emulator import Running

PNG = b"\x89PNG\r\n\x1a\n"
TWO = CONFIG + f'  staging: {{phone: "{STAGING}", tenant_id: 1}}\n'


def save(*arguments: str) -> None:
    assert syncer("plan", "--out", "plan.json", *arguments).code == 0


def apply(*arguments: str) -> Ran:
    return syncer("apply", "plan.json", "--format", "json", *arguments)


def delete(emulator: Running, name: str) -> None:
    for template in emulator.console.templates():
        if template["name"] == name:
            emulator.console.delete_template(template["id"])


def writes(emulator: Running) -> int:
    return sum(request.method != "GET" for request in emulator.console.requests())


def test_it_is_applied_without_being_asked_about(project: Project, emulator: Running) -> None:
    del project
    save()
    ran = apply()
    assert ran.code == 0
    assert ran.account()["summary"] == {"done": 2, "failed": 0, "skipped": 0}
    assert len(emulator.console.templates()) == 2
    assert syncer("plan", "--detailed-exitcode").code == 0


def test_its_result_as_text(project: Project) -> None:
    del project
    save()
    ran = syncer("apply", "plan.json")
    assert ran.code == 0
    assert ran.stdout.endswith("2 done, 0 failed, 0 skipped.\n")


def test_it_does_what_it_was_saved_for_and_no_more(project: Project, emulator: Running) -> None:
    del project
    save("--only", "shop_greeting")
    assert apply().code == 0
    assert [one["name"] for one in emulator.console.templates()] == ["shop_greeting"]


def test_it_says_which_accounts_it_is_for(project: Project, emulator: Running) -> None:
    project.write("syncer.yaml", TWO)
    save("-a", "staging")
    ran = apply()
    assert [one["account"] for one in ran.json["accounts"]] == ["staging"]
    assert {one["phone"] for one in emulator.console.templates()} == {STAGING}


def test_what_others_change_elsewhere_does_not_matter(project: Project, emulator: Running) -> None:
    project.write("templates/other.yaml", GREETING.replace("greeting", "other"))
    syncer("apply", "--auto-approve")
    project.replace("templates/greeting.yaml", "good to see", "nice to see")
    save()
    for template in emulator.console.templates():
        if template["name"] == "shop_other":
            emulator.console.change_template(template["id"], {"quality": "RED", "footer": "New"})
    emulator.console.add_template({"name": "news", "language": "en", "body": "New."})
    ran = apply()
    assert ran.code == 0
    assert [one["name"] for one in ran.account()["results"]] == ["shop_greeting"]


class TestRefused:
    def assert_refused(self, words: str, emulator: Running) -> None:
        emulator.console.reset_requests()
        ran = apply("--auto-approve")
        assert ran.code == 1
        assert words in ran.json["error"]["message"]
        assert ran.json["accounts"] == []
        assert writes(emulator) == 0

    def test_where_a_file_changed(self, project: Project, emulator: Running) -> None:
        save()
        project.replace("templates/greeting.yaml", "good to see", "nice to see")
        self.assert_refused("shop_greeting/en or its media changed in the files", emulator)

    def test_where_a_file_is_gone_or_new(self, project: Project, emulator: Running) -> None:
        save()
        (project.root / "templates/greeting.yaml").rename(project.root / "greeting.bak")
        self.assert_refused("shop_greeting/en is no longer in the files", emulator)
        (project.root / "greeting.bak").rename(project.root / "templates/greeting.yaml")
        project.write("templates/other.yaml", GREETING.replace("greeting", "other"))
        self.assert_refused("shop_other/en is new in the files", emulator)

    def test_where_media_changed(self, project: Project, emulator: Running) -> None:
        project.write("templates/x.png", PNG)
        project.write("templates/greeting.yaml", GREETING + "    header: {image: x.png}\n")
        save()
        project.write("templates/x.png", PNG + b"other")
        self.assert_refused("shop_greeting/en or its media changed in the files", emulator)

    def test_where_the_account_moved(self, project: Project, emulator: Running) -> None:
        save()
        project.replace("syncer.yaml", "8615800001795", STAGING)
        self.assert_refused("the account's phone", emulator)

    def test_where_a_touched_live_template_changed(
        self, project: Project, emulator: Running
    ) -> None:
        syncer("apply", "--auto-approve")
        project.replace("templates/greeting.yaml", "good to see", "nice to see")
        save()
        for template in emulator.console.templates():
            emulator.console.change_template(template["id"], {"footer": "New"})
        self.assert_refused("shop_greeting/en was changed on the live side", emulator)

    def test_where_a_template_to_create_is_there_already(
        self, project: Project, emulator: Running
    ) -> None:
        del project
        save()
        theirs = {"name": "shop_greeting", "language": "en", "body": "Mine!"}
        emulator.console.add_template(theirs)
        self.assert_refused("shop_greeting/en was changed on the live side", emulator)

    def test_where_a_template_to_update_is_gone(self, project: Project, emulator: Running) -> None:
        syncer("apply", "--auto-approve")
        project.replace("templates/greeting.yaml", "good to see", "nice to see")
        save()
        delete(emulator, "shop_greeting")
        self.assert_refused("shop_greeting/en was changed on the live side", emulator)

    def test_where_a_template_to_delete_changed_or_is_gone(
        self, project: Project, emulator: Running
    ) -> None:
        project.write("syncer.yaml", CONFIG + "scope: {include: ['shop_*']}\nprune: true\n")
        old = {"name": "shop_old", "language": "en", "category": "UTILITY", "body": "Old."}
        template_id = emulator.console.add_template(old)["id"]
        save()
        emulator.console.change_template(template_id, {"footer": "Mine!"})
        self.assert_refused("shop_old/en was changed on the live side", emulator)
        save()
        delete(emulator, "shop_old")
        self.assert_refused("shop_old/en needs no delete now", emulator)

    def test_where_live_media_changed(self, project: Project, emulator: Running) -> None:
        project.write("templates/x.png", PNG)
        project.write("templates/greeting.yaml", GREETING + "    header: {image: x.png}\n")
        syncer("apply", "--auto-approve")
        project.replace("templates/greeting.yaml", "good to see", "nice to see")
        save()
        content = base64.b64encode(PNG + b"other").decode()
        header = {"format": "IMAGE", "filename": "x.png", "content_base64": content}
        for template in emulator.console.templates():
            if template["name"] == "shop_greeting":
                emulator.console.change_template(template["id"], {"header": header})
        self.assert_refused("shop_greeting/en was changed on the live side", emulator)

    def test_where_what_an_event_leads_to_is_gone(
        self, project: Project, emulator: Running
    ) -> None:
        event = "{template: {name: legacy_menu, external: true}}"
        button = f"{{type: QUICK_REPLY, text: Go, events: [{event}]}}"
        project.write("templates/greeting.yaml", GREETING + f"    buttons: [{button}]\n")
        emulator.console.add_template({"name": "legacy_menu", "language": "en", "body": "Old."})
        save()
        delete(emulator, "legacy_menu")
        ran = apply()
        assert ran.code == 1
        assert "legacy_menu/en" in ran.json["error"]["problems"][0]["message"]
        assert writes(emulator) == 0

    def test_where_it_was_carried_out_already(self, project: Project, emulator: Running) -> None:
        del project
        save()
        apply()
        self.assert_refused("shop_greeting/en", emulator)

    def test_where_any_of_its_accounts_moved_it_is_refused_for_all(
        self, project: Project, emulator: Running
    ) -> None:
        project.write("syncer.yaml", TWO)
        save("--all-accounts")
        project.replace("syncer.yaml", f'"{STAGING}", tenant_id: 1', f'"{STAGING}", tenant_id: 2')
        ran = apply()
        assert ran.code == 1
        assert ran.json["error"]["account"] == "staging"
        assert ran.json["accounts"] == []
        assert writes(emulator) == 0

    def test_where_its_account_is_gone(self, project: Project) -> None:
        save()
        project.replace("syncer.yaml", "  main:", "  another:")
        ran = apply()
        assert ran.code == 1
        assert ran.json["error"]["code"] == "account"

    def test_where_it_is_a_mass_change(self, project: Project, emulator: Running) -> None:
        fields = {"category": "UTILITY", "body": "Another text"}
        for language in ("en", "es", "de", "fr", "it", "pt_BR", "nl", "pl", "sv", "da"):
            emulator.console.add_template({"name": "shop_greeting", "language": language, **fields})
        project.write("syncer.yaml", CONFIG + "prune: true\n")
        save()
        self.assert_refused("max_delete_percent", emulator)
        assert apply("--force").code == 0


@pytest.mark.parametrize(
    "text",
    [
        "",
        "not JSON",
        "[]",
        '{"format_version": "9.0"}',
        '{"format_version": "1.0"}',
        "[" * 100_000,
        "\udcff",
    ],
    ids=["empty", "no JSON", "a list", "another format", "incomplete", "deep", "no UTF-8"],
)
def test_what_is_no_plan_is_refused(text: str, project: Project, emulator: Running) -> None:
    project.write("plan.json", text.encode(errors="surrogateescape"))
    ran = apply()
    assert ran.code == 1
    assert ran.json["error"]["code"] == "refused"
    assert "syncer plan --out" in ran.json["error"]["hint"]
    assert emulator.console.requests() == []


def test_a_plan_for_no_account_is_refused(project: Project) -> None:
    save()
    document = json.loads((project.root / "plan.json").read_text())
    project.write("plan.json", json.dumps({**document, "accounts": []}))
    ran = apply()
    assert ran.code == 1
    assert "no account" in ran.json["error"]["message"]
