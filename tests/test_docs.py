"""The documentation says what is so."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

import pytest
from support.markdown import DOCUMENTS, ROOT

if TYPE_CHECKING:
    from pathlib import Path

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


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_leads_somewhere(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    links = re.findall(r"\]\((?!https?:)([^)\s]+)\)", text)
    links += re.findall(r'<img src="([^"]+)"', text)
    assert [link for link in links if not leads_somewhere(document, link)] == []


def test_the_readme_leads_to_every_page() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    pages = {str(path.relative_to(ROOT)) for path in ROOT.glob("docs/*.md")}
    assert {page for page in pages if f"({page}" not in readme} == set()


def leads_somewhere(document: Path, link: str) -> bool:
    """Whether a link leads to a file, and to a heading of it if it says so."""
    path, _, heading = link.partition("#")
    target = document.parent / path if path else document
    return target.exists() and (not heading or heading in anchors_of(target))


def anchors_of(document: Path) -> set[str]:
    """What GitHub calls the headings of a document."""
    headings = re.findall(r"^#+ (.+)$", document.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
