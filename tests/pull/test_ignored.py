"""What is live and breaks a rule of ours: pulled all the same, with the rule switched off."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from pull.pulling import assert_plan_is_empty, outcomes, pull, reasons, translation
from pull.seeding import PNG, change, image, seed
from support.command import syncer
from support.templates import MEDIA, live, snapshot, template

from syncer.config import load_config
from syncer.pull.obstacles import Trial

if TYPE_CHECKING:
    from support.project import Project

    from syncer.emulator import Running

REASON = "pulled as it is live: "


def assert_files_are_clean() -> None:
    ran = syncer("validate", "--format", "json")
    problems = [one for one in ran.json["problems"] if one["severity"] == "error"]
    assert (ran.code, problems) == (0, [])
    assert ran.json["summary"]["ignored"] >= 1
    assert_plan_is_empty()


@pytest.mark.parametrize(
    ("fields", "ignore"),
    [
        ({"body": "{{1}} is here"}, {"body-edge": "the body starts or ends with a variable"}),
        ({"body": "x" * 1025}, {"body-length": "the body has 1,025 characters"}),
        ({"body": "see ${shop} and {1}"}, {"placeholder-braces": "the braces make no variable"}),
        ({"footer": "y" * 61}, {"footer-length": "the footer has 61 characters"}),
        (
            {"header": {"format": "TEXT", "text": "*Wow* 🎉\nand ${more}"}},
            {
                "header-newline": "the header's text has a line break",
                "header-emoji": "the header's text has an emoji: `🎉`",
                "header-formatting": "the header's text is formatted: `*Wow*`",
            },
        ),
        (
            {
                "buttons": [
                    {"type": "QUICK_REPLY", "text": "z" * 26},
                    {"type": "QUICK_REPLY", "text": ""},
                ]
            },
            {"button-text-length": "26 characters", "button-text-empty": "text is empty"},
        ),
        (
            {"buttons": [{"type": "URL", "text": "Look", "url": "https://x/{{1}}/${y}"}]},
            {"url-variable": "the URL has a variable"},
        ),
        (
            {"header": image("x.mp4", PNG, "VIDEO")},
            {"media-type": "the file is a png file by its bytes, where Meta takes mp4"},
        ),
    ],
)
def test_a_rule_that_a_live_template_breaks_is_switched_off_with_the_reason_beside_it(
    fields: dict[str, Any], ignore: dict[str, str], project: Project, emulator: Running
) -> None:
    seed(emulator, **fields)
    assert pull().code == 0
    written = translation(project)["ignore"]
    assert written.keys() == ignore.keys()
    for rule, words in ignore.items():
        assert written[rule].startswith(REASON)
        assert words in written[rule]
    assert_files_are_clean()
    assert outcomes(pull()) == {"shop_live/en": "unchanged"}


@pytest.mark.parametrize(
    ("content", "ignore"),
    [
        (PNG, []),
        (None, []),
        (PNG + bytes(5 * 1024 * 1024), ["media-size"]),
        (b"GIF89a", ["media-type"]),
        (bytes(6 * 1024 * 1024), ["media-size", "media-type"]),
    ],
    ids=["png", "unknown", "large", "gif", "large and something else"],
)
def test_media_are_judged_by_their_bytes_as_far_as_they_are_known(
    content: bytes | None, ignore: list[str], project: Project
) -> None:
    config = load_config(project.root / "syncer.yaml", {})
    one = live(template(header=MEDIA[0].header))
    trial = Trial(config, config.accounts[0], snapshot(one))
    verdict = trial.verdict(one, project.root / "templates" / "a.yaml", content)
    assert verdict.failure == ""
    assert sorted(verdict.ignore) == ignore


def test_only_the_translation_that_breaks_a_rule_ignores_it(
    project: Project, emulator: Running
) -> None:
    seed(emulator, body="{{1}} is here")
    seed(emulator, language="es", body="Hola, ya estamos listos para ti.")
    assert pull().code == 0
    assert "ignore" in translation(project)
    assert "ignore" not in translation(project, "es")
    assert_files_are_clean()


def test_warnings_are_left_as_they_are(project: Project, emulator: Running) -> None:
    seed(emulator, footer="Bye 👋", body="A\ttab, and our sale for {{1}}.")
    assert pull().code == 0
    assert "ignore" not in translation(project)
    assert_plan_is_empty()


def test_what_the_project_ignores_is_not_repeated(project: Project, emulator: Running) -> None:
    text = (project.root / "syncer.yaml").read_text()
    project.write("syncer.yaml", text + "ignore: {body-edge: we greet by name}\n")
    seed(emulator, body="{{1}} is here", footer="y" * 61)
    assert pull().code == 0
    assert list(translation(project)["ignore"]) == ["footer-length"]
    assert_files_are_clean()


DECLARED = """\
name: shop_live
category: UTILITY
ignore: {marketing-words: a we know, body-edge: ours}
translations:
  en:
    body: A text that a person wrote.
"""


def test_what_the_file_ignores_already_keeps_its_reason(
    project: Project, emulator: Running
) -> None:
    project.write("templates/shop_live.yaml", DECLARED)
    template_id = seed(emulator)
    assert outcomes(pull()) == {"shop_live/en": "unchanged"}
    change(emulator, template_id, body="{{1}} is here", footer="y" * 61)
    assert pull("--overwrite").code == 0
    ignore = translation(project)["ignore"]
    assert {**ignore, "footer-length": ""} == {
        "marketing-words": "a we know",
        "body-edge": "ours",
        "footer-length": "",
    }
    assert ignore["footer-length"].startswith(REASON)
    assert_files_are_clean()


def test_what_cannot_be_switched_off_is_skipped(project: Project, emulator: Running) -> None:
    del project
    seed(emulator, body=" \n", footer="y" * 61)
    ran = pull()
    assert outcomes(ran) == {"shop_live/en": "skipped"}
    assert "the body is empty" in reasons(ran)


def test_a_file_that_says_what_is_live_already_gets_the_rule_that_it_has_to_ignore(
    project: Project, emulator: Running
) -> None:
    seed(emulator, "old_one", body="{{1}} welcome to all of our shops")
    text = (
        "name: old_one\ncategory: UTILITY\ntranslations:\n  en:\n"
        "    body: '{{1}} welcome to all of our shops'\n"
    )
    project.write("templates/old_one.yaml", text)
    assert outcomes(pull("old_one")) == {"old_one/en": "left"}
    assert outcomes(pull("old_one", "--overwrite")) == {"old_one/en": "written"}
    assert_files_are_clean()
    assert outcomes(pull("old_one")) == {"old_one/en": "unchanged"}
