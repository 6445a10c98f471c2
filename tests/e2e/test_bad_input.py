"""Each kind of bad input: one clear error at its place, exit 1, and not a single request."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from support.command import syncer
from support.project import CONFIG, GREETING

if TYPE_CHECKING:
    from support.project import Project

    from syncer.emulator import Running


@dataclass(frozen=True)
class Case:
    """What to write where, and the place and words of the error."""

    name: str
    text: str
    place: str
    words: tuple[str, ...]
    file: str = "templates/bad.yaml"


def body(text: str) -> str:
    return f"name: bad_one\ncategory: UTILITY\ntranslations:\n  en:\n    body: {text}\n"


def with_button(button: str) -> str:
    return body("Hello there") + f"    buttons:\n      - {button}\n"


CASES = [
    Case("not YAML", "name: [unclosed\ncategory: UTILITY\n", "1:7", ("not closed",)),
    Case("a list where a map belongs", "- name: bad_one\n", "1:1", ("list", "map")),
    Case(
        "an unknown key",
        "name: bad_one\ncategory: UTILITY\ntranslatons:\n  en: {body: Hi there}\n",
        "3:1",
        ("translatons", "translations"),
    ),
    Case("a duplicate key", GREETING + "category: UTILITY\n", "6:1", ("category", "2:1")),
    Case(
        "a duplicate template",
        GREETING,
        "4:3",
        ("shop_greeting/en", "templates/greeting.yaml:4:3"),
        file="templates/twin.yaml",
    ),
    Case(
        "a dangling event",
        with_button("{type: QUICK_REPLY, text: Go, events: [{template: shop_gretting}]}"),
        "7:59",
        ("shop_gretting", "shop_greeting"),
    ),
    Case("an unset variable", body("See ${shop}"), "5:11", ("shop",)),
    Case(
        "a missing media file",
        body("Hello there") + "    header: {image: media/none.png}\n",
        "6:21",
        ("media/none.png", "does not exist"),
    ),
    Case(
        "a media file outside the project",
        body("Hello there") + "    header: {image: ../../../etc/hostname}\n",
        "6:21",
        ("outside the project",),
    ),
    Case(
        "a literal secret",
        CONFIG + "    access_key: fme2na3kdi3ki\n",
        "7:17",
        ("access_key", "${env:"),
        file="syncer.yaml",
    ),
    Case("a 10 MB file", "# " + "x" * 10_000_000 + "\n" + GREETING, "1:1", ("MiB",)),
    Case(
        "YAML that expands without end",
        "a: &a [x, x, x, x, x, x, x, x, x, x]\n"
        + "".join(
            f"{name}: &{name} [{', '.join([f'*{before}'] * 10)}]\n"
            for before, name in zip("abcdefgh", "bcdefghi", strict=True)
        ),
        "6:12",
        ("expands", "split it"),
    ),
    Case("an anchor inside itself", "a: &a [*a]\n", "1:8", ("a",)),
    Case("deep nesting", "a: " + "[" * 50_000 + "]" * 50_000 + "\n", "1:", ("deep",)),
]


@pytest.mark.parametrize("command", [["validate"], ["plan"], ["apply", "--auto-approve"]], ids=str)
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_bad_files_stop_every_command_before_anything_is_sent(
    case: Case, command: list[str], project: Project, emulator: Running
) -> None:
    project.write(case.file, case.text)
    ran = syncer(*command)
    told = ran.stdout if command == ["validate"] else ran.stderr
    assert ran.code == 1
    assert f"{case.file}:{case.place}" in told
    (line,) = [line for line in told.splitlines() if line.startswith(f"{case.file}:{case.place}")][
        :1
    ]
    for word in case.words:
        assert word in line
    assert len(line) < 400, "an error is a line that one can read"
    assert emulator.console.requests() == []


def test_every_problem_is_reported_in_one_run(project: Project, emulator: Running) -> None:
    project.write("templates/a.yaml", body("See ${shop}"))
    project.write("templates/b.yaml", "- nothing\n")
    project.write("templates/c.yaml", "name: c\nname: d\n")
    ran = syncer("plan", "--format", "json")
    assert ran.code == 1
    files = {problem["file"] for problem in ran.json["error"]["problems"]}
    assert files == {"templates/a.yaml", "templates/b.yaml", "templates/c.yaml"}
    assert emulator.console.requests() == []


def test_a_form_that_the_account_lacks_is_an_error_before_anything_is_written(
    project: Project, emulator: Running
) -> None:
    project.write("templates/form.yaml", with_button("{type: FLOW, text: Go, flow: no_such_form}"))
    ran = syncer("apply", "--auto-approve")
    assert ran.code == 1
    assert "templates/form.yaml:7:38: " in ran.stderr
    assert "no_such_form" in ran.stderr
    assert {request.method for request in emulator.console.requests()} == {"GET"}


def test_an_external_template_that_is_not_live_is_an_error_before_anything_is_written(
    project: Project, emulator: Running
) -> None:
    event = "{template: {name: legacy_menu, external: true}}"
    project.write(
        "templates/old.yaml", with_button(f"{{type: QUICK_REPLY, text: Go, events: [{event}]}}")
    )
    assert syncer("validate").code == 0
    ran = syncer("apply", "--auto-approve")
    assert ran.code == 1
    assert "legacy_menu/en" in ran.stderr
    assert {request.method for request in emulator.console.requests()} == {"GET"}


@pytest.mark.parametrize("command", ["plan", "apply", "drift", "pull", "validate"])
def test_a_wrong_account_is_an_error_that_names_the_right_ones(
    command: str, project: Project, emulator: Running
) -> None:
    del project
    ran = syncer(command, "-a", "mian")
    assert ran.code == 1
    assert "mian" in ran.stderr
    assert "main" in ran.stderr
    assert emulator.console.requests() == []


def test_problems_in_an_inherited_anchored_or_aliased_value_are_told_where_it_stands(
    project: Project,
) -> None:
    project.write(
        "templates/shared.yaml",
        "name: bad_one\n"
        "category: UTILITY\n"
        "header: {image: media/none.png}\n"
        "translations:\n"
        "  en:\n"
        "    body: &text See ${shop}\n"
        "  es:\n"
        "    body: *text\n"
        "    <<: &common {footer: 'At ${town}'}\n"
        "  fr:\n"
        "    body: Bonjour à tous\n"
        "    <<: *common\n",
    )
    ran = syncer("validate", "--format", "json")
    places = {(one["line"], one["column"]) for one in ran.json["problems"]}
    assert ran.code == 1
    assert places == {(3, 17), (6, 11), (9, 26)}
