"""check-jsonschema: a validator that knows nothing of us, and reads YAML as most tools do."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import syncer
from syncer.schema_files import schema_folder

if TYPE_CHECKING:
    from collections.abc import Iterable


def schema_path(name: str) -> Path:
    """The JSON Schema of this name, as it lies in the repository."""
    return schema_folder(Path(syncer.__file__).parent) / f"{name}.schema.json"


def check_jsonschema(*arguments: str | Path) -> dict[str, Any]:
    """Its report on these files, as JSON; it asks no network."""
    command = [sys.executable, "-m", "check_jsonschema", "--no-cache", "--output-format", "json"]
    ran = subprocess.run([*command, *arguments], capture_output=True, text=True, check=False)
    report: dict[str, Any] = json.loads(ran.stdout)
    assert (ran.returncode == 0) == (report["status"] == "ok"), ran
    return report


def refused(schema: Path, files: Iterable[Path]) -> dict[str, list[str]]:
    """What it has against each file that does not fit the schema, all files in one go."""
    report = check_jsonschema("--schemafile", schema, *files)
    assert report.get("parse_errors", []) == []
    found: dict[str, list[str]] = {}
    for error in report.get("errors", ()):
        found.setdefault(error["filename"], []).append(f"{error['path']}: {error['message']}")
    return found
