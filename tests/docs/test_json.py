"""docs/json.md names every key of the documents."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import click
import pytest
from docs.stages import SETTINGS
from support.command import syncer
from support.markdown import ROOT
from support.project import ANOTHER, GREETING, at_home, new_project

from syncer.cli import group
from syncer.emulator import running

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ROWS = {
    command.strip(" `|"): says
    for line in (ROOT / "docs" / "json.md").read_text("utf-8").splitlines()
    if line.startswith("| `")
    for command, _, says in [line.partition(" | ")]
}
CONFIG = """\
version: 1
accounts:
  main: {phone: "8615800001795", tenant_id: 1}
  staging: {phone: "8615800001111", tenant_id: 1}
"""
META = """\
{"name": "shop_news", "language": "en", "category": "MARKETING",
 "components": [{"type": "BODY", "text": "Our news are here for you to read."}]}
"""
COMMANDS = {
    "apply": "apply -a main --auto-approve --wait --format json",
    "validate": "validate templates/bad.yaml --format json",
    "status": "status -a main --format json",
    "diff": "diff main staging --format json",
    "pull": "pull -a main --format json",
    "import": "import templates.json --format json",
    "fmt": "fmt --check --format json",
    "journal": "journal --format json",
    "doctor": "doctor -a main --format json",
    "accounts": "accounts --format json",
}
NXCLOUDS = {"id", "channel", "content", "created_at", "updated_at", "language_name", "additional"}
NXCLOUDS |= {"unsubscribe", "category_type", "waRejectedReason", "is_close_auto_flow"}
"""The fields of its list, which `status` passes on."""
EVERYWHERE = {"format_version", "accounts"}


def keys_in(value: Any) -> Iterator[str]:
    """Every key at any depth."""
    if isinstance(value, dict):
        yield from value
    for part in value.values() if isinstance(value, dict) else value:
        if isinstance(part, dict | list):
            yield from keys_in(part)


@pytest.mark.slow
def test_each_key_of_each_document_is_told_beside_its_command(tmp_path: Path) -> None:
    project = new_project(tmp_path / "project", CONFIG, greeting=GREETING, goodbye=ANOTHER)
    project.write("templates.json", META)
    with running(SETTINGS) as emulator, at_home(project, emulator):
        for command, line in COMMANDS.items():
            if command == "validate":
                project.write("templates/bad.yaml", GREETING)
            others = re.findall(r"as of `(\w+)`", ROWS[command])
            told = " ".join(ROWS[one] for one in (command, *others))
            document = json.loads(syncer(*line.split()).stdout)
            missing = set(keys_in(document)) - EVERYWHERE - NXCLOUDS
            assert {key for key in missing if f"`{key}`" not in told} == set(), command
            (tmp_path / "project/templates/bad.yaml").unlink(missing_ok=True)


def test_every_command_that_prints_json_has_a_row() -> None:
    context = click.Context(group)
    commands = {name: group.get_command(context, name) for name in group.list_commands(context)}
    printing = {
        name
        for name, command in commands.items()
        for option in (command.params if command else ())
        if option.name == "format" and "json" in getattr(option.type, "choices", ())
    }
    assert {name for row in ROWS for name in re.findall(r"\w+", row)} == printing
    assert printing - {"plan", "drift", "graph"} == COMMANDS.keys(), "those have schemas"
