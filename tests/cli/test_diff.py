from __future__ import annotations

import base64
import threading
from functools import partial
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from cli.senders import MAIN, STAGING
from support.command import Ran, syncer

from syncer.nxcloud.transport import EnvironmentTransport, read_only_client

if TYPE_CHECKING:
    from support.project import Project

    from syncer.emulator import Running

TWO = f"""\
version: 1
templates: templates
accounts:
  staging: {{phone: "{STAGING}", tenant_id: 1, vars: {{shop: https://staging.shop.example}}}}
  production: {{phone: "{MAIN}", tenant_id: 1, vars: {{shop: https://shop.example}}}}
"""
LINK = """\
name: shop_link
category: UTILITY
translations:
  en:
    body: Here is the way to our shop, {{First Name}}, as you asked.
    buttons: [{type: URL, text: Shop, url: '${shop}/home'}]
"""


@pytest.fixture(autouse=True)
def project(project: Project) -> Project:
    """Two accounts, and files whose variables make them differ."""
    project.write("syncer.yaml", TWO)
    for name in ("greeting", "goodbye"):
        (project.root / f"templates/{name}.yaml").unlink()
    project.write("templates/link.yaml", LINK)
    return project


def add(emulator: Running, name: str, language: str = "en", **fields: Any) -> int:
    """A template on the sender of staging, unless `phone` is another one."""
    plain = {"body": "Hello there", "category": "UTILITY", "phone": STAGING}
    added = emulator.console.add_template({"name": name, "language": language, **plain, **fields})
    return int(added["id"])


def diff(*arguments: str) -> Ran:
    return syncer("diff", "staging", "production", *arguments)


def document(*arguments: str) -> Any:
    ran = diff("--format", "json", *arguments)
    assert ran.code == 0, ran.stderr
    return ran.json


class Meeting(httpx.BaseTransport):
    """The network, where the second page of a list and the third one wait for each other."""

    def __init__(self) -> None:
        self._inner = EnvironmentTransport()
        self._both = threading.Barrier(2, timeout=5)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if request.url.params.get("page_number") in ("2", "3"):
            self._both.wait()
        return self._inner.handle_request(request)

    def close(self) -> None:
        self._inner.close()


def image(content: bytes) -> dict[str, str]:
    encoded = base64.b64encode(b"\x89PNG\r\n\x1a\n" + content).decode()
    return {"format": "IMAGE", "filename": "a.png", "content_base64": encoded}


class TestResult:
    def test_json_has_all_of_it(self, emulator: Running) -> None:
        for name, phone, body in (
            ("menu", STAGING, "The new menu is here"),
            ("menu", MAIN, "The old menu is here"),
            ("terms", STAGING, "Our terms"),
            ("legacy", MAIN, "An old text"),
        ):
            add(emulator, name, phone=phone, body=body)
        add(emulator, "menu", "de", body="Die Karte")
        assert document() == {
            "format_version": "1.0",
            "from": "staging",
            "to": "production",
            "missing": [
                {"name": "menu", "language": "de", "whole_name": False},
                {"name": "terms", "language": "en", "whole_name": True},
            ],
            "extra": [{"name": "legacy", "language": "en", "whole_name": True}],
            "different": [
                {
                    "name": "menu",
                    "language": "en",
                    "changes": [
                        {
                            "path": "body",
                            "before": "The old menu is here",
                            "after": "The new menu is here",
                        }
                    ],
                }
            ],
            "expected": [],
            "warnings": [],
        }

    def test_text_says_it_in_words(self, emulator: Running) -> None:
        add(emulator, "terms")
        ran = diff()
        assert ran.code == 0
        assert ran.stderr == ""
        assert ran.stdout.splitlines() == [
            "staging → production",
            "",
            "  missing in production",
            "    + terms/en",
            "",
            "1 missing, 0 extra, 0 different; 0 differ as the files say.",
        ]

    def test_two_empty_accounts_do_not_differ(self) -> None:
        assert diff().stdout.endswith("No differences. 0 differ as the files say.\n")

    def test_what_the_files_make_different_is_only_counted(self) -> None:
        assert syncer("apply", "--all-accounts", "--auto-approve").code == 0
        ran = diff()
        assert ran.stdout == (
            "staging → production\n\nNo differences. 1 differs as the files say (-v lists them).\n"
        )
        change = (
            '~ buttons[0].url: "https://shop.example/home" → "https://staging.shop.example/home"'
        )
        assert change not in ran.stdout
        assert change in diff("-v").stdout

    def test_a_selection_narrows_it(self, emulator: Running) -> None:
        for name in ("menu", "terms"):
            add(emulator, name)
        assert [one["name"] for one in document("--only", "menu")["missing"]] == ["menu"]
        assert [one["name"] for one in document("--exclude", "menu")["missing"]] == ["terms"]


