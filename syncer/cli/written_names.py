"""The names in a project's files, read line by line: fast, and whatever else is wrong with them.

It is for suggestions only: block style is seen and nothing else, and nothing is checked.
"""

from __future__ import annotations

import re
from contextlib import suppress
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_KEY = re.compile(r"""(?P<indent> *)(?P<quote>["']?)(?P<key>[\w.-]+)(?P=quote):(?:\s|$)""")
_NAME = re.compile(r"""^name: *["']?([a-z0-9_]+)""", re.MULTILINE)
_DOCUMENTS = re.compile(r"^---", re.MULTILINE)
_TEMPLATES = re.compile(r"^templates: *([^#\n]*)((?:.*\n *- .*)*)", re.MULTILINE)
_ENTRIES = re.compile(r"""["']?([^\s"'\[\],]+)["']?""")
_MAGIC = frozenset("*?[")
_MOST_FILES = 2_000
_MOST_CHARACTERS = 1_000_000


def account_names(project_file: Path) -> tuple[str, ...]:
    """The accounts of a syncer.yaml, in its order."""
    return _keys_below(_text(project_file), "accounts")


def template_names(project_file: Path) -> dict[str, tuple[str, ...]]:
    """The templates of a project and their languages, in the order of their names."""
    found: dict[str, tuple[str, ...]] = {}
    for path in islice(_files(project_file), _MOST_FILES):
        for document in _DOCUMENTS.split(_text(path)):
            if name := _NAME.search(document):
                languages = _keys_below(document, "translations")
                found[name[1]] = (*found.get(name[1], ()), *languages)
    return dict(sorted(found.items()))


def _keys_below(text: str, key: str) -> tuple[str, ...]:
    """The keys of the block below a key of the first level."""
    found: dict[str, None] = {}
    level: int | None = None
    for entry in filter(None, map(_KEY.match, text.splitlines())):
        indent = len(entry["indent"])
        if indent == 0:
            level = 0 if entry["key"] == key else None
        elif level is not None:
            level = level or indent
            if indent == level:
                found[entry["key"]] = None
    return tuple(found)


def _files(project_file: Path) -> Iterator[Path]:
    for entry in _templates(_text(project_file)):
        start = project_file.parent / entry
        if start.is_dir():
            yield from _yaml(start.rglob("*.y*ml"))
        elif _MAGIC & set(entry):
            yield from _yaml(project_file.parent.glob(entry))
        else:
            yield start


def _yaml(paths: Iterable[Path]) -> Iterator[Path]:
    return (path for path in paths if path.suffix in (".yaml", ".yml"))


def _templates(text: str) -> Iterable[str]:
    """Where syncer.yaml has its templates: a word, a list in brackets, or one of lines."""
    match = _TEMPLATES.search(text)
    if match is None:
        return ("templates",)
    lines = (line.strip().removeprefix("- ") for line in match[2].splitlines())
    places = [match[1], *(line for line in lines if line)]
    return _ENTRIES.findall(" ".join(place.partition(" #")[0] for place in places))


def _text(path: Path) -> str:
    with suppress(OSError), path.open(encoding="utf-8", errors="replace") as file:
        return file.read(_MOST_CHARACTERS)
    return ""
