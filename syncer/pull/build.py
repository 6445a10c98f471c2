"""The texts of template files that hold what is live."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

from syncer.desired import replace_document
from syncer.documents.yaml_text import yaml_text
from syncer.formatting.comments import comments_of
from syncer.pull.merge import merged_documents
from syncer.template_fields import new_document

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from syncer.desired import SourceDocument, SourceFile
    from syncer.model import Template
    from syncer.pull.declared import Declared, Translation
    from syncer.template_document import Document
    from syncer.template_fields import Names

_TRAILING_COMMENTS = re.compile(r"(?:^(?:#.*)?\r?\n)*(?:^#.*)?\Z", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class FileText:
    """A template file as it is to be: its text, and the live templates that it gets.

    `lost` counts the comments that it had, and has no longer.
    """

    path: Path
    text: str
    translations: tuple[Translation, ...]
    lost: int = 0


def home_of(declared: Declared, folder: Path, template: Template) -> Path:
    """The file for a live template: the one that declares its name, or `folder/<name>.yaml`."""
    document = declared.home(template) or declared.file_of(template.name)
    return document.path if document else folder / f"{template.name}.yaml"


def file_text(
    declared: Declared, path: Path, translations: Sequence[Translation], names: Names
) -> FileText:
    """The file at `path` with these live translations in it, and all else that it has."""
    file = next((one for one in declared.sources.files if one.path == path), None)
    text = _edited(declared, file, translations, names) if file else ""
    new = [one for one in translations if declared.home(one.live) is None]
    ignored = {one.live.key: one.ignore for one in new}
    groups = by_document(one.live for one in new)
    documents = [yaml_text(new_document(group, names, ignored)) for group in groups]
    before = [text if text.endswith("\n") else f"{text}\n"] if text else []
    whole = "---\n".join([*before, *documents])
    lost = _comments(file.text if file else "") - _comments(whole)
    return FileText(path, _with_line_ends_of(file, whole), tuple(translations), lost.total())


def _comments(text: str) -> Counter[str]:
    return Counter(comment.text for comment in comments_of(text) if comment.text)


def _edited(
    declared: Declared, file: SourceFile, translations: Sequence[Translation], names: Names
) -> str:
    """The file with new texts for the documents that these translations belong to."""
    edited = file
    for document in reversed(file.documents):  # the last one first, so that offsets hold
        group = [one for one in translations if declared.home(one.live) is document]
        if group:
            category = declared.category_of(document)
            written = merged_documents(_data(document), category, group, names)
            text = "---\n".join(map(yaml_text, written)) + _trailing_comments(document.text)
            edited = replace(edited, text=replace_document(edited, document, text))
    return edited.text


def _data(document: SourceDocument) -> Document:
    """The data of a document that rendered to a template, and is a map therefore."""
    return cast("Document", document.data())


def _trailing_comments(text: str) -> str:
    """What stands behind a document's last value, and is mostly about the next document."""
    match = _TRAILING_COMMENTS.search(text)
    return match[0] if match else ""


def by_document(templates: Iterable[Template]) -> list[list[Template]]:
    """The templates that one document can hold together: the same name, the same category."""
    groups: dict[tuple[str, str], list[Template]] = {}
    for one in templates:
        groups.setdefault((one.name, one.category), []).append(one)
    return list(groups.values())


def _with_line_ends_of(file: SourceFile | None, text: str) -> str:
    """The text with the line ends that the file has already."""
    if file is None or "\r\n" not in file.text:
        return text
    return text.replace("\r\n", "\n").replace("\n", "\r\n")
