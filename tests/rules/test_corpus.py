"""Real templates: what Meta has approved is never an error."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from syncer.errors import Location
from syncer.model import (
    Button,
    DesiredTemplate,
    Header,
    MediaHeader,
    PhoneNumberButton,
    QuickReplyButton,
    Template,
    TextHeader,
    UrlButton,
    phone_number,
    plain_text,
)
from syncer.rules import broken_rules

BESIDE = Path(__file__).parents[3] / "shared" / "corpus" / "real-templates.jsonl"
CORPUS = Path(os.environ.get("SYNCER_CORPUS", BESIDE))
LINES = CORPUS.read_text(encoding="utf-8").split("\n") if CORPUS.is_file() else []
ROWS = [json.loads(line) for line in LINES if line]

pytestmark = pytest.mark.skipif(not ROWS, reason="the corpus of real templates is not here")


def header(component: dict[str, Any]) -> Header:
    media_format = component.get("format", "TEXT")
    if media_format == "TEXT":
        return TextHeader(plain_text(component["text"]))
    return MediaHeader(media_format, None)


def button(one: dict[str, Any]) -> Button:
    match one["type"]:
        case "URL":
            return UrlButton(one["text"], one["url"])
        case "PHONE_NUMBER":
            return PhoneNumberButton(one["text"], phone_number(one["phone_number"]))
    return QuickReplyButton(one["text"])


def template(row: dict[str, Any]) -> Template:
    """A row in Meta's shape as a template."""
    one = row["template"]
    parts = {component["type"]: component for component in one["components"]}
    return Template(
        one["name"],
        one["language"],
        one["category"],
        plain_text(parts["BODY"]["text"]),
        header(parts["HEADER"]) if "HEADER" in parts else None,
        plain_text(parts["FOOTER"]["text"]) if "FOOTER" in parts else None,
        tuple(map(button, parts.get("BUTTONS", {}).get("buttons", ()))),
    )


@pytest.mark.parametrize(
    "row",
    [row for row in ROWS if row["status"] == "APPROVED"],
    ids=lambda row: row["template"]["name"],
)
def test_an_approved_template_breaks_no_rule_that_is_an_error(row: dict[str, Any]) -> None:
    problems = broken_rules(DesiredTemplate(template(row), Location("a.yaml")))
    assert [problem for problem in problems if problem.severity == "error"] == []
