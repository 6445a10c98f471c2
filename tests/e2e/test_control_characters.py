"""Whatever names and texts hold, no terminal is given anything to obey, and JSON stays JSON."""

from __future__ import annotations

import json
import os
import re
from typing import TYPE_CHECKING

import pytest
from support.command import syncer
from support.project import CONFIG, Project, at_home, new_project

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from support.command import Ran

    from syncer.emulator import Running

ESCAPE, CONTROL, NEXT_LINE, OVERRIDE, ISOLATE = (
    "\x1b[2K\x1b]0;x\x07",
    "\x9b2K",
    "\x85",
    "\u202e",
    "\u2066",
)
HOSTILE = f"{ESCAPE}{CONTROL}{NEXT_LINE}{OVERRIDE}{ISOLATE}\r\t\x7f"
HALF = os.fsdecode(b"\xff")  # how a byte that is not UTF-8 comes in a name

# C0 but the line break, DEL, C1, marks of direction, halves of surrogate pairs.
OBEYED = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)

TEXTS = {
    "a key": '"{}": 1\n',
    "a name": 'name: "{}"\ncategory: UTILITY\ntranslations: {{en: {{body: Hi}}}}\n',
    "a category": 'name: x\ncategory: "{}"\ntranslations: {{en: {{body: Hi}}}}\n',
    "a language": 'name: x\ncategory: UTILITY\ntranslations: {{"{}": {{body: Hi}}}}\n',
    "a body": 'name: x\ncategory: UTILITY\ntranslations: {{en: {{body: "a {} b"}}}}\n',
    "a variable": 'name: x\ncategory: UTILITY\ntranslations: {{en: {{body: "${{{}}}"}}}}\n',
    "a media file": (
        "name: x\ncategory: UTILITY\n"
        'translations: {{en: {{body: Hi, header: {{image: "{}"}}}}}}\n'
    ),
    "an event": (
        "name: x\ncategory: UTILITY\ntranslations: {{en: {{body: Hi, buttons:"
        ' [{{type: QUICK_REPLY, text: "{0}", events: [{{template: "{0}"}}, {{tag: "{0}"}}]}}]}}}}\n'
    ),
    "a twin": 'name: "{0}"\ncategory: UTILITY\ntranslations: &t {{en: {{body: Hi}}}}\n---\n'
    'name: "{0}"\ncategory: UTILITY\ntranslations: *t\n',
    "a duplicate key": '"{0}": 1\n"{0}": 2\n',
    "a tag": "a: !%1b%c2%9b x\n",
    "raw bytes": "name: \x1b[2K\n",
    "raw C1": "name: \x85\u202e [\n",
}  # fmt: skip


def yaml_escaped(text: str) -> str:
    return "".join(f"\\u{ord(character):04x}" for character in text)


def assert_harmless(ran: Ran) -> None:
    for printed in (ran.stdout, ran.stderr):
        assert not OBEYED.search(printed), OBEYED.findall(printed)
    assert "unexpected" not in ran.stderr


def assert_all_harmless(*commands: str) -> None:
    for command in commands:
        for format_ in ("text", "json", *(["github"] if command == "validate" else [])):
            ran = syncer(*command.split(), "--format", format_)
            assert_harmless(ran)
            if format_ == "json":
                json.loads(ran.stdout)


@pytest.fixture
def offline(tmp_path: Path) -> Iterator[Project]:
    project = new_project(tmp_path / "project")
    with at_home(project, None):
        yield project


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_what_the_files_hold_is_shown_without_being_obeyed(text: str, offline: Project) -> None:
    offline.write("templates/a.yaml", text.format(yaml_escaped(HOSTILE)))
    assert_all_harmless("validate", "plan")


@pytest.mark.parametrize("name", [HOSTILE, f"new\nline{HALF}", f"{OVERRIDE}{HALF}"], ids=ascii)
def test_file_names_are_shown_without_being_obeyed(name: str, offline: Project) -> None:
    name = name.replace("/", "")
    offline.write(f"templates/{name}.yaml", "a: [\n")
    offline.write(f"templates/{name}/{name}.yaml", "name: x\n")
    assert_all_harmless("validate", "plan")
    for path in (offline.root / "templates").rglob("*.yaml"):
        assert_harmless(syncer("validate", path))


