"""The template files as they stand: found, read and parsed once for all accounts."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import TYPE_CHECKING

from syncer.desired.files import find_files
from syncer.desired.media import MediaStore
from syncer.desired.translations import inherited_by_translations, inherited_size
from syncer.documents.check import document_schema
from syncer.documents.compose import compose
from syncer.documents.limits import Size
from syncer.documents.plain import PlainDocument, read_plain
from syncer.documents.text import read_text, shown_path
from syncer.errors import Location, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from syncer.config import Config
    from syncer.desired.interpret import Interpreted
    from syncer.desired.render import Rendered
    from syncer.desired.variables import Values
    from syncer.documents.compose import ComposedDocument, Composition
    from syncer.documents.construct import Data
    from syncer.documents.nodes import Node

SCHEMA = "template"


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """One document of a template file, as it stands. `file` is the path as messages show it.

    `text` is the document's own, from its first value to the line that ends it; `start` and `end`
    are its offsets in the file's text, in characters; it begins at `line`. `plain` is what could be
    read of it at once, None where only its nodes tell what it means.
    """

    path: Path
    file: str
    text: str
    start: int
    end: int
    line: int
    plain: PlainDocument | None
    nodes: Callable[[], Node] = field(repr=False, compare=False)

    @property
    def root(self) -> Node:
        """The document with the position of each value, composed when first asked for."""
        return self.nodes()

    def data(self) -> Data:
        """The document's data with its `${…}` not filled in, whether they fit the schema or not."""
        return self.plain.data if self.plain else document_schema(SCHEMA).data(self.root)


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A template file. `complete` is False where a problem kept the rest of it from being read."""

    path: Path
    file: str
    text: str
    documents: tuple[SourceDocument, ...]
    problems: tuple[Problem, ...] = ()
    complete: bool = True


@dataclass(frozen=True, slots=True)
class Sources:
    """All template files of a project. `problems` are those of finding them.

    `chosen` are the files that problems and templates are wanted of, as messages show them; None
    means all. `interpreted` and `rendered` keep what several accounts have in common: documents
    without variables, by file and offset, and all of them, by the variables' values.
    """

    config: Config
    files: tuple[SourceFile, ...]
    problems: tuple[Problem, ...] = ()
    chosen: frozenset[str] | None = None
    media: MediaStore = field(default_factory=MediaStore, compare=False)
    interpreted: dict[tuple[str, int], Interpreted] = field(default_factory=dict, compare=False)
    rendered: dict[Values, Rendered] = field(default_factory=dict, compare=False)

    @property
    def documents(self) -> tuple[SourceDocument, ...]:
        """The documents of all files, in their order."""
        return tuple(document for file in self.files for document in file.documents)

    def wants(self, file: str) -> bool:
        """Whether problems and templates of this file are wanted."""
        return self.chosen is None or file in self.chosen


def read_sources(
    config: Config, *, base: Path | None = None, paths: Sequence[Path] | None = None
) -> Sources:
    """Read the project's template files. Messages show paths relative to `base`, or to the root.

    `paths` (files or folders) chooses the files whose problems are wanted; the others are read all
    the same, because references lead there. Raises UsageError for a path that does not exist.
    """
    base = base or config.root
    found = find_files(config, base, paths or ())
    files = tuple(_read(path, shown_path(path, base)) for path in found.paths)
    chosen = None if paths is None else frozenset(shown_path(path, base) for path in found.chosen)
    return Sources(config, files, found.problems, chosen)


def replace_document(file: SourceFile, document: SourceDocument, text: str) -> str:
    """The file's text with one of its documents exchanged for `text`, and the others as they are.

    What stands before the document's first value, such as a comment, stays as well.
    """
    before, after = file.text[: document.start], file.text[document.end :]
    line = before.rpartition("\n")[2]
    before = before.removesuffix(line) if line.isspace() else before
    gap = "" if before.endswith("\n") or not before else "\n"
    return f"{before}{gap}{text.removesuffix(chr(10))}\n{after}"


def source_file(path: Path, file: str, text: str) -> SourceFile:
    """A template file with this text. `file` is the path as messages show it."""
    nodes = _Nodes(text, file)
    plain = read_plain(text, document_schema(SCHEMA).place)
    if plain is None or inherited_by_translations(one.data for one in plain).excess():
        return _composed(path, nodes)
    documents = tuple(nodes.document(path, one, index) for index, one in enumerate(plain))
    return SourceFile(path, file, text, documents)


class _Nodes:
    """The nodes of one text, composed when they are first asked for."""

    def __init__(self, text: str, file: str) -> None:
        self.text = text
        self.file = file

    @cached_property
    def composition(self) -> Composition:
        """The documents of the text."""
        return compose(self.text, self.file)

    def root(self, index: int) -> Node:
        """One of the documents."""
        return self.composition.documents[index].root

    def document(
        self, path: Path, read: PlainDocument | ComposedDocument, index: int
    ) -> SourceDocument:
        """One of the documents as it was read, at once or with its nodes."""
        plain = read if isinstance(read, PlainDocument) else None
        line = read.line if isinstance(read, PlainDocument) else read.root.line
        text, nodes = self.text[read.start : read.end], partial(self.root, index)
        return SourceDocument(path, self.file, text, read.start, read.end, line, plain, nodes)


def _composed(path: Path, nodes: _Nodes) -> SourceFile:
    text, file, composition = nodes.text, nodes.file, nodes.composition
    if excess := _inherited(composition).excess():
        message = f"the translations of this file inherit more than {excess}"
        problem = Problem(Location(file), message, "split it into several files")
        return SourceFile(path, file, text, (), (*composition.problems, problem), complete=False)
    documents = tuple(
        nodes.document(path, one, index) for index, one in enumerate(composition.documents)
    )
    return SourceFile(path, file, text, documents, composition.problems, composition.complete)


def _inherited(composition: Composition) -> Size:
    """What the translations of all documents inherit, which each of them has as its own."""
    sizes = [inherited_size(document.root) for document in composition.documents]
    return Size(sum(size.values for size in sizes), sum(size.characters for size in sizes))


def _read(path: Path, file: str) -> SourceFile:
    text = read_text(path, file)
    if isinstance(text, Problem):
        return SourceFile(path, file, "", (), (text,), complete=False)
    return source_file(path, file, text)
