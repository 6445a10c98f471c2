"""Live templates → files, through the command, so that the next plan is empty."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import yaml
from pull.pulling import assert_plan_is_empty, outcomes, pull, translation
from pull.seeding import image, leading_to, seed
from support.project import CONFIG

if TYPE_CHECKING:
    from support.project import Project

    from syncer.emulator import Running


class TestIntoAnEmptyProject:
    def test_a_template_becomes_a_file_of_its_name(
        self, project: Project, emulator: Running
    ) -> None:
        seed(emulator, footer="Bye")
        ran = pull()
        assert ran.code == 0
        assert ran.json["templates"] == [
            {
                "name": "shop_live",
                "language": "en",
                "outcome": "written",
                "file": "templates/shop_live.yaml",
                "reason": "",
            }
        ]
        assert (project.root / "templates/shop_live.yaml").read_text() == (
            "name: shop_live\n"
            "category: UTILITY\n"
            "translations:\n"
            "  en:\n"
            "    body: A text that a person wrote.\n"
            "    footer: Bye\n"
        )
        assert_plan_is_empty()

    def test_a_second_pull_finds_nothing_to_do(self, project: Project, emulator: Running) -> None:
        del project
        seed(emulator, header=image("parcel.png"))
        assert pull().code == 0
        assert outcomes(pull()) == {"shop_live/en": "unchanged"}

    def test_the_templates_folder_is_made_by_the_first_pull(
        self, project: Project, emulator: Running
    ) -> None:
        (project.root / "templates").rmdir()
        seed(emulator)
        assert pull("--exclude", "*").code == 0
        assert not (project.root / "templates").exists()
        assert pull().code == 0
        assert_plan_is_empty()

    def test_the_languages_of_a_name_share_a_document_and_its_categories_do_not(
        self, project: Project, emulator: Running
    ) -> None:
        seed(emulator, language="es")
        seed(emulator, language="en")
        seed(emulator, language="fr", category="MARKETING")
        assert pull().code == 0
        text = (project.root / "templates/shop_live.yaml").read_text()
        documents = list(yaml.safe_load_all(text))
        assert [(one["category"], list(one["translations"])) for one in documents] == [
            ("UTILITY", ["en", "es"]),
            ("MARKETING", ["fr"]),
        ]
        assert_plan_is_empty()

    def test_every_button_and_event_is_written_as_a_person_would(
        self, project: Project, emulator: Running
    ) -> None:
        target = seed(emulator, "shop_menu")
        spanish = seed(emulator, "shop_menu", "es")
        events = [
            {"event": "tag", "tag_name": "vip"},
            {"event": "text", "text": "Thanks.\nBye."},
            *leading_to(target, "shop_menu")[0]["events"],
            *leading_to(spanish, "shop_menu")[0]["events"],
        ]
        buttons = [
            {"type": "QUICK_REPLY", "text": "Yes", "events": events},
            {"type": "QUICK_REPLY", "text": "Stop", "customize_type": "unsubscribe"},
            {"type": "FLOW", "text": "Ask", "flow_id": "803348158336427"},
        ]
        seed(emulator, buttons=buttons, is_close_auto_flow=1, tag_ids=[33989])
        others = [
            {"type": "URL", "text": "Shop", "url": "https://shop.example/{{1}}"},
            {"type": "PHONE_NUMBER", "text": "Call", "phone_number": "8613128000000"},
        ]
        seed(emulator, language="es", buttons=others)
        assert pull().code == 0
        assert translation(project) == {
            "tag": "vip",
            "close_unassigned": True,
            "body": "A text that a person wrote.",
            "buttons": [
                {
                    "type": "QUICK_REPLY",
                    "text": "Yes",
                    "events": [
                        {"tag": "vip"},
                        {"text": "Thanks.\nBye."},
                        {"template": "shop_menu"},
                        {"template": {"name": "shop_menu", "language": "es"}},
                    ],
                },
                {"type": "QUICK_REPLY", "text": "Stop", "unsubscribe": True},
                {"type": "FLOW", "text": "Ask", "flow": "appointment_booking"},
            ],
        }
        assert translation(project, "es")["buttons"] == [
            {"type": "URL", "text": "Shop", "url": "https://shop.example/{{1}}"},
            {"type": "PHONE_NUMBER", "text": "Call", "phone_number": "+8613128000000"},
        ]
        assert_plan_is_empty()

    def test_an_event_to_a_template_that_no_file_declares_is_external(
        self, project: Project, emulator: Running
    ) -> None:
        ids = {language: seed(emulator, "shop_menu", language) for language in ("en", "es")}
        events = [leading_to(one, "shop_menu")[0]["events"][0] for one in ids.values()]
        seed(emulator, buttons=[{"type": "QUICK_REPLY", "text": "Go", "events": events}])
        assert pull("shop_live").code == 0
        assert translation(project)["buttons"][0]["events"] == [
            {"template": {"name": "shop_menu", "external": True}},
            {"template": {"name": "shop_menu", "language": "es", "external": True}},
        ]
        assert_plan_is_empty()

    def test_a_form_whose_name_means_several_is_written_with_its_id(
        self, project: Project, emulator: Running
    ) -> None:
        emulator.console.add_form({"id": "77", "name": "appointment_booking"})
        seed(emulator, buttons=[{"type": "FLOW", "text": "Ask", "flow_id": "77"}])
        assert pull().code == 0
        assert translation(project)["buttons"][0]["flow"] == "77"
        assert_plan_is_empty()

    @pytest.mark.parametrize(
        "text",
        [
            "Yes",
            "null",
            "~",
            "007",
            "12:30",
            "1.10",
            "- x",
            "# x",
            "a: b #c",
            " lead and trail ",
            "two\n\nparagraphs \n  indented",
            "\nbegins with one",
            "see ${shop} and $${x} and $${{1}}",
            "🎉 party\twith tabs",
            "quotes ' and \" and \\n",
            "next\x85line, line\u2028separator",
            "bell \x07 and mark \ufeff",
            "return\ralone",
        ],
    )
    def test_a_text_comes_back_as_it_is_whatever_yaml_makes_of_it(
        self, text: str, project: Project, emulator: Running
    ) -> None:
        del project
        event = {"event": "text", "text": text}
        seed(
            emulator,
            body=text,
            footer=text,
            header={"format": "TEXT", "text": text},
            buttons=[{"type": "QUICK_REPLY", "text": text, "events": [event]}],
        )
        ran = pull()
        assert ran.code == 0, ran.stdout
        assert_plan_is_empty()

    def test_a_body_of_several_lines_is_a_block(self, project: Project, emulator: Running) -> None:
        seed(emulator, body="🎉 Hi {{First Name}}, \n\n  it is here: go!")
        assert pull().code == 0
        text = (project.root / "templates/shop_live.yaml").read_text()
        assert "    body: |-\n      🎉 Hi {{First Name}}, \n\n        it is here: go!\n" in text


class TestWhatIsAskedFor:
    def test_without_names_and_scope_it_is_everything(
        self, project: Project, emulator: Running
    ) -> None:
        del project
        seed(emulator, "shop_a")
        seed(emulator, "news")
        assert set(outcomes(pull())) == {"shop_a/en", "news/en"}

    def test_without_names_it_is_what_the_scope_includes(
        self, project: Project, emulator: Running
    ) -> None:
        project.write("syncer.yaml", CONFIG + "scope: {include: ['shop_*']}\n")
        seed(emulator, "shop_a")
        seed(emulator, "news")
        assert set(outcomes(pull())) == {"shop_a/en"}

    def test_names_only_and_exclude_narrow_it(self, project: Project, emulator: Running) -> None:
        del project
        for name, language in (("a", "en"), ("a", "es"), ("b", "en"), ("c", "en")):
            seed(emulator, name, language)
        assert set(outcomes(pull("a", "b", "--exclude", "a/es"))) == {"a/en", "b/en"}
        assert set(outcomes(pull("--only", "*/es"))) == {"a/es"}

    def test_a_name_that_is_not_live_is_an_error_and_nothing_is_written(
        self, project: Project, emulator: Running
    ) -> None:
        seed(emulator)
        ran = pull("shop_live", "shop_other")
        assert ran.code == 1
        assert "not live: shop_other" in ran.json["error"]["message"]
        assert list((project.root / "templates").iterdir()) == []

    def test_several_accounts_are_wrong_usage(self, project: Project) -> None:
        project.write("syncer.yaml", CONFIG + "  other: {phone: '8615800001111', tenant_id: 1}\n")
        assert pull("-a", "main", "-a", "other").code == 64
        assert pull().code == 64

    def test_forms_are_read_only_where_a_button_opens_one(
        self, project: Project, emulator: Running
    ) -> None:
        del project
        seed(emulator)
        pull()
        assert emulator.console.request_counts() == {"list": 1, "details": 1}
