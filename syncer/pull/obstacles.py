"""Why a template file cannot say what is live: known beforehand, or found by trying it out."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from syncer.config import Scope
from syncer.desired import SourceDocument, SourceFile, Sources, render
from syncer.desired.media import MediaStore
from syncer.documents.compose import compose
from syncer.errors import InvalidFilesError
from syncer.model import (
    MediaFile,
    MediaHeader,
    QuickReplyButton,
    TemplateEvent,
    UnsupportedButton,
    UnsupportedHeader,
)
from syncer.plan.diff import changes_between
from syncer.plan.lifecycle import GOING
from syncer.plan.references import resolve_references
from syncer.plan.unknowns import comparable
from syncer.pull.fields import Names
from syncer.pull.merge import new_document
from syncer.pull.places import is_template_file
from syncer.pull.text import yaml_text
from syncer.template_document import to_document

if TYPE_CHECKING:
    from collections.abc import Iterator

    from syncer.config import Account, Config
    from syncer.model import Button, LiveTemplate, Snapshot, Template

CATEGORIES = ("MARKETING", "UTILITY")
"""What `category_type` can say (API document, "Create Template Message")."""


def obstacle(live: LiveTemplate) -> str:
    """What of a live template this API cannot write, or ""."""
    return next(_obstacles(live), "")


def _obstacles(live: LiveTemplate) -> Iterator[str]:
    template, header = live.template, live.template.header
    if live.status == GOING:
        yield f"its deletion is under way ({GOING})"
    if template.category not in CATEGORIES:
        yield f"its category {template.category or 'unknown'} cannot be written through this API"
    if isinstance(header, UnsupportedHeader):
        yield f"its {header.format} header cannot be written through this API"
    yield from filter(None, map(_button_obstacle, template.buttons))
    if not _is_whole(template):
        yield "a text of it holds half of an emoji, which no file can"


def _button_obstacle(button: Button) -> str:
    if isinstance(button, UnsupportedButton):
        return f"its button {button.type} cannot be written through this API"
    if isinstance(button, QuickReplyButton):
        for event in button.events:
            if isinstance(event, TemplateEvent) and event.language is None:
                return f"its button {button.text!r} leads to a template that is gone"
    return ""


def _is_whole(template: Template) -> bool:
    try:
        json.dumps(to_document(template), ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    return True


@dataclass(frozen=True, slots=True)
class Trial:
    """A template written to a file that only exists here, and read as a plan reads it."""

    config: Config
    account: Account
    snapshot: Snapshot

    def failure(self, live: LiveTemplate, home: Path) -> str:
        """What a plan would object to, or see differently, if this template were in a file; or "".

        Media need not be there, nor the templates that events lead to. The project's scope counts
        if `home`, the file that it is for, is one of the project.
        """
        config = self.config
        if not is_template_file(config, home):
            config = replace(config, scope=Scope())
        rendered = render(_source(config, live, self.snapshot), self.account)
        errors = [one.message for one in rendered.problems if one.severity == "error"]
        if errors:
            return errors[0]
        try:
            (desired,) = resolve_references(rendered.templates, self.snapshot)
        except InvalidFilesError as error:
            return error.problems[0].message
        return _difference(comparable(self.account.name, desired, live).template, desired.template)


def _difference(live: Template, read: Template) -> str:
    paths = ", ".join(change.path for change in changes_between(live, read))
    return f"a file cannot say just what is live in {paths}" if paths else ""


def _source(config: Config, live: LiveTemplate, snapshot: Snapshot) -> Sources:
    """A project with one file, which holds just this template."""
    header = live.template.header
    digest = header.digest if isinstance(header, MediaHeader) else None
    names = Names((), snapshot.forms, {digest: digest} if digest else {})
    text = yaml_text(new_document([live.template], names))
    path = config.root / "trial.yaml"
    documents = tuple(
        SourceDocument(path, path.name, text, one.root, one.start, one.end)
        for one in compose(text, path.name).documents
    )
    file = SourceFile(path, path.name, text, documents)
    return Sources(config, (file,), media=_AnyMedia())


class _AnyMedia(MediaStore):
    """Takes each path for the digest of its bytes."""

    def media(self, root: Path, folder: Path, written: str) -> MediaFile:
        del root, folder
        return MediaFile(Path(written), written)
