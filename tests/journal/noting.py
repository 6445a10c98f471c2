"""A journal to write to, at a time that stands still, and the lines that it has."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from syncer.journal.journal import Journal
from syncer.plan.build import Sender

if TYPE_CHECKING:
    from pathlib import Path

NOW = "2026-11-26T12:30:00.250Z"
SECONDS = 1795696200.25
SENDER = Sender("main", "8615800001795", 1, "https://api.example")


def opened(folder: Path) -> Journal:
    """The journal in this folder, at `NOW`."""
    return Journal(folder, lambda: SECONDS)


def lines(folder: Path) -> list[Any]:
    """All lines of the journal."""
    text = (folder / "journal.jsonl").read_text(encoding="ascii")
    return [json.loads(line) for line in text.splitlines() if line]
