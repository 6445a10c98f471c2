"""Templates → the text of the file that declares them, and the media beside it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from syncer.config import Account
from syncer.desired import render
from syncer.documents.yaml_text import yaml_text
from syncer.importing.placeholders import placeholders
from syncer.key_order import TRANSLATION, ordered
from syncer.model import MediaHeader
from syncer.pull.build import by_document
from syncer.pull.media import FOLDER
from syncer.pull.unsaved import unsaved
from syncer.pull.values import NewFile
from syncer.template_fields import Names, escaped, new_document

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from syncer.config import Config
    from syncer.importing.values import Expressed
    from syncer.model import Template
    from syncer.template_document import Document

_NOBODY = Account("nobody", None, None, "", None, None)


def text_of(templates: Sequence[Expressed]) -> str:
    """A document for each category, its translations in the order of the input."""
    groups = by_document([one.template for one in templates])
    examples = {one.key: one.examples for one in templates}
    return "---\n".join(
        yaml_text(_document(group, {one.language: examples[one.key] for one in group}))
        for group in groups
    )


def failure(config: Config, one: Expressed) -> str:
    """What keeps a file from saying just this template, or ""."""
    rendered = render(unsaved(config, text_of([one])), _NOBODY)
    read = [(_without_media(each.template), each.examples) for each in rendered.templates]
    if read == [(_without_media(one.template), one.examples)]:
        return ""
    return "no file can say just what stands in its texts"


def new_files(path: Path, text: str, templates: Sequence[Expressed]) -> Iterator[NewFile]:
    """A template file, and before it the media that its headers show, if they are not there yet."""
    headers = [one.template.header for one in templates]
    shown = {header.filename for header in headers if isinstance(header, MediaHeader)}
    for placeholder in placeholders().values():
        target = path.parent / FOLDER / placeholder.filename
        if placeholder.filename in shown and not target.exists():
            yield NewFile(target, placeholder.content)
    yield NewFile(path, text.encode())


def _document(group: Sequence[Template], examples: Mapping[str, Mapping[str, str]]) -> Document:
    media = {one.digest: f"{FOLDER}/{one.filename}" for one in placeholders().values()}
    document = new_document(group, Names((), (), media))
    for language, fields in document["translations"].items():
        if samples := examples[language]:
            fields["examples"] = {name: escaped(sample) for name, sample in samples.items()}
            document["translations"][language] = ordered(fields, TRANSLATION)
    return document


def _without_media(template: Template) -> Template:
    """As far as it can be compared where the bytes of media are not there."""
    return replace(template, header=None) if isinstance(template.header, MediaHeader) else template
