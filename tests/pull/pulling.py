"""`syncer pull`, and what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml
from support.command import Ran, syncer

if TYPE_CHECKING:
    from pathlib import Path

    from support.project import Project


def pull(*arguments: str | Path) -> Ran:
    return syncer("pull", "--format", "json", *arguments)


def outcomes(ran: Ran) -> dict[str, str]:
    """What became of each live template."""
    return {f"{one['name']}/{one['language']}": one["outcome"] for one in ran.json["templates"]}


def reasons(ran: Ran) -> str:
    return "\n".join(one["reason"] for one in ran.json["templates"])


def assert_plan_is_empty() -> None:
    ran = syncer("plan", "--detailed-exitcode")
    assert ran.code == 0, ran.stdout + ran.stderr


def document(project: Project, path: str = "templates/shop_live.yaml") -> Any:
    """The one document of a file."""
    return yaml.safe_load((project.root / path).read_text())


def translation(project: Project, language: str = "en") -> Any:
    """One translation of the template that is seeded by default."""
    return document(project)["translations"][language]
