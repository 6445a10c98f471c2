"""The documentation says what is so."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TRUST = (ROOT / "docs" / "trust.md").read_text(encoding="utf-8")
ROWS = [line for line in TRUST.splitlines() if line.startswith("| ") and "| promise |" not in line]
PROOFS = sorted(set(re.findall(r"`(tests/[^`]+)`", TRUST)))


def names_in(path: Path) -> set[str]:
    """The functions and classes of a test file."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {one.name for one in ast.walk(tree) if isinstance(one, ast.FunctionDef | ast.ClassDef)}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.split("|")[1].strip()[:60])
def test_each_promise_has_a_reason_and_a_proof(row: str) -> None:
    _, promise, reason, proof, _ = row.split("|")
    assert promise.strip().endswith(".")
    assert reason.strip().endswith(".")
    assert re.search(r"`tests/[^`]+`", proof)


@pytest.mark.parametrize("proof", PROOFS)
def test_each_test_that_proves_a_promise_is_there(proof: str) -> None:
    path, _, name = proof.partition("::")
    assert (ROOT / path).is_file()
    assert not name or name in names_in(ROOT / path)


@pytest.mark.parametrize("document", sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")]), ids=str)
def test_every_link_to_a_file_leads_somewhere(document: Path) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", document.read_text(encoding="utf-8"))
    assert [link for link in links if not (document.parent / link).exists()] == []
