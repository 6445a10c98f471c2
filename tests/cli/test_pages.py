"""`plan --format html` and `drift --format html`, as the real command prints them."""

from __future__ import annotations

import base64
import hashlib
import re
from html import unescape
from importlib import import_module
from typing import TYPE_CHECKING

import pytest
from support.command import syncer
from support.emulated import PNG
from support.project import CONFIG, Project, at_home, example_project

from syncer.cli.pages import file_bytes
from syncer.emulator import Settings, running
from syncer.pictures.values import MediaPart

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from syncer.emulator import Running
    from syncer.render.html.cards import Card
    from syncer.render.html.plan_cards import PlannedAccount

PICTURE = """
name: shop_picture
category: UTILITY
translations:
  en:
    header: {image: media/new.png}
    body: Look at this.
"""


WITH_BUTTONS = """
name: shop_greeting
category: UTILITY
translations:
  en:
    body: Hello
    buttons:
      - {type: QUICK_REPLY, text: "Yes", events: [{tag: vip}]}
"""

WITH_FOOTER = """
name: shop_greeting
category: UTILITY
translations:
  en:
    body: Hello, you
    footer: Bye
"""


def text_of(page: str) -> str:
    """All that is written on a page."""
    body = re.sub(r"<(style|script)\b.*?</\1>", "", page, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", body)).split())


def uri(content: bytes) -> str:
    return f"data:image/png;base64,{base64.b64encode(content).decode()}"


class TestPlan:
    def test_what_is_live_stands_beside_what_the_files_want(self, project: Project) -> None:
        syncer("apply", "--auto-approve")
        project.replace("templates/greeting.yaml", "Hello", "Hello again")
        ran = syncer("plan", "--format", "html")
        assert ran.code == 0
        assert ran.stdout.startswith("<!doctype html>")
        text = text_of(ran.stdout)
        assert "Plan of main" in text
        assert "Plan: 0 to create, 1 to update" in text
        assert "update shop_greeting /en" in text
        assert "Before Hello" in text
        assert "After Hello again" in text

    def test_no_changes_are_said(self, project: Project) -> None:
        del project
        syncer("apply", "--auto-approve")
        ran = syncer("plan", "--format", "html", "--detailed-exitcode")
        assert ran.code == 0
        assert "No changes. 2 unchanged" in text_of(ran.stdout)

    def test_new_media_and_those_that_are_live_are_on_the_page(self, project: Project) -> None:
        old, new = PNG + b"old", PNG + b"new"
        project.write("templates/picture.yaml", PICTURE)
        project.write("templates/media/new.png", old)
        syncer("apply", "--auto-approve")
        project.write("templates/media/new.png", new)
        page = syncer("plan", "--format", "html").stdout
        assert page.count(uri(old)) == page.count(uri(new)) == 1

    def test_media_that_can_be_read_no_more_are_named(
        self, project: Project, emulator: Running
    ) -> None:
        project.write("templates/picture.yaml", PICTURE)
        project.write("templates/media/new.png", PNG + b"old")
        syncer("apply", "--auto-approve")
        syncer("plan")  # so that the digest is known
        emulator.console.add_fault("media=500")
        project.write("syncer.yaml", CONFIG + "network: {retry_seconds: 0}\n")
        project.write("templates/media/new.png", PNG + b"new")
        page = syncer("plan", "--format", "html").stdout
        assert uri(PNG + b"old") not in page
        assert "image until now" in text_of(page)

    def test_what_is_unknown_of_the_live_side_is_not_shown_as_changed(
        self, project: Project, emulator: Running
    ) -> None:
        project.write("templates/picture.yaml", PICTURE)
        project.write("templates/media/new.png", PNG)
        syncer("apply", "--auto-approve")
        emulator.console.add_fault("media=500")
        project.write("syncer.yaml", CONFIG + "network: {retry_seconds: 0}\n")
        project.replace("templates/picture.yaml", "Look at this", "Look at that")
        page = syncer("plan", "--refresh", "--format", "html").stdout
        assert "1 change in words" in text_of(page)
        assert "could not be read, so it is taken as unchanged" in text_of(page)
        assert "until now" not in text_of(page)

    def test_what_stands_beside_the_message_is_marked_as_well(self, project: Project) -> None:
        syncer("apply", "--auto-approve")
        project.replace(
            "templates/greeting.yaml", "category: UTILITY", "category: UTILITY\ntag: vip"
        )
        page = syncer("plan", "--format", "html").stdout
        assert "<ins>tag vip</ins>" in page
        assert "<ins>UTILITY</ins>" not in page

    def test_a_form_has_the_name_that_people_gave_it(self, project: Project) -> None:
        project.write(
            "templates/form.yaml",
            "name: shop_form\ncategory: UTILITY\ntranslations:\n  en:\n    body: Book now.\n"
            "    buttons: [{type: FLOW, text: Book, flow: appointment_booking}]\n",
        )
        assert "Book appointment_booking" in text_of(syncer("plan", "--format", "html").stdout)

    def test_warnings_of_the_rules_stand_beside_the_template(self, project: Project) -> None:
        project.replace("templates/greeting.yaml", "Hello", "Free sale today only! Hello")
        text = text_of(syncer("plan", "--format", "html").stdout)
        assert "[marketing-words]" in text

    def test_warnings_of_the_plan_stand_beside_the_template_they_are_about(
        self, project: Project
    ) -> None:
        project.write("templates/greeting.yaml", WITH_BUTTONS)
        syncer("apply", "--auto-approve")
        for body in ("Hello, you", "Hello, all of you"):
            project.replace("templates/greeting.yaml", "body: Hello", f"body: {body}")
            page = syncer("plan", "--format", "html").stdout
            syncer("apply", "--auto-approve")
        head, _, main = page.partition("<main")
        assert "warning: this machine edited it once in the last 24 hours" in text_of(main)
        assert "this machine edited it once" not in head
        assert 'data-findings="yes"' in main

    def test_what_is_added_and_removed_is_told_in_words(self, project: Project) -> None:
        project.write("templates/greeting.yaml", WITH_BUTTONS)
        syncer("apply", "--auto-approve")
        project.write("templates/greeting.yaml", WITH_FOOTER)
        text = text_of(syncer("plan", "--format", "html").stdout)
        assert "3 changes in words" in text
        assert 'buttons[0] − removed: QUICK_REPLY "Yes" → tag "vip"' in text
        assert "footer + added: Bye" in text

    def test_what_apply_would_refuse_and_what_it_costs_is_told(
        self, project: Project, emulator: Running
    ) -> None:
        project.write("syncer.yaml", CONFIG + "limits: {max_update_percent: 0}\n")
        fields = {"category": "UTILITY", "body": "Another text"}
        for language in ("en", "es", "de", "fr", "it", "pt_BR", "nl", "pl", "sv", "da"):
            emulator.console.add_template({"name": "shop_greeting", "language": language, **fields})
        text = text_of(syncer("plan", "--format", "html").stdout)
        assert "error: apply will refuse this: " in text
        assert "1 of 100 creations this hour" in text

    def test_an_account_that_failed_is_told(self, project: Project) -> None:
        project.write("syncer.yaml", CONFIG + '  broken: {phone: "8615800009999", tenant_id: 1}\n')
        ran = syncer("plan", "--all-accounts", "--format", "html")
        assert ran.code == 1
        text = text_of(ran.stdout)
        assert "Plan of broken, main" in text
        assert "broken error: NxCloud refused" in text
        assert "create shop_greeting /en" in text


class TestMediaOfThePage:
    def test_are_those_of_the_files_only_if_they_are_still_the_same(self, tmp_path: Path) -> None:
        file = tmp_path / "new.png"
        file.write_bytes(PNG)
        part = MediaPart("IMAGE", "new.png", hashlib.sha256(PNG).hexdigest(), file)
        assert file_bytes(part) == PNG
        file.write_bytes(PNG + b"changed meanwhile")
        assert file_bytes(part) is None
        file.unlink()
        assert file_bytes(part) is None

    def test_that_are_gone_meanwhile_are_named(
        self, project: Project, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        picture = project.write("templates/media/new.png", PNG)
        project.write("templates/picture.yaml", PICTURE)
        pages = import_module("syncer.cli.pages")
        planned = pages.plan_cards

        def plan_cards(one: PlannedAccount) -> Iterator[Card]:
            picture.unlink()
            yield from planned(one)

        monkeypatch.setattr(pages, "plan_cards", plan_cards)
        page = syncer("plan", "--format", "html").stdout
        assert uri(PNG) not in page
        assert "new.png image" in text_of(page)


class TestDrift:
    def test_what_is_not_well_is_shown_as_it_is_live(
        self, project: Project, emulator: Running
    ) -> None:
        del project
        syncer("apply", "--auto-approve")
        (template, _) = emulator.console.templates()
        emulator.console.change_template(template["id"], {"status": "PAUSED"})
        ran = syncer("drift", "--format", "html")
        assert ran.code == 2
        text = text_of(ran.stdout)
        assert "Drift of main" in text
        assert "error: paused:" in text
        assert text.count("Live now") == 1
        assert "Before" not in text

    def test_what_is_the_reason_of_a_block_as_well_is_told_once(
        self, project: Project, emulator: Running
    ) -> None:
        del project
        syncer("apply", "--auto-approve")
        templates = emulator.console.templates()
        template = next(one for one in templates if one["category"] == "UTILITY")
        emulator.console.change_template(template["id"], {"category": "MARKETING"})
        text = text_of(syncer("drift", "--format", "html").stdout)
        assert text.count("Meta has it as MARKETING, the file says UTILITY") == 1


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The example, whose every template is to be created, in an emulator's account."""
    project = example_project(tmp_path_factory.mktemp("pages") / "example")
    with running(Settings()) as emulator, at_home(project, emulator):
        yield project.root


@pytest.mark.slow
def test_the_example_is_one_file_that_asks_for_nothing(example: Path) -> None:
    del example
    page = syncer("plan", "--format", "html").stdout
    addresses = re.findall(r"""(?:src|href|action|poster)=["']?([^"'\s>]*)""", page)
    assert {one[:1] for one in addresses} == {"#"}
    assert set(re.findall(r"url\(\"(\w+:[\w/]+);", page)) == {"data:image/png", "data:image/jpeg"}
    assert page.count("https://") == text_of(page).count("https://")
