from __future__ import annotations

import re
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "syncer"
HELPERS = ("forge", "github", "gitlab")


def test_nothing_else_in_syncer_knows_of_github_or_gitlab() -> None:
    pattern = re.compile(rf"\b(?:from|import) syncer\.(?:{'|'.join(HELPERS)})\b")
    knowing = [path for path in SOURCE.rglob("*.py") if pattern.search(path.read_text("utf-8"))]
    assert knowing
    assert {path.relative_to(SOURCE).parts[0] for path in knowing} <= set(HELPERS)


def test_neither_of_them_has_an_http_client_beside_the_standard_library() -> None:
    files = [path for name in HELPERS for path in (SOURCE / name).glob("*.py")]
    text = "".join(path.read_text("utf-8") for path in files)
    assert not re.search(r"\b(?:from|import) (?:httpx|requests|syncer\.nxcloud)\b", text)
