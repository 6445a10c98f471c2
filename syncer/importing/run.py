"""What an import is to write: rows as templates, templates as files, and what becomes of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from syncer.desired.references import declarations
from syncer.documents.compose import compose
from syncer.documents.text import read_text
from syncer.documents.words import listed
from syncer.errors import Problem
from syncer.importing.definitions import definition_of
from syncer.importing.files import failure, new_files, text_of
from syncer.importing.values import Expressed, Imported, ImportResult
from syncer.importing.warnings import warnings
from syncer.pull.files import outcome_of
from syncer.pull.places import is_template_file, misplaced
from syncer.pull.warnings import unread

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from syncer.desired import Sources
    from syncer.importing.values import Row
    from syncer.model import TemplateKey
    from syncer.pull.values import Destination, Outcome

_TWICE = "it stands in the input twice, with other content: the first one is taken"


def import_rows(rows: Iterable[Row], sources: Sources, destination: Destination) -> ImportResult:
    """What the files have to become so that they declare these templates. Writes nothing.

    `sources` are the template files that the project has already. Raises OSError for files in the
    way that cannot be read.
    """
    read = [definition_of(row) for row in rows]
    judge = _Judge(sources, destination, _declared(sources))
    judged = [judge.judged(one) for one in _once(read)]
    files = _files(judge, [one for one in judged if isinstance(one, Expressed)])
    written = [file for file in files if file.outcome == "written"]
    ended = {one.key: file.imported(one) for file in files for one in file.templates}
    elsewhere = [file.path for file in written if not is_template_file(sources.config, file.path)]
    return ImportResult(
        tuple(ended[one.key] if isinstance(one, Expressed) else one for one in judged),
        tuple(new for file in written for new in new_files(file.path, file.text, file.templates)),
        (*warnings([one for file in written for one in file.templates]), *unread(elsewhere)),
        tuple(one for one in read if isinstance(one, Problem)),
    )


@dataclass(frozen=True, slots=True)
class _File:
    """A template file as it is to be, with what it declares, and what becomes of it."""

    path: Path
    text: str
    templates: tuple[Expressed, ...]
    outcome: Outcome
    reason: str

    def imported(self, one: Expressed) -> Imported:
        """What becomes of one of its templates."""
        return Imported(one.key, self.outcome, self.path, self.reason, one.notes)


@dataclass(frozen=True, slots=True)
class _Judge:
    """Where templates go, and what stands in their way. `declared` has the files' own ones."""

    sources: Sources
    destination: Destination
    declared: Mapping[TemplateKey, Path]

    def home(self, one: Expressed) -> Path:
        """The file for a template."""
        return self.destination.folder / f"{one.key.name}.yaml"

    def judged(self, one: Expressed | Imported) -> Expressed | Imported:
        """The template, if it may be written."""
        if isinstance(one, Imported):
            return one
        home, config = self.home(one), self.sources.config
        if reason := misplaced(config, home) or failure(config, one):
            return Imported(one.key, "skipped", reason=reason)
        other = self.declared.get(one.key, home)
        if other != home and is_template_file(config, home):
            return Imported(one.key, "left", other, "this file of the project declares it already")
        return one

    def file(self, path: Path, templates: Sequence[Expressed]) -> _File:
        """What becomes of the file for these templates. Raises OSError."""
        text = text_of(templates)
        outcome = outcome_of(path, text, overwrite=self.destination.overwrite)
        reason = "the file would change: add --overwrite" if outcome == "left" else ""
        if outcome == "written" and (lost := _declared_in(path) - {one.key for one in templates}):
            names = listed(map(str, sorted(lost)))
            outcome, reason = "left", f"the file declares {names} too, which the input has not"
        return _File(path, text, tuple(templates), outcome, reason)


def _files(judge: _Judge, templates: Iterable[Expressed]) -> list[_File]:
    homes: dict[Path, list[Expressed]] = {}
    for one in templates:
        homes.setdefault(judge.home(one), []).append(one)
    return [judge.file(path, found) for path, found in homes.items()]


def _once(read: Iterable[Expressed | Imported | Problem]) -> Iterator[Expressed | Imported]:
    """Each name and language once; what is the same again is left out, what is not is told."""
    first: dict[TemplateKey, Expressed] = {}
    for one in read:
        if isinstance(one, Imported):
            yield one
        elif isinstance(one, Expressed):
            earlier = first.setdefault(one.key, one)
            if earlier is one:
                yield one
            elif (earlier.template, earlier.examples) != (one.template, one.examples):
                yield Imported(one.key, "skipped", reason=_TWICE)


def _declared(sources: Sources) -> dict[TemplateKey, Path]:
    """The files of the templates that the project declares already."""
    return {
        each.key: document.path
        for document in sources.documents
        for each in declarations(document.root, document.file)
    }


def _declared_in(path: Path) -> set[TemplateKey]:
    """What a file declares, if it is there and can be read."""
    text = read_text(path, path.name)
    documents = compose(text, path.name).documents if isinstance(text, str) else ()
    return {each.key for one in documents for each in declarations(one.root, path.name)}