class TestReading:
    def test_media_are_compared_by_their_bytes(self, emulator: Running) -> None:
        for phone in (STAGING, MAIN):
            add(emulator, "same", phone=phone, header=image(b"same"))
            add(emulator, "other", phone=phone, header=image(phone.encode()))
        (one,) = document()["different"]
        assert (one["name"], [change["path"] for change in one["changes"]]) == (
            "other",
            ["header.image"],
        )

    def test_details_are_read_of_what_both_have_only(self, emulator: Running) -> None:
        for name in ("menu", "terms", "news"):
            add(emulator, name)
        add(emulator, "menu", phone=MAIN)
        emulator.console.reset_requests()
        document()
        counts = emulator.console.request_counts()
        assert counts["details"] == 2
        assert "forms" not in counts

    def test_the_pages_of_each_list_are_read_side_by_side(
        self, emulator: Running, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        emulator.console.add_templates(
            {"phone": phone, "name": f"menu_{phone}_{number}", "language": "en", "body": "Hello."}
            for phone in (STAGING, MAIN)
            for number in range(201)
        )
        client = partial(read_only_client, transport=Meeting())
        monkeypatch.setattr("syncer.cli.session.read_only_client", client)
        assert len(document()["missing"]) == 201

    def test_forms_are_compared_by_name(self, emulator: Running) -> None:
        emulator.console.add_form({"id": "1", "name": "booking"})
        emulator.console.add_form({"id": "2", "name": "survey"})
        for phone, flow in ((STAGING, "1"), (MAIN, "2")):
            button = {"type": "FLOW", "text": "Go", "flow_id": flow}
            add(emulator, "menu", phone=phone, buttons=[button])
        (one,) = document()["different"]
        assert one["changes"] == [
            {"path": "buttons[0].flow", "before": "survey", "after": "booking"}
        ]

    def test_nothing_is_written(self, emulator: Running) -> None:
        add(emulator, "menu")
        document()
        assert {one.method for one in emulator.console.requests()} == {"GET"}

    def test_files_that_are_broken_are_done_without(
        self, project: Project, emulator: Running
    ) -> None:
        assert syncer("apply", "--all-accounts", "--auto-approve").code == 0
        project.replace("templates/link.yaml", "UTILITY", "SALES")
        ran = diff("--format", "json")
        assert ran.code == 0
        told = "going on without the files: templates/link.yaml:2:"
        assert ran.stderr.startswith(told)
        assert ran.json["warnings"][0].startswith(told)
        assert [one["name"] for one in ran.json["different"]] == ["shop_link"]
        assert ran.json["expected"] == []
        del emulator


class TestFailure:
    def test_of_one_account_is_told(self, project: Project, emulator: Running) -> None:
        project.replace("syncer.yaml", STAGING, "8615800009999")
        add(emulator, "menu")
        ran = diff("--format", "json")
        assert ran.code == 1
        assert (ran.json["from"], ran.json["to"]) == ("staging", "production")
        assert [one["account"] for one in ran.json["errors"]] == ["staging"]
        assert "missing" not in ran.json

    def test_of_both_is_told_of_both(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("NXCLOUD_ACCESS_SECRET", "wrong")
        ran = diff()
        assert ran.code == 3
        assert ran.stdout == ""
        assert "account staging:\nerror: " in ran.stderr
        assert "account production:\nerror: " in ran.stderr

    def test_may_come_with_the_details(self, emulator: Running) -> None:
        for phone in (STAGING, MAIN):
            add(emulator, "menu", phone=phone)
        emulator.console.add_fault("details=wrong_types")
        ran = diff("--format", "json")
        assert ran.code == 1
        assert [one["account"] for one in ran.json["errors"]] == ["staging", "production"]


class TestUsage:
    def test_the_same_account_twice_is_wrong(self) -> None:
        ran = syncer("diff", "staging", "staging", "--format", "json")
        assert ran.code == 64
        assert "twice" in ran.json["error"]["message"]

    def test_an_account_that_is_not_there_is_named(self) -> None:
        ran = syncer("diff", "staging", "prod", "--format", "json")
        assert ran.code == 1
        assert ran.json["error"]["code"] == "account"
        assert "'prod'" in ran.json["error"]["message"]

    @pytest.mark.parametrize("arguments", [(), ("staging",), ("staging", "production", "x")])
    def test_two_accounts_are_needed(self, arguments: tuple[str, ...]) -> None:
        assert syncer("diff", *arguments).code == 64