CONFIGS = {
    "an account": 'accounts: {{"{}": {{}}}}\n',
    "a key": '"{}": 1\n',
    "an address": 'accounts: {{one: {{base_url: "http://{}"}}}}\n',
    "a safe address": 'accounts: {{one: {{base_url: "https://x/{}"}}}}\n',
    "a phone": 'accounts: {{one: {{phone: "{}"}}}}\n',
    "a folder": 'templates: "{}"\n',
    "a variable": 'accounts: {{one: {{vars: {{"{}": x}}}}}}\n',
    "a reference": 'accounts: {{one: {{phone: "${{env:{}}}"}}}}\n',
    "a credential": 'accounts: {{one: {{access_key: "{}"}}}}\n',
    "a scope": 'scope: {{include: ["{}"]}}\n',
}


@pytest.mark.parametrize("text", CONFIGS.values(), ids=CONFIGS)
def test_what_syncer_yaml_holds_is_shown_without_being_obeyed(text: str, offline: Project) -> None:
    offline.write("syncer.yaml", "version: 1\n" + text.format(yaml_escaped(HOSTILE)))
    assert_all_harmless("validate", "plan", "accounts")


@pytest.mark.parametrize("variable", ["NXCLOUD_BASE_URL", "NXCLOUD_PHONE", "NXCLOUD_TENANT_ID"])
def test_what_the_environment_holds_is_shown_without_being_obeyed(
    variable: str, offline: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    offline.write("syncer.yaml", "version: 1\naccounts: {one: {}}\n")
    monkeypatch.setenv(variable, f"https://x/{HOSTILE}{HALF}")
    assert_all_harmless("validate", "plan", "accounts")


@pytest.mark.parametrize(
    "arguments",
    [
        [HOSTILE],
        ["plan", f"--{HOSTILE}"],
        ["plan", "--format", HOSTILE],
        ["plan", "-a", HOSTILE],
        ["plan", "-c", HOSTILE],
        ["plan", "-c", f"{HALF}.yaml"],
        ["validate", HOSTILE],
        ["schema", HOSTILE],
        ["apply", HOSTILE],
    ],
    ids=range(9),
)
def test_arguments_are_shown_without_being_obeyed(arguments: list[str], offline: Project) -> None:
    del offline
    assert_harmless(syncer(*arguments))
    assert_harmless(syncer(*arguments, "--format", "json"))


def test_a_line_break_in_a_file_name_cannot_forge_a_line(offline: Project) -> None:
    offline.write("templates/a\nerror: forged.yaml", "a: [\n")
    for command in ("validate", "plan"):
        ran = syncer(command)
        assert r"a\u000aerror: forged.yaml:" in ran.stdout + ran.stderr
        assert "\nerror: forged" not in ran.stdout + ran.stderr


def test_a_folder_of_any_name_can_hold_the_project(tmp_path: Path) -> None:
    project = new_project(tmp_path / HOSTILE.replace("/", ""), a="a: [\n")
    with at_home(project, None):
        assert_all_harmless("validate", "plan")
        assert_harmless(syncer("validate", "-c", project.root / "none.yaml"))


def test_what_is_live_is_shown_without_being_obeyed(tmp_path: Path, emulator: Running) -> None:
    text = f"Hello {HOSTILE}{{{{1}}}}"
    buttons = [{"type": "QUICK_REPLY", "text": f"x{HOSTILE}"}]
    declared = {"name": "shop_x", "language": "en", "body": text, "category": "UTILITY"}
    emulator.console.add_template({**declared, "buttons": buttons})
    emulator.console.add_template({**declared, "name": f"other{HOSTILE}"})
    greeting = "name: shop_x\ncategory: UTILITY\ntranslations: {en: {body: Hello}}\n"
    project = new_project(tmp_path / "project", CONFIG, x=greeting)
    with at_home(project, emulator):
        assert_all_harmless("plan -v", "drift -v", "apply --auto-approve")
