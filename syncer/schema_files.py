"""The schemas that ship with syncer: JSON Schemas for files, and NxCloud's API as OpenAPI."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from syncer.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

_SUFFIXES = (".schema.json", ".openapi.yaml")


def schema_folder(package: Path) -> Path:
    """The folder of the schemas: inside an installed package, beside it in a checkout."""
    installed = package / "schemas"
    return installed if installed.is_dir() else package.parent / "schemas"


def schema_names() -> tuple[str, ...]:
    """The names that `schema_text` takes, in alphabetical order."""
    return tuple(sorted(_schema_paths()))


def schema_text(name: str) -> str:
    """The schema's file, as it stands. Raises UsageError for a name that is none."""
    path = _schema_paths().get(name)
    if path is None:
        raise UsageError(
            f"there is no schema `{name}`", hint=f"the schemas are {', '.join(schema_names())}"
        )
    return path.read_text(encoding="utf-8")


@cache
def load_schema(name: str) -> Mapping[str, Any]:
    """The schema as data, read once per process. Raises UsageError for a name that is none."""
    text = schema_text(name)
    if _schema_paths()[name].suffix == ".json":
        schema: Mapping[str, Any] = json.loads(text)
    else:
        import yaml

        schema = yaml.load(text, Loader=yaml.CSafeLoader)
    return schema


def _schema_paths() -> dict[str, Path]:
    folder = schema_folder(Path(__file__).parent)
    return {
        path.name.removesuffix(suffix): path
        for suffix in _SUFFIXES
        for path in folder.glob(f"*{suffix}")
    }
