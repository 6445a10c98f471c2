"""Which files are written, and what references and media are called in them."""

from __future__ import annotations

from codecs import BOM_UTF8
from dataclasses import dataclass
from typing import TYPE_CHECKING

from syncer.pull.build import file_text
from syncer.pull.media import media_paths
from syncer.pull.places import is_template_file
from syncer.pull.values import NewFile
from syncer.template_fields import Names

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from pathlib import Path

    from syncer.model import Form, TemplateKey
    from syncer.pull.build import FileText
    from syncer.pull.declared import Declared, Translation
    from syncer.pull.media import LiveFile
    from syncer.pull.values import Outcome


@dataclass(frozen=True, slots=True)
class Found:
    """A live template that a file should hold: which one, and the media that goes with it."""

    translation: Translation
    home: Path
    media: LiveFile | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """All that the texts are made of. `media` has the path of each content, for each folder."""

    declared: Declared
    forms: tuple[Form, ...]
    found: Sequence[Found]
    media: Mapping[Path, Mapping[str, Path]]
    in_project: frozenset[Path]

    def texts(self, left: Collection[Path]) -> list[FileText]:
        """Every file with its live templates, where the files `left` stay as they are."""
        return [self._text(path, left) for path in dict.fromkeys(one.home for one in self.found)]

    def new_files(self, text: FileText) -> Iterator[NewFile]:
        """What has to be written for a text: the media that are not there yet, and then itself."""
        paths = self.media[text.path.parent]
        contents = {paths[one.digest]: one.content for one in self._media_of(text.path)}
        for path, content in contents.items():
            if not path.exists():
                yield NewFile(path, content)
        yield NewFile(text.path, text.text.encode())

    def _text(self, path: Path, left: Collection[Path]) -> FileText:
        translations = [one.translation for one in self.found if one.home == path]
        media = {digest: _relative(one, path) for digest, one in self.media[path.parent].items()}
        names = Names(self._declared_for(path, left), self.forms, media)
        return file_text(self.declared, path, translations, names)

    def _declared_for(self, path: Path, left: Collection[Path]) -> Collection[TemplateKey]:
        """The templates that a plan knows beside this file, and need not be called external."""
        near = [one for one in self.found if one.home not in left]
        if path in self.in_project:
            near = [one for one in near if one.home in self.in_project]
        return self.declared.templates.keys() | {one.translation.live.key for one in near}

    def _media_of(self, path: Path) -> Iterator[LiveFile]:
        return (one.media for one in self.found if one.home == path and one.media)


def draft(declared: Declared, forms: tuple[Form, ...], found: Sequence[Found]) -> Draft:
    """The files of these live templates. What lies on the disk already keeps its place."""
    homes = {one.home for one in found}
    folders = {path.parent for path in homes}
    media = {
        folder: media_paths(
            folder, [one.media for one in found if one.home.parent == folder and one.media]
        )
        for folder in folders
    }
    config = declared.sources.config
    inside = frozenset(path for path in homes if is_template_file(config, path))
    return Draft(declared, forms, found, media, inside)


def outcomes(draft: Draft, *, overwrite: bool) -> list[tuple[FileText, Outcome]]:
    """What becomes of each file.

    A file that is left alone does not declare what is live, which changes how others refer to it.
    """
    left: frozenset[Path] = frozenset()
    while True:
        found = [
            (text, outcome_of(text.path, text.text, overwrite=overwrite))
            for text in draft.texts(left)
        ]
        now = left.union(text.path for text, outcome in found if outcome == "left")
        if now == left:
            return found
        left = now


def outcome_of(path: Path, text: str, *, overwrite: bool) -> Outcome:
    """What becomes of a file that should have this text. Raises OSError where it cannot be read."""
    if not path.exists():
        return "written"
    if path.read_bytes().removeprefix(BOM_UTF8) == text.encode():
        return "unchanged"
    return "written" if overwrite else "left"


def _relative(path: Path, file: Path) -> str:
    return path.relative_to(file.parent).as_posix()
