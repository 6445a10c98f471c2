"""Every example in README and docs is what happens when somebody follows it."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from docs.session import followed
from docs.shown import calls_of
from docs.terminal import NOT_RUN
from support.fragments import whole_file
from support.markdown import DOCUMENTS, FOLLOWED, ROOT, Block, blocks_of, parts_of

if TYPE_CHECKING:
    from pathlib import Path

LINES = {
    call.line
    for one in FOLLOWED
    for block in blocks_of(one, "console")
    for call in calls_of(block.text)
}
LANGUAGES = ("console", "yaml", "python", "json", "text", "mermaid")


@pytest.mark.slow
@pytest.mark.parametrize("document", FOLLOWED, ids=lambda path: path.name)
def test_whoever_does_what_a_document_says_sees_what_it_shows(document: Path) -> None:
    for part, now in followed(document):
        assert part.text == now, f"{part.place}: `make docs` writes it anew"


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_block_says_what_it_is(document: Path) -> None:
    blocks = [part for part in parts_of(document) if isinstance(part, Block)]
    assert [one.place for one in blocks if one.language not in LANGUAGES] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_yaml_is_a_part_of_our_files_or_tells_its_own_name(document: Path) -> None:
    blocks = [one for one in blocks_of(document, "yaml") if not one.path]
    assert [one.place for one in blocks if not whole_file(one.text)[0]] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_json_is_json(document: Path) -> None:
    for block in blocks_of(document, "json"):
        assert json.loads(block.text)


def test_what_is_not_run_has_a_reason_that_is_needed() -> None:
    unneeded = [start for start in NOT_RUN if not any(one.startswith(start) for one in LINES)]
    assert unneeded == []


def test_what_documents_tell_make_to_do_is_a_target() -> None:
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    asked = {line.split()[1] for line in LINES if line.startswith("make ")}
    assert asked <= targets
