from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from pull.pulling import assert_plan_is_empty, pull, reasons, translation
from pull.seeding import leading_to, seed
from support.project import CONFIG
from support.templates import live

from syncer.pull.obstacles import obstacle

if TYPE_CHECKING:
    from support.project import Project

    from syncer.emulator import Running


class TestWhatAFileCannotSay:
    @pytest.mark.parametrize(
        ("fields", "reason"),
        [
            ({"status": "PENDING_DELETION"}, "its deletion is under way (PENDING_DELETION)"),
            ({"category": "AUTHENTICATION"}, "its category AUTHENTICATION cannot be written"),
            ({"category": ""}, "its category unknown cannot be written"),
            ({"header": {"format": "LOCATION"}}, "its LOCATION header cannot be written"),
            ({"buttons": [{"type": "COPY_CODE", "text": "Copy"}]}, "its button COPY_CODE cannot"),
            ({"buttons": leading_to(99, "gone")}, "its button 'Go' leads to a template that is go"),
            ({"body": ""}, "the body is empty"),
            (
                {"buttons": [{"type": "FLOW", "text": "Ask", "flow_id": "12"}]},
                "a file cannot say just what is live in buttons[0].flow",
            ),
            ({"buttons": [{"type": "FLOW", "text": "Ask", "flow_id": "13"}]}, "is DRAFT"),
            ({"language": "tlh"}, "tlh"),
            ({"name": "../../../evil"}, "`../../../evil` cannot be a template's name"),
            ({"name": "x" * 300}, "its name is too long for a file"),
        ],
    )
    def test_is_skipped_with_the_reason_and_the_rest_is_written(
        self, fields: dict[str, Any], reason: str, project: Project, emulator: Running
    ) -> None:
        emulator.console.add_form({"id": "21", "name": "12"})
        emulator.console.add_form({"id": "22", "name": "13", "status": "DRAFT"})
        seed(emulator, **fields)
        seed(emulator, "shop_good")
        ran = pull()
        assert ran.code == 4
        (skipped,) = [one for one in ran.json["templates"] if one["outcome"] == "skipped"]
        assert reason in skipped["reason"]
        assert skipped["file"] is None
        files = [str(path.relative_to(project.root)) for path in project.root.rglob("*.yaml")]
        assert sorted(files) == ["syncer.yaml", "templates/shop_good.yaml"]
        assert_plan_is_empty()

    def test_an_event_to_a_skipped_template_is_external(
        self, project: Project, emulator: Running
    ) -> None:
        target = seed(emulator, "shop_code", category="AUTHENTICATION")
        seed(emulator, buttons=leading_to(target, "shop_code"))
        assert pull().code == 4
        (event,) = translation(project)["buttons"][0]["events"]
        assert event == {"template": {"name": "shop_code", "external": True}}
        assert_plan_is_empty()

    def test_a_name_outside_the_scope_is_skipped_in_the_project_and_not_elsewhere(
        self, project: Project, emulator: Running
    ) -> None:
        project.write("syncer.yaml", CONFIG + "scope: {include: ['shop_*']}\n")
        seed(emulator, "news")
        assert "outside `scope.include`" in reasons(pull("news"))
        ran = pull("news", "--out", "elsewhere")
        assert ran.json["templates"][0]["file"] == "elsewhere/news.yaml"
        assert_plan_is_empty()

    def test_a_template_called_like_the_configuration_does_not_overwrite_it(
        self, project: Project, emulator: Running
    ) -> None:
        project.write("syncer.yaml", CONFIG.replace("templates: templates", "templates: ."))
        before = (project.root / "syncer.yaml").read_text()
        seed(emulator, "syncer")
        ran = pull("--overwrite")
        assert "syncer.yaml itself" in reasons(ran)
        assert (project.root / "syncer.yaml").read_text() == before


def test_a_template_that_a_file_can_say_has_no_obstacle() -> None:
    assert obstacle(live()) == ""
