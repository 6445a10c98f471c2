"""What a run owns and what it leaves alone: scope, prune, protection, limits, tags."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from support.command import syncer
from support.project import CONFIG

if TYPE_CHECKING:
    from support.project import Project

    from syncer.emulator import Running


def body(name: str, text: str = "Good to see you again.") -> str:
    return f"name: {name}\ncategory: UTILITY\ntranslations:\n  en:\n    body: {text}\n"


def seed(emulator: Running, name: str, language: str = "en", **fields: Any) -> int:
    body = "A text that a person wrote in the console."
    seeded = {"name": name, "language": language, "category": "UTILITY", "body": body, **fields}
    return int(emulator.console.add_template(seeded)["id"])


def live(emulator: Running) -> set[str]:
    return {f"{one['name']}/{one['language']}" for one in emulator.console.templates()}


def applied() -> None:
    ran = syncer("apply", "--auto-approve")
    assert ran.code == 0, ran.stdout + ran.stderr


def test_live_templates_that_no_file_declares_are_listed_and_never_touched(
    project: Project, emulator: Running
) -> None:
    del project
    seed(emulator, "somebody_elses")
    before = emulator.console.templates()
    ran = syncer("plan", "--prune", "--format", "json")
    assert ran.account()["unmanaged"] == ["somebody_elses/en"]
    assert syncer("apply", "--prune", "--auto-approve").code == 0
    assert emulator.console.templates()[0] == before[0]
    assert syncer("plan", "--detailed-exitcode").code == 0


def test_nothing_is_deleted_unless_prune_was_asked_for(project: Project, emulator: Running) -> None:
    applied()
    (project.root / "templates/goodbye.yaml").unlink()
    seed(emulator, "shop_greeting", "es")
    project.write("syncer.yaml", CONFIG + 'scope: {include: ["shop_*"]}\n')
    ran = syncer("plan", "--format", "json", "--detailed-exitcode")
    assert (ran.code, ran.account()["unmanaged"]) == (0, ["shop_goodbye/en", "shop_greeting/es"])
    applied()
    assert "shop_goodbye/en" in live(emulator)
    assert syncer("apply", "--prune", "--auto-approve").code == 0
    assert live(emulator) == {"shop_greeting/en"}


def test_an_undeclared_language_of_a_declared_name_is_in_scope_and_a_removed_name_is_not(
    project: Project, emulator: Running
) -> None:
    applied()
    seed(emulator, "shop_greeting", "es")
    (project.root / "templates/goodbye.yaml").unlink()
    ran = syncer("plan", "--prune", "--format", "json")
    account = ran.account()
    assert [(one["action"], one["name"], one["language"]) for one in account["actions"]] == [
        ("delete", "shop_greeting", "es")
    ]
    assert account["unmanaged"] == ["shop_goodbye/en"]


def test_protected_names_are_never_deleted_not_even_with_force(
    project: Project, emulator: Running
) -> None:
    scope = 'scope: {include: ["shop_*"], protect: ["shop_terms*"]}\n'
    project.write("syncer.yaml", CONFIG + scope)
    seed(emulator, "shop_terms_2")
    assert syncer("apply", "--prune", "--force", "--allow-empty", "--auto-approve").code == 0
    assert "shop_terms_2/en" in live(emulator)


def test_a_name_outside_include_is_an_error_at_its_place(project: Project) -> None:
    project.write("syncer.yaml", CONFIG + 'scope: {include: ["shop_g*"]}\n')
    project.write("templates/other.yaml", body("newsletter"))
    ran = syncer("validate")
    assert ran.code == 1
    assert "templates/other.yaml:1:7: " in ran.stdout


def test_only_and_exclude_narrow_what_is_done(project: Project, emulator: Running) -> None:
    project.write("templates/third.yaml", body("news_weekly"))
    assert syncer("apply", "--only", "shop_*", "--exclude", "*bye/en", "--auto-approve").code == 0
    assert live(emulator) == {"shop_greeting/en"}
    assert syncer("apply", "--only", "*/en", "--auto-approve").code == 0
    assert live(emulator) == {"shop_greeting/en", "shop_goodbye/en", "news_weekly/en"}


def test_an_event_to_a_template_that_is_left_out_is_blocked_and_says_so(project: Project) -> None:
    event = "    buttons: [{type: QUICK_REPLY, text: Bye, events: [{template: shop_goodbye}]}]\n"
    project.write("templates/menu.yaml", body("shop_menu") + event)
    (action,) = syncer("plan", "--only", "shop_menu", "--format", "json").account()["actions"]
    assert action["action"] == "blocked"
    assert "shop_goodbye/en" in action["reason"]


class TestLimits:
    @pytest.fixture(autouse=True)
    def _ten_templates(self, project: Project, emulator: Running) -> None:
        project.write("syncer.yaml", CONFIG + 'scope: {include: ["t_*", "shop_*"]}\n')
        for file in ("greeting", "goodbye"):
            (project.root / f"templates/{file}.yaml").unlink()
        for number in range(10):
            project.write(f"templates/t{number}.yaml", body(f"t_{number}"))
        applied()
        emulator.console.reset_requests()

    def change(self, project: Project, count: int) -> None:
        for number in range(count):
            project.write(f"templates/t{number}.yaml", body(f"t_{number}", "Another text here."))

    def remove(self, project: Project, count: int) -> None:
        for number in range(count):
            (project.root / f"templates/t{number}.yaml").unlink()

    def test_three_of_ten_updates_are_within_the_limit(self, project: Project) -> None:
        self.change(project, 3)
        applied()

    def test_four_of_ten_updates_are_refused_with_number_limit_and_way_out(
        self, project: Project, emulator: Running
    ) -> None:
        self.change(project, 4)
        ran = syncer("apply", "--auto-approve")
        assert ran.code == 1
        for words in ("4 of 10", "max_update_percent", "30", "--force"):
            assert words in ran.stderr
        assert {request.method for request in emulator.console.requests()} == {"GET"}
        assert syncer("apply", "--auto-approve", "--force").code == 0

    def test_four_of_ten_deletes_are_refused(self, project: Project, emulator: Running) -> None:
        self.remove(project, 4)
        ran = syncer("apply", "--prune", "--auto-approve")
        assert ran.code == 1
        assert "max_delete_percent" in ran.stderr
        assert len(live(emulator)) == 10

    def test_limits_count_the_whole_scope_also_when_only_narrows_the_run(
        self, project: Project
    ) -> None:
        self.change(project, 3)
        assert syncer("apply", "--only", "t_[0-2]", "--auto-approve").code == 0

    def test_nine_templates_have_no_limit(self, project: Project, emulator: Running) -> None:
        (template,) = [one for one in emulator.console.templates() if one["name"] == "t_9"]
        emulator.console.delete_template(template["id"])
        (project.root / "templates/t9.yaml").unlink()
        self.change(project, 9)
        applied()

    def test_no_templates_in_the_files_never_means_delete_all(
        self, project: Project, emulator: Running
    ) -> None:
        self.remove(project, 10)
        ran = syncer("apply", "--prune", "--force", "--auto-approve")
        assert ran.code == 1
        assert "--allow-empty" in ran.stderr
        assert len(live(emulator)) == 10
        assert syncer("apply", "--prune", "--force", "--allow-empty", "--auto-approve").code == 0
        assert live(emulator) == set()


class TestTags:
    def test_a_tag_that_cannot_be_named_compares_equal_with_a_warning(
        self, project: Project, emulator: Running
    ) -> None:
        project.write("templates/tagged.yaml", body("shop_tagged", "A text."))
        seed(emulator, "shop_tagged", body="A text.", tag_ids=[99])
        ran = syncer("plan", "--only", "shop_tagged", "--format", "json", "--detailed-exitcode")
        assert ran.code == 0
        assert any("accounts.main.tags" in warning for warning in ran.account()["warnings"])

    @pytest.mark.parametrize("tag_ids", [[99], [33989, 33991], [33989, 99]], ids=str)
    @pytest.mark.parametrize("tag", ["", "tag: vip\n"], ids=["no tag", "a tag"])
    def test_an_update_that_would_drop_it_is_blocked_and_nothing_is_lost(
        self, tag_ids: list[int], tag: str, project: Project, emulator: Running
    ) -> None:
        project.write("templates/tagged.yaml", tag + body("shop_tagged", "A new text."))
        template_id = seed(emulator, "shop_tagged", tag_ids=tag_ids)
        ran = syncer("apply", "--auto-approve", "--format", "json")
        (result,) = [one for one in ran.account()["results"] if one["name"] == "shop_tagged"]
        assert (ran.code, result["outcome"]) == (4, "skipped")
        assert list(emulator.console.template(template_id)["tag_ids"]) == tag_ids

    def test_a_name_in_syncer_yaml_lifts_the_block(
        self, project: Project, emulator: Running
    ) -> None:
        project.write("syncer.yaml", CONFIG + "    tags: {orders: 33991}\n")
        project.write("templates/tagged.yaml", "tag: orders\n" + body("shop_tagged", "New text."))
        template_id = seed(emulator, "shop_tagged", tag_ids=[33991])
        applied()
        assert emulator.console.template(template_id)["body"] == "New text."
        assert list(emulator.console.template(template_id)["tag_ids"]) == [33991]
