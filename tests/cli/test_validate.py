from __future__ import annotations

from typing import TYPE_CHECKING

from support.command import syncer
from support.project import CONFIG, GREETING

if TYPE_CHECKING:
    import pytest
    from support.project import Project

BAD = GREETING.replace("shop_greeting", "shop_bad").replace("Hello", "See ${shop}, hello")


def test_good_files_are_counted(offline: Project) -> None:
    del offline
    ran = syncer("validate")
    assert (ran.code, ran.stdout) == (0, "2 templates, 0 errors, 0 warnings.\n")
    assert syncer("validate", "templates/greeting.yaml").stdout.startswith("1 template, 0 errors")


def test_problems_stand_at_their_places(offline: Project) -> None:
    offline.write("templates/bad.yaml", BAD)
    ran = syncer("validate")
    assert ran.code == 1
    assert ran.stdout.startswith("templates/bad.yaml:5:11: ")
    assert ran.stdout.endswith("3 templates, 1 error, 0 warnings.\n")
    assert ran.stderr == ""


def test_problems_as_json(offline: Project) -> None:
    offline.write("templates/bad.yaml", BAD)
    ran = syncer("validate", "--format", "json")
    assert ran.code == 1
    (problem,) = ran.json["problems"]
    assert (problem["file"], problem["line"], problem["column"]) == ("templates/bad.yaml", 5, 11)
    assert ran.json["summary"] == {"errors": 1, "warnings": 0, "templates": 3, "ignored": 0}


def test_problems_as_annotations_of_a_pull_request(offline: Project) -> None:
    offline.write("templates/bad.yaml", BAD)
    ran = syncer("validate", "--format", "github")
    assert ran.code == 1
    assert ran.stdout.startswith("::error file=templates/bad.yaml,line=5,col=11,title=variable::")


def test_paths_narrow_what_is_reported(offline: Project) -> None:
    offline.write("templates/bad.yaml", BAD)
    assert syncer("validate", "templates/greeting.yaml").code == 0
    assert syncer("validate", "templates/bad.yaml", "templates/greeting.yaml").code == 1


def test_every_account_is_checked_or_those_that_are_named(offline: Project) -> None:
    other = "  other: {phone: '8615800001111', tenant_id: 1, vars: {shop: x}}\n"
    offline.write("syncer.yaml", CONFIG + other)
    offline.write("templates/bad.yaml", BAD)
    assert "account `main` has no variable" in syncer("validate").stdout
    assert syncer("validate", "-a", "other").code == 0
    assert syncer("validate", "--all-accounts").code == 1


def test_problems_of_the_configuration_are_reported_as_any_others(offline: Project) -> None:
    offline.write("syncer.yaml", CONFIG + "prune: perhaps\n")
    ran = syncer("validate", "--format", "json")
    assert ran.code == 1
    assert ran.json["problems"][0]["file"] == "syncer.yaml"
    assert ran.json["summary"]["errors"] == 1


WARNED = """\
name: shop_warned
category: UTILITY
translations:
  en:
    body: A sale for {{First Name}}, and it is a good one.
    footer: "Bye 👋"
"""
BROKEN = """\
name: shop_broken
category: UTILITY
translations:
  en:
    body: "{{First Name}}, hello and good morning"
    footer: "%s"
    buttons:
      - {type: QUICK_REPLY, text: "A button with a long text"}
      - {type: QUICK_REPLY, text: "A button with a longer text"}
      - {type: FLOW, text: x, flow: y, events: []}
  en-us: {body: Hello there}
"""
BROKEN_AT = [
    (5, 11, "body-edge"),
    (6, 13, "footer-length"),
    (8, 9, "quick-reply-beside-others"),
    (9, 35, "button-text-length"),
    (10, 40, "schema"),
    (11, 3, "language"),
]


