"""What a new project begins with, as texts and the places where they go."""

from __future__ import annotations

import json
import os
import re
from dataclasses import dataclass
from pathlib import Path

from syncer.config import FILE_NAME
from syncer.schema_files import schema_text

TEMPLATES = "templates"
_DATA = Path(__file__).parent
_SCHEMAS = ("config", "template")
_TEMPLATE = "welcome.yaml"
_WORKFLOW = ".github/workflows/syncer.yml"


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the account before anything is written; None is left for people to fill in.

    `phone` has digits only. `base_url` is None where it is the usual one.
    """

    phone: str | None = None
    tenant_id: str | None = None
    base_url: str | None = None


@dataclass(frozen=True, slots=True)
class StarterFile:
    """A file to write where there is none; its path is absolute.

    Without the line `needed`, a file that is there already is not for this project.
    """

    path: Path
    text: str
    needed: str = ""


def first_template(folder: Path) -> StarterFile:
    """A template for a project that has none."""
    return StarterFile(folder / TEMPLATES / _TEMPLATE, _text(_TEMPLATE))


def starter_files(folder: Path, repository: Path | None, known: Known) -> tuple[StarterFile, ...]:
    """The files of a project in `folder` beside its templates; it may be in a git repository."""
    root = repository or folder
    place = _place(folder.relative_to(root))
    return (
        StarterFile(folder / FILE_NAME, _filled_in(_text(FILE_NAME), known)),
        *(StarterFile(folder / f"{name}.schema.json", schema_text(name)) for name in _SCHEMAS),
        StarterFile(root / _WORKFLOW, _placed(_text("workflow.yml"), place), place),
    )


def repository_of(folder: Path) -> Path | None:
    """The root of the git repository that a folder is in; its `.git` is a file in a worktree."""
    folders = (folder, *folder.parents)
    return next((one for one in folders if os.path.lexists(one / ".git")), None)


def _text(name: str) -> str:
    return (_DATA / name).read_text(encoding="utf-8")


def _filled_in(text: str, known: Known) -> str:
    """The project file, in which a line that only shows a value is exchanged for what is known."""
    values = {
        "phone": known.phone and f'"{known.phone}"',
        "tenant_id": known.tenant_id,
        "base_url": known.base_url,
    }
    for key, value in values.items():
        if value:
            text = re.sub(rf"^( +)# {key}: .*$", rf"\g<1>{key}: {value}", text, flags=re.MULTILINE)
    return text


def _place(folder: Path) -> str:
    """What a step of the workflow says of a project in this folder of the repository."""
    if folder == Path():
        return ""
    return f"working-directory: {json.dumps(folder.as_posix(), ensure_ascii=False)}"


def _placed(workflow: str, place: str) -> str:
    """The workflow for a project at a place: each of its steps goes there."""
    if not place:
        return workflow
    steps = re.compile(r"^( +)command: ", re.MULTILINE)
    return steps.sub(lambda match: f"{match[1]}{place}\n{match[0]}", workflow)
