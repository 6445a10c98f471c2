"""How an import is told, and where it reads; what it writes is specified in tests/importing."""

from __future__ import annotations

import io
import json
import sys
from typing import TYPE_CHECKING

import pytest
from importing.meta import BODY, definition
from support.command import syncer

from syncer.documents.text import MAX_FILE_BYTES

if TYPE_CHECKING:
    from pathlib import Path

    from support.project import Project

NEW = definition(name="shop_new")


def stdin(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    """Let the command find these bytes on stdin."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), encoding="ascii"))


def test_text_tells_each_template_its_file_and_why_not(offline: Project) -> None:
    rows = [
        definition(BODY, {"type": "HEADER", "format": "VIDEO"}, name="shop_new", sub_category="X"),
        definition(name="shop_code", category="AUTHENTICATION"),
        definition(),
        {"name": ""},
    ]
    offline.write("dump.jsonl", "\n".join(map(json.dumps, rows)) + "\n{")
    ran = syncer("import", "dump.jsonl", "missing.json")
    assert ran.code == 4
    assert ran.stdout.splitlines() == [
        (
            "✗ dump.jsonl:5:2: this is not JSON: Expecting property name enclosed in double quotes"
            " (import JSON as Meta's API gives it)"
        ),
        "✗ missing.json:1:1: the file does not exist (check the path)",
        (
            "✗ dump.jsonl:4:1: this is no template: it has no name"
            " (a template has name, language, category and components)"
        ),
        "✓ shop_new/en written  templates/shop_new.yaml",
        "    left out, because NxCloud has no place for it: sub_category",
        "✗ shop_code/en skipped",
        "    its category AUTHENTICATION cannot be written through this API",
        "○ shop_greeting/en left  templates/greeting.yaml",
        "    this file of the project declares it already",
        "1 of 3 templates written.",
    ]
    assert ran.stderr.startswith("warning: Meta's JSON does not have the bytes of media")


def test_json_has_the_notes_and_the_problems(offline: Project) -> None:
    offline.write("dump.json", json.dumps({"data": [{**NEW, "sub_category": "X"}, 7]}))
    ran = syncer("import", "dump.json", "--format", "json")
    assert ran.code == 4
    assert ran.json == {
        "format_version": "1.0",
        "templates": [
            {
                "name": "shop_new",
                "language": "en",
                "outcome": "written",
                "file": "templates/shop_new.yaml",
                "reason": "",
                "notes": ["left out, because NxCloud has no place for it: sub_category"],
            }
        ],
        "problems": [
            {
                "file": "dump.json",
                "line": 1,
                "column": 1,
                "severity": "error",
                "rule": "json",
                "message": "data[1]: this is no template: an object is expected",
                "hint": "a template has name, language, category and components",
            }
        ],
        "warnings": [],
    }


@pytest.mark.parametrize("content", ["{", "7", '{"name": "Shop"}', '[{"name": "shop"}]'])
def test_where_nothing_can_be_imported_it_fails(content: str, offline: Project) -> None:
    offline.write("dump.json", content)
    assert syncer("import", "dump.json").code == 1


def test_an_empty_list_is_nothing_to_do(offline: Project) -> None:
    offline.write("dump.json", "[]")
    ran = syncer("import", "dump.json")
    assert (ran.code, ran.stdout) == (0, "0 of 0 templates written.\n")


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_files_and_stdin_with_a_byte_order_mark_are_read(
    mark: bytes, offline: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = json.dumps({**NEW, "components": [{**BODY, "text": "Grüße"}]}, ensure_ascii=False)
    stdin(monkeypatch, mark + data.encode())
    assert syncer("import", "-").code == 0
    offline.write("dump.json", mark + data.encode())
    assert syncer("import", "dump.json").stdout.startswith("= shop_new/en unchanged")


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"caf\xe9", "stdin:1:4: this is not UTF-8"),
        (b"\xff\xfe{\0", "stdin:1:1: the file is UTF-16"),
        (b" " * (MAX_FILE_BYTES + 1), "stdin:1:1: there is more than 8 MiB of it"),
    ],
)
def test_what_stdin_cannot_be_is_told(
    data: bytes, told: str, offline: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    del offline
    stdin(monkeypatch, data)
    ran = syncer("import", "-")
    assert ran.code == 1
    assert told in ran.stdout


def test_without_a_project_the_folder_is_templates(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "dump.json").write_text(json.dumps(NEW), encoding="utf-8")
    ran = syncer("import", "dump.json")
    assert ran.stdout.startswith("✓ shop_new/en written  templates/shop_new.yaml")
    assert ran.stderr == ""


def test_the_configuration_can_be_named_and_has_to_be_there(offline: Project) -> None:
    offline.write("dump.json", json.dumps(NEW))
    assert syncer("import", "dump.json", "-c", "nowhere.yaml").code == 1
    offline.write("other/syncer.yaml", "version: 1\ntemplates: [own]\n")
    ran = syncer("import", "dump.json", "-c", "other/syncer.yaml")
    assert ran.code == 0
    assert (offline.root / "other/own/shop_new.yaml").exists()


def test_no_file_at_all_is_wrong_usage(offline: Project) -> None:
    del offline
    assert syncer("import").code == 64
