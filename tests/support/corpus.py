"""Real template definitions of other people, where this machine has them.

They are test input only, and nothing of them is part of this repository. `SYNCER_CORPUS` names the
file, one JSON object a line; without it, it is looked for beside the repository.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from support.command import syncer
from support.project import at_home, new_project

if TYPE_CHECKING:
    from collections.abc import Iterable

_BESIDE = Path(__file__).parents[3] / "shared" / "corpus" / "real-templates.jsonl"
PATH = Path(os.environ.get("SYNCER_CORPUS") or _BESIDE)

needs_corpus = pytest.mark.skipif(not PATH.is_file(), reason="the corpus is not on this machine")


@dataclass(frozen=True, slots=True)
class CorpusRow:
    """A definition in Meta's shape, where it is from, and its status as far as it is known."""

    number: int
    source: str
    status: str | None
    definition: dict[str, Any]

    @property
    def key(self) -> tuple[str, str]:
        """Its name and language, as written."""
        return self.definition["name"], self.definition["language"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What import and validate say of one row in a project of its own.

    `reason` is why it was skipped, "" where it was written; `problems` are those of validate.
    """

    row: CorpusRow
    reason: str
    problems: tuple[dict[str, Any], ...] = ()

    @property
    def errors(self) -> list[str]:
        """The rules that it breaks."""
        return [one["rule"] for one in self.problems if one["severity"] == "error"]

    @property
    def rules(self) -> set[str]:
        """The rules that it breaks, import's own included."""
        if self.reason:
            return {"language" if "language" in self.reason else "name"}
        return set(self.errors)

    @property
    def is_valid(self) -> bool:
        """Whether it can be applied."""
        return not self.reason and not self.errors

    def __str__(self) -> str:
        told = self.reason or [f"{one['rule']}: {one['message']}" for one in self.problems]
        return f"{self.row.number} {self.row.source} {'/'.join(self.row.key)}: {told}"


@cache
def corpus() -> tuple[CorpusRow, ...]:
    """All rows, in their order."""
    lines = PATH.read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    return tuple(
        CorpusRow(number, row["source"], row["status"], row["template"])
        for number, row in enumerate(rows, 1)
    )


def verdict(row: CorpusRow, folder: Path) -> Verdict:
    """Import a row into a project of its own in this folder, and validate that."""
    project = new_project(folder)
    with at_home(project, None):
        (told,) = import_rows([row], folder)
        if told["outcome"] == "skipped":
            assert told["reason"]
            return Verdict(row, told["reason"])
        assert told["outcome"] == "written"
        ran = syncer("validate", "--format", "json")
        assert ran.code == (1 if ran.json["summary"]["errors"] else 0), ran.stderr
        return Verdict(row, "", tuple(ran.json["problems"]))


def import_rows(rows: Iterable[CorpusRow], folder: Path) -> list[dict[str, Any]]:
    """Import rows into the current project, and what became of each."""
    dump = folder / "dump.json"
    dump.write_text(json.dumps([row.definition for row in rows]), encoding="utf-8")
    ran = syncer("import", dump, "--format", "json")
    assert ran.code in (0, 1, 4), ran.stderr
    assert ran.json["problems"] == []
    return list(ran.json["templates"])


def batches(rows: Iterable[CorpusRow]) -> list[list[CorpusRow]]:
    """The rows in groups that one project can hold: in each, a name and language once."""
    found: list[dict[tuple[str, str], CorpusRow]] = []
    for row in rows:
        batch = next((one for one in found if row.key not in one), None)
        if batch is None:
            batch = {}
            found.append(batch)
        batch[row.key] = row
    return [list(batch.values()) for batch in found]
