"""Where pulled files go, and whether a plan would read them there."""

from __future__ import annotations

import os
from fnmatch import fnmatchcase
from glob import has_magic
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from syncer.config import Config

_SUFFIXES = (".yaml", ".yml")
_LONGEST_NAME = 255
"""In bytes, on every common file system."""


def templates_folder(config: Config) -> Path:
    """The folder for names that no file declares: the first one of `templates`."""
    entries = [PurePath(entry) for entry in config.templates]
    folders = [one for one in entries if not has_magic(str(one)) and one.suffix not in _SUFFIXES]
    return _normal(config.root / (folders or [_fixed_part(one) for one in entries])[0])


def is_template_file(config: Config, path: Path) -> bool:
    """Whether a YAML file at this absolute path belongs to the project's template files."""
    return path != _normal(config.path) and any(
        _names(_normal(config.root), entry, path) for entry in config.templates
    )


def misplaced(config: Config, path: Path) -> str:
    """Why no template file can be written at this absolute path, or ""."""
    if path == _normal(config.path):
        return f"its file would be {path.name} itself: write it into another folder with --out"
    if len(path.name) > _LONGEST_NAME:
        return "its name is too long for a file: declare it in a file of another name first"
    return ""


def _fixed_part(entry: PurePath) -> PurePath:
    """The folder below which a glob looks, or in which a file lies."""
    fixed = [part for part in entry.parents if not has_magic(str(part))]
    return fixed[0]


def _names(root: Path, entry: str, path: Path) -> bool:
    if not has_magic(entry):
        return path.is_relative_to(_normal(root / entry))
    return path.is_relative_to(root) and _matches(
        path.relative_to(root).parts, PurePath(entry).parts
    )


def _matches(parts: Sequence[str], pattern: Sequence[str]) -> bool:
    """As pathlib's glob, where `**` is any number of folders."""
    if not pattern:
        return not parts
    if pattern[0] == "**":
        return _matches(parts, pattern[1:]) or bool(parts and _matches(parts[1:], pattern))
    return bool(parts) and fnmatchcase(parts[0], pattern[0]) and _matches(parts[1:], pattern[1:])


def _normal(path: Path) -> Path:
    return Path(os.path.normpath(path))
