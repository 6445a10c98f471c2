"""Files that are there already: what is changed in them, and what is left alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import yaml
from pull.pulling import assert_plan_is_empty, outcomes, pull
from pull.seeding import PNG, change, image, leading_to, seed
from support.command import syncer
from support.project import CONFIG, GREETING

if TYPE_CHECKING:
    from pathlib import Path

    from support.project import Project

    from syncer.emulator import Running

PATH = "templates/orders.yaml"
VARIABLES = CONFIG + "    vars: {shop: 'https://shop.example', kind: UTILITY}\n"
ORDERS = """\
# yaml-language-server: $schema=../schemas/template.schema.json
# The menu.
name: shop_menu
category: ${kind}
footer: Reply STOP to opt out
buttons:
  - {type: URL, text: Shop, url: '${shop}/home'}
  - {type: QUICK_REPLY, text: Help}
translations:
  en:
    body: See all at ${shop}
  es: {body: "Todo en ${shop}", footer: null}
# The goodbye.
---
name: shop_bye
category: MARKETING
translations:
  en:   {body:   Bye!}   # kept as it is
"""


def with_templates(templates: str) -> str:
    return CONFIG.replace("templates: templates", f"templates: {templates}")


def text(project: Project, path: str = PATH) -> str:
    return (project.root / path).read_text()


class TestDeclaredTemplates:
    @pytest.fixture
    def ids(self, project: Project, emulator: Running) -> dict[str, int]:
        """The ids of the templates of `ORDERS`, applied."""
        project.write("syncer.yaml", VARIABLES)
        project.write(PATH, ORDERS)
        assert syncer("apply", "--auto-approve").code == 0
        live = emulator.console.templates()
        return {f"{one['name']}/{one['language']}": one["id"] for one in live}

    def test_what_says_already_what_is_live_stays_untouched(
        self, project: Project, ids: dict[str, int]
    ) -> None:
        assert set(outcomes(pull("--overwrite")).values()) == {"unchanged"}
        assert len(ids) == 3
        assert text(project) == ORDERS

    def test_a_file_that_would_change_is_left_alone_without_overwrite(
        self, project: Project, emulator: Running, ids: dict[str, int]
    ) -> None:
        change(emulator, ids["shop_menu/en"], body="Changed by hand")
        ran = pull()
        assert ran.code == 4
        assert outcomes(ran)["shop_menu/en"] == "left"
        assert "add --overwrite" in ran.stdout
        assert text(project) == ORDERS

    def test_only_what_differs_is_exchanged(
        self, project: Project, emulator: Running, ids: dict[str, int]
    ) -> None:
        change(emulator, ids["shop_menu/en"], body="Changed by ${hand}")
        assert pull("--overwrite").code == 0
        before, _, after = ORDERS.partition("name: shop_menu")
        assert text(project) == (
            f"{before}name: shop_menu\n"
            "category: ${kind}\n"
            "footer: Reply STOP to opt out\n"
            "buttons:\n"
            "  - type: URL\n"
            "    text: Shop\n"
            "    url: ${shop}/home\n"
            "  - type: QUICK_REPLY\n"
            "    text: Help\n"
            "translations:\n"
            "  en:\n"
            "    body: Changed by $${hand}\n"
            "  es:\n"
            "    body: Todo en ${shop}\n"
            "    footer: null\n"
            f"# The goodbye.\n{after.partition('# The goodbye.')[2][1:]}"
        )
        assert_plan_is_empty()

    def test_an_inherited_value_that_live_lacks_becomes_an_explicit_null(
        self, project: Project, emulator: Running, ids: dict[str, int]
    ) -> None:
        change(emulator, ids["shop_menu/en"], footer="", buttons=[])
        assert pull("--overwrite").code == 0
        document = next(iter(yaml.safe_load_all(text(project))))
        assert document["translations"]["en"] == {
            "body": "See all at ${shop}",
            "footer": None,
            "buttons": None,
        }
        assert_plan_is_empty()

    @pytest.mark.usefixtures("ids")
    def test_an_own_value_that_live_lacks_is_removed(self, project: Project) -> None:
        project.replace(PATH, "{body:   Bye!}", "{body: Bye!, footer: Soon}")
        assert pull("--overwrite").code == 0
        assert "Soon" not in text(project)
        assert_plan_is_empty()

    def test_buttons_that_stay_keep_their_variables(
        self, project: Project, emulator: Running, ids: dict[str, int]
    ) -> None:
        stored = emulator.console.template(ids["shop_menu/en"])["buttons"]
        new = {"type": "URL", "text": "New", "url": "https://x.example"}
        change(emulator, ids["shop_menu/en"], buttons=[new, stored[0]])
        assert pull("--overwrite").code == 0
        document = next(iter(yaml.safe_load_all(text(project))))
        assert document["translations"]["en"]["buttons"] == [
            new,
            {"type": "URL", "text": "Shop", "url": "${shop}/home"},
        ]
        assert_plan_is_empty()

    @pytest.mark.usefixtures("ids")
    def test_a_new_language_joins_the_document_of_its_name(
        self, project: Project, emulator: Running
    ) -> None:
        seed(emulator, "shop_menu", "fr", body="Tout est là", is_close_auto_flow=1)
        assert pull("--overwrite").code == 0
        document = next(iter(yaml.safe_load_all(text(project))))
        assert document["translations"]["fr"] == {
            "body": "Tout est là",
            "close_unassigned": True,
            "footer": None,
            "buttons": None,
        }
        assert_plan_is_empty()

    @pytest.mark.usefixtures("ids")
    def test_a_new_language_of_another_category_gets_a_document_in_the_same_file(
        self, project: Project, emulator: Running
    ) -> None:
        seed(emulator, "shop_menu", "fr", category="MARKETING")
        seed(emulator, "shop_menu", "de", category="MARKETING")
        assert pull("--overwrite").code == 0
        assert text(project) == ORDERS + (
            "---\n"
            "name: shop_menu\n"
            "category: MARKETING\n"
            "translations:\n"
            "  de:\n"
            "    body: A text that a person wrote.\n"
            "  fr:\n"
            "    body: A text that a person wrote.\n"
        )
        assert_plan_is_empty()

    def test_a_category_that_changed_for_all_languages_is_exchanged(
        self, project: Project, emulator: Running, ids: dict[str, int]
    ) -> None:
        for key in ("shop_menu/en", "shop_menu/es"):
            change(emulator, ids[key], category="MARKETING")
        assert pull("--overwrite").code == 0
        first, second = yaml.safe_load_all(text(project))
        assert (first["category"], list(first["translations"])) == ("MARKETING", ["en", "es"])
        assert second["name"] == "shop_bye"
        assert_plan_is_empty()

    def test_a_category_that_changed_for_one_language_splits_the_document(
        self, project: Project, emulator: Running, ids: dict[str, int]
    ) -> None:
        change(emulator, ids["shop_menu/en"], category="MARKETING")
        assert pull("--overwrite").code == 0
        first, second, _ = yaml.safe_load_all(text(project))
        assert (first["category"], list(first["translations"])) == ("${kind}", ["es"])
        assert second == {
            "name": "shop_menu",
            "category": "MARKETING",
            "footer": "Reply STOP to opt out",
            "buttons": first["buttons"],
            "translations": {"en": {"body": "See all at ${shop}"}},
        }
        assert_plan_is_empty()

    def test_line_ends_stay_what_they_are(
        self, project: Project, emulator: Running, ids: dict[str, int]
    ) -> None:
        project.write(PATH, ORDERS.replace("\n", "\r\n"))
        change(emulator, ids["shop_menu/en"], body="Two\nlines")
        assert pull("--overwrite").code == 0
        written = (project.root / PATH).read_bytes()
        assert written.count(b"\n") == written.count(b"\r\n") > 10
        assert_plan_is_empty()

    def test_a_byte_order_mark_does_no_harm(
        self, project: Project, emulator: Running, ids: dict[str, int]
    ) -> None:
        project.write(PATH, "\ufeff" + ORDERS)
        change(emulator, ids["shop_bye/en"], body="Bye bye")
        assert pull("--overwrite").code == 0
        assert_plan_is_empty()


def test_a_form_that_the_file_names_is_no_difference(project: Project, emulator: Running) -> None:
    button = "    buttons: [{type: FLOW, text: Ask, flow: appointment_booking}]\n"
    project.write("templates/greeting.yaml", GREETING + button)
    assert syncer("apply", "--auto-approve").code == 0
    assert outcomes(pull()) == {"shop_greeting/en": "unchanged"}
    emulator.console.add_form({"id": "77", "name": "appointment_booking"})
    assert outcomes(pull("--overwrite")) == {"shop_greeting/en": "written"}
    assert_plan_is_empty()


def test_media_that_a_file_names_is_compared_by_its_bytes(
    project: Project, emulator: Running
) -> None:
    project.write("templates/pictures/ours.png", PNG)
    project.write("templates/greeting.yaml", GREETING + "    header: {image: pictures/ours.png}\n")
    template_id = seed(
        emulator,
        "shop_greeting",
        header=image("theirs.png"),
        body="Hello {{First Name}}, good to see you.",
    )
    assert outcomes(pull()) == {"shop_greeting/en": "unchanged"}
    change(emulator, template_id, footer="Bye")
    assert pull("--overwrite").code == 0
    assert "{image" not in text(project, "templates/greeting.yaml")
    assert "image: pictures/ours.png" in text(project, "templates/greeting.yaml")
    assert not (project.root / "templates/media").exists()
    change(emulator, template_id, header=image("theirs.png", PNG + b"new"))
    assert pull("--overwrite").code == 0
    assert "image: media/theirs.png" in text(project, "templates/greeting.yaml")
    assert_plan_is_empty()


def test_a_file_of_that_name_that_declares_something_else_gets_a_second_document(
    project: Project, emulator: Running
) -> None:
    project.write("templates/shop_live.yaml", GREETING.rstrip("\n"))
    seed(emulator)
    assert pull("shop_live").json["templates"][0]["outcome"] == "left"
    assert pull("shop_live", "--overwrite").code == 0
    assert text(project, "templates/shop_live.yaml").startswith(GREETING + "---\nname: shop_live\n")
    syncer("apply", "--auto-approve")
    assert_plan_is_empty()


class TestReferences:
    def test_an_event_to_a_language_in_a_file_that_is_left_alone_is_external(
        self, project: Project, emulator: Running
    ) -> None:
        project.write("templates/greeting.yaml", GREETING)
        assert syncer("apply", "--auto-approve").code == 0
        target = seed(emulator, "shop_greeting", "es")
        seed(emulator, "shop_live", "es", buttons=leading_to(target, "shop_greeting"))
        ran = pull()
        assert outcomes(ran) == {
            "shop_greeting/en": "unchanged",
            "shop_greeting/es": "left",
            "shop_live/es": "written",
        }
        (event,) = yaml.safe_load(text(project, "templates/shop_live.yaml"))["translations"]["es"][
            "buttons"
        ][0]["events"]
        assert event == {"template": {"name": "shop_greeting", "external": True}}
        assert_plan_is_empty()

    def test_an_event_to_a_template_pulled_to_elsewhere_is_external(
        self, project: Project, emulator: Running
    ) -> None:
        project.write("templates/greeting.yaml", GREETING)
        target = seed(emulator, "shop_live")
        body = "Hello {{First Name}}, good to see you."
        greeting = seed(
            emulator, "shop_greeting", body=body, buttons=leading_to(target, "shop_live")
        )
        change(emulator, target, buttons=leading_to(greeting, "shop_greeting"))
        ran = pull("--overwrite", "--out", "elsewhere")
        assert ran.code == 0
        assert "external: true" in text(project, "templates/greeting.yaml")
        assert "external" not in text(project, "elsewhere/shop_live.yaml")
        (warning,) = ran.json["warnings"]
        assert "elsewhere/shop_live.yaml" in warning
        assert "`templates` in syncer.yaml" in warning
        assert_plan_is_empty()


class TestFolders:
    def test_a_file_in_another_folder_is_left_alone_unless_it_says_the_same(
        self, project: Project, emulator: Running
    ) -> None:
        template_id = seed(emulator)
        assert outcomes(pull("--out", "copy")) == {"shop_live/en": "written"}
        assert outcomes(pull("--out", "copy")) == {"shop_live/en": "unchanged"}
        change(emulator, template_id, body="Another text")
        assert outcomes(pull("--out", "copy")) == {"shop_live/en": "left"}
        assert outcomes(pull("--out", "copy", "--overwrite")) == {"shop_live/en": "written"}
        assert "Another text" in text(project, "copy/shop_live.yaml")

    @pytest.mark.parametrize(
        ("templates", "path"),
        [
            ("shop", "shop/shop_live.yaml"),
            ("[a/*.yaml, shop]", "shop/shop_live.yaml"),
            ("['a/*.yaml']", "a/shop_live.yaml"),
            ("['a/**/*.yaml']", "a/shop_live.yaml"),
            ("['**/*.yaml']", "shop_live.yaml"),
            ("['shop_*.yaml']", "shop_live.yaml"),
        ],
    )
    def test_new_names_go_to_the_first_folder_of_the_templates(
        self, templates: str, path: str, project: Project, emulator: Running
    ) -> None:
        project.write("syncer.yaml", with_templates(templates))
        seed(emulator)
        ran = pull()
        assert ran.json["warnings"] == []
        assert ran.json["templates"][0]["file"] == path
        assert_plan_is_empty()

    @pytest.mark.parametrize(
        "templates", ["['a/b*.yaml']", "['a/*/*.yaml']", "[all.yaml]", "[a/**/b/*.yaml]"]
    )
    def test_a_file_that_no_plan_would_read_is_written_with_a_warning(
        self, templates: str, project: Project, emulator: Running
    ) -> None:
        project.write("all.yaml", GREETING)
        project.write("syncer.yaml", with_templates(templates))
        seed(emulator)
        ran = pull("shop_live")
        assert ran.code == 0
        assert "no plan reads" in ran.json["warnings"][0]

    def test_the_project_may_lie_elsewhere(
        self, project: Project, emulator: Running, tmp_path: Path, monkeypatch: Any
    ) -> None:
        seed(emulator)
        (tmp_path / "other").mkdir()
        monkeypatch.chdir(tmp_path / "other")
        assert pull("-c", "../project/syncer.yaml").code == 0
        assert (project.root / "templates/shop_live.yaml").exists()

    def test_what_cannot_be_written_is_a_clear_error(
        self, project: Project, emulator: Running
    ) -> None:
        seed(emulator, header=image("x.png"))
        project.write("templates/media", "a file where a folder belongs")
        ran = pull()
        assert ran.code == 1
        assert "templates/media" in ran.json["error"]["message"]
        assert not (project.root / "templates/shop_live.yaml").exists()

    def test_a_folder_in_the_place_of_a_file_is_a_clear_error(
        self, project: Project, emulator: Running
    ) -> None:
        seed(emulator)
        (project.root / "templates/shop_live.yaml").mkdir()
        ran = pull("--overwrite")
        assert ran.code == 1
        assert "shop_live.yaml" in ran.json["error"]["message"]
