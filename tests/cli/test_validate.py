from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.command import syncer
from support.project import CONFIG, GREETING

if TYPE_CHECKING:
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
    assert ran.json["summary"] == {"errors": 1, "warnings": 0, "templates": 3}


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


@pytest.mark.parametrize(("arguments", "code"), [([], 0), (["--strict"], 1)], ids=str)
def test_warnings_fail_only_where_that_was_asked_for(
    arguments: list[str], code: int, offline: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    from syncer.desired import Rendered
    from syncer.errors import Location, Problem

    del offline
    problem = Problem(Location("a.yaml"), "odd", severity="warning")
    rendered = Rendered("main", (), (problem,), frozenset())
    monkeypatch.setattr("syncer.cli.validate.render", lambda *_: rendered)
    ran = syncer("validate", *arguments)
    assert (ran.code, ran.stdout) == (
        code,
        "a.yaml:1:1: warning: odd\n0 templates, 0 errors, 1 warning.\n",
    )
