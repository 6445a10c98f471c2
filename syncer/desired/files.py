"""Which template files a project has, in an order that does not depend on the machine."""

from __future__ import annotations

import os
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from syncer.documents.text import shown_path
from syncer.documents.words import quoted
from syncer.errors import InvalidFilesError, Location, Problem, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from syncer.config import Config

_SUFFIXES = frozenset({".yaml", ".yml"})
_MAGIC = frozenset("*?[")


@dataclass(frozen=True, slots=True)
class FoundFiles:
    """The project's template files and those asked for, in order; and what could not be found."""

    paths: tuple[Path, ...]
    chosen: frozenset[Path]
    problems: tuple[Problem, ...]


def find_files(config: Config, base: Path, wanted: Iterable[Path]) -> FoundFiles:
    """The files that `templates` in syncer.yaml names, and those at or below the wanted paths.

    A linked file is read wherever the link leads: whoever may link it may name its target in
    syncer.yaml as well, and none of its text is sent but as a template. Relative paths are relative
    to `base`. Raises UsageError for a wanted path that is not there, InvalidFilesError for a folder
    that cannot be read.
    """
    root = _normal(base / config.root)
    own = _normal(base / config.path)
    chosen = frozenset(path for start in wanted for path in files_at(base / start)) - {own}
    file = shown_path(own, base)
    named = [_named(root, entry) for entry in config.templates]
    missing = [
        _missing(config, file, index, reason)
        for index, reason in enumerate(named)
        if isinstance(reason, str)
    ]
    paths = chosen.union(*(files for files in named if not isinstance(files, str))) - {own}
    # Those asked for come last: of two that contradict each other, the later one has the problem.
    order = sorted(paths, key=lambda path: (path in chosen, path.parts))
    return FoundFiles(tuple(order), chosen, tuple(missing))


def folders_of(config: Config, base: Path) -> tuple[Path, ...]:
    """The folders with the project's files: its own, and those elsewhere that `templates` names."""
    root = _normal(base / config.root)
    named = {_holding(_normal(root / entry)) for entry in config.templates}
    known = root.resolve()
    return (root, *sorted(one for one in named if one and not one.is_relative_to(known)))


def files_at(start: Path) -> Iterable[Path]:
    """The YAML file at a path, or those of the folder there.

    Raises UsageError for a path that is neither, InvalidFilesError for a folder that is closed.
    """
    path = _normal(start)
    if path.is_dir():
        return _below(path)
    if not path.is_file():
        raise UsageError(f"{quoted(str(start))} does not exist", hint="name a file or a folder")
    if path.suffix not in _SUFFIXES:
        raise UsageError(
            f"{quoted(str(start))} is not a YAML file", hint="name a .yaml or .yml file"
        )
    return (path,)


def _named(root: Path, entry: str) -> tuple[Path, ...] | str:
    """The files that one entry names: a folder's, a glob's, or one; or why there are none."""
    try:
        found = _files_of(root, entry)
    except OSError as error:  # a name that is too long, a folder above that is closed
        return f"cannot be read: {error.strerror}"
    return "does not exist" if found is None else found


def _files_of(root: Path, entry: str) -> tuple[Path, ...] | None:
    path = _normal(root / entry)
    if path.is_dir():
        return tuple(_below(path))
    if path.is_file():
        return (path,)
    return _matching(root, entry) if _MAGIC.intersection(entry) else None


def _holding(path: Path) -> Path | None:
    """The folder that is there, or that a file or what matches a pattern is in; no link."""
    fixed = Path(*takewhile(lambda part: not _MAGIC.intersection(part), path.parts))
    if os.path.isdir(fixed):  # noqa: PTH112 -- raises nothing where a folder above is closed
        return fixed.resolve()
    return fixed.resolve().parent if os.path.isfile(fixed) else None  # noqa: PTH113 -- the same


def _matching(root: Path, pattern: str) -> tuple[Path, ...] | None:
    try:
        matches = [_normal(match) for match in root.glob(pattern)]
    except (ValueError, NotImplementedError):  # not a pattern that pathlib takes
        return None
    return tuple(match for match in matches if match.suffix in _SUFFIXES and match.is_file())


def _below(folder: Path) -> Iterator[Path]:
    """The YAML files of a folder and its folders; neither hidden ones nor linked folders."""
    for parent, folders, files in os.walk(folder, onerror=_refuse):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in files:
            if Path(name).suffix in _SUFFIXES and not name.startswith("."):
                yield Path(parent, name)


def _refuse(error: OSError) -> NoReturn:
    message = f"the folder cannot be read: {error.strerror}"
    raise InvalidFilesError([Problem(Location(str(error.filename)), message)])


def _missing(config: Config, file: str, index: int, reason: str) -> Problem:
    places = config.locations
    place = places.get(f"templates[{index}]") or places.get("templates")
    return Problem(
        place or Location(file),
        f"the templates folder {quoted(config.templates[index])} {reason}",
        "make it, or say in `templates` where the template files are",
    )


def _normal(path: Path) -> Path:
    return Path(os.path.normpath(path))