class TestRules:
    def test_are_told_at_the_very_value_with_their_ids(self, offline: Project) -> None:
        offline.write("templates/broken.yaml", BROKEN % ("x" * 61))
        ran = syncer("validate", "templates/broken.yaml", "--format", "json")
        assert ran.code == 1
        places = [(one["line"], one["column"], one["rule"]) for one in ran.json["problems"]]
        assert places == BROKEN_AT
        assert ran.json["problems"][1]["message"] == (
            "the footer has 61 characters, where Meta takes 60"
        )
        assert ran.json["problems"][-1]["hint"] == "did you mean `en_US`?"

    def test_annotate_the_lines_of_a_pull_request(self, offline: Project) -> None:
        offline.write("templates/broken.yaml", BROKEN % ("x" * 60))
        lines = syncer("validate", "--format", "github").stdout.splitlines()
        places = [place for place in BROKEN_AT if place[2] != "footer-length"]
        for line, (number, column, rule) in zip(lines, places, strict=True):
            severity = "warning" if rule == "quick-reply-beside-others" else "error"
            place = f"file=templates/broken.yaml,line={number},col={column},title={rule}"
            assert line.startswith(f"::{severity} {place}::")

    def test_that_are_warnings_fail_only_where_that_was_asked_for(self, offline: Project) -> None:
        offline.write("templates/warned.yaml", WARNED)
        ran = syncer("validate")
        assert (ran.code, ran.stdout.count(": warning: ")) == (0, 2)
        assert ran.stdout.endswith("3 templates, 0 errors, 2 warnings.\n")
        strict = syncer("validate", "--strict")
        assert (strict.code, strict.stdout.count("warning: ")) == (1, 0)
        assert strict.stdout.endswith("3 templates, 2 errors, 0 warnings.\n")
        assert strict.stdout.startswith("templates/warned.yaml:5:11: `sale` reads like marketing")

    def test_that_are_warnings_are_errors_in_every_format_where_that_was_asked_for(
        self, offline: Project
    ) -> None:
        offline.write("templates/warned.yaml", WARNED)
        ran = syncer("validate", "--strict", "--format", "json")
        assert {one["severity"] for one in ran.json["problems"]} == {"error"}
        assert ran.json["summary"] == {"errors": 2, "warnings": 0, "templates": 3, "ignored": 0}
        lines = syncer("validate", "--strict", "--format", "github").stdout.splitlines()
        assert len(lines) == 2
        assert all(line.startswith("::error ") for line in lines)

    def test_that_are_ignored_are_counted_and_do_not_fail(self, offline: Project) -> None:
        reason = "ignore: {marketing-words: Meta knows, footer-emoji: we like it}\n"
        offline.write("templates/warned.yaml", reason + WARNED)
        ran = syncer("validate", "--strict")
        assert (ran.code, ran.stdout) == (
            0,
            "3 templates, 0 errors, 0 warnings, 2 ignored.\n",
        )
        assert syncer("validate", "--format", "json").json["summary"]["ignored"] == 2

    def test_that_the_project_ignores_count_for_no_template(self, offline: Project) -> None:
        offline.write("syncer.yaml", CONFIG + "ignore: {marketing-words: Meta knows}\n")
        offline.write("templates/warned.yaml", WARNED)
        assert syncer("validate").stdout.endswith("0 errors, 1 warning, 1 ignored.\n")

    def test_are_checked_with_each_account_s_own_values(self, offline: Project) -> None:
        other = f"    vars: {{bye: short}}\n  other: {{phone: '1', vars: {{bye: {'x' * 61}}}}}\n"
        offline.write("syncer.yaml", CONFIG + other.replace("'1'", "'8615800001111'"))
        offline.write("templates/warned.yaml", WARNED.replace("Bye 👋", "${bye}"))
        assert syncer("validate", "-a", "main").code == 0
        ran = syncer("validate", "--all-accounts", "--format", "json")
        assert "footer-length" in {one["rule"] for one in ran.json["problems"]}


def test_annotations_name_files_as_the_repository_does(
    offline: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    offline.replace("templates/greeting.yaml", "shop_greeting", "Shop")
    monkeypatch.setenv("GITHUB_WORKSPACE", str(offline.root.parent))
    assert (
        f"file={offline.root.name}/templates/greeting.yaml,"
        in syncer("validate", "--format", "github").stdout
    )
    monkeypatch.setenv("GITHUB_WORKSPACE", str(offline.root / "elsewhere"))
    assert "file=templates/greeting.yaml," in syncer("validate", "--format", "github").stdout
