"""All that a project's files say, as a value; and what follows from it for what is live."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any

import yaml
from support.files import document_of
from support.project import CONFIG
from support.templates import MEDIA

from syncer.model import QuickReplyButton, Template, TemplateEvent, TemplateKey

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from support.project import Project

    from syncer.model import ButtonEvent

NETWORK = "network: {timeout_seconds: 10, retry_seconds: 1, writes_per_second: 1000}\n"
"""Patience for a busy machine, and little with a server that fails."""


@dataclass(frozen=True, slots=True)
class Declared:
    """A template in the files, with what only the files say of it."""

    template: Template
    protect: bool = False
    sync_meta: str = "auto"

    @property
    def document(self) -> dict[str, Any]:
        """One document of a template file."""
        document = document_of(self.template)
        only_here = {"protect": self.protect, "sync_meta": self.sync_meta}
        document["translations"][self.template.language] |= only_here
        return document


@dataclass(frozen=True, slots=True)
class Terms:
    """What `scope` and `prune` of syncer.yaml say."""

    include: tuple[str, ...] | None = None
    protect: tuple[str, ...] = ()
    prune: bool = False


@dataclass(frozen=True, slots=True)
class Files:
    """A project. `media` counts how often the bytes of a media file were replaced."""

    templates: Mapping[TemplateKey, Declared] = field(default_factory=dict)
    terms: Terms = Terms()
    media: Mapping[str, int] = field(default_factory=dict)

    def declares(self, key: TemplateKey) -> bool:
        """Whether the files want this template."""
        return key in self.templates

    def owns(self, key: TemplateKey) -> bool:
        """Whether the template is in scope."""
        if self.terms.include is None:
            return any(key.name == one.name for one in self.templates)
        return any(fnmatchcase(key.name, glob) for glob in self.terms.include)

    def protects(self, key: TemplateKey) -> bool:
        """Whether the template is never deleted."""
        by_file = {one.name for one, declared in self.templates.items() if declared.protect}
        return key.name in by_file or any(
            fnmatchcase(key.name, glob) for glob in self.terms.protect
        )

    def with_template(self, declared: Declared) -> Files:
        """The same, where this template is declared so; its events lead to declared ones."""
        key = declared.template.key
        known = sorted({*self.templates, key})
        aimed = replace(declared, template=aimed_at(known, declared.template))
        return replace(self, templates={**self.templates, key: aimed})

    def without(self, gone: Sequence[TemplateKey]) -> Files:
        """The same without these templates, and without the events that lead to them."""
        left = {
            key: replace(declared, template=_without_events_to(gone, declared.template))
            for key, declared in self.templates.items()
            if key not in gone
        }
        return replace(self, templates=left)

    def write(self, project: Project) -> None:
        """Let the project's files say just this."""
        documents = [declared.document for declared in self.templates.values()]
        text = yaml.safe_dump_all(documents, allow_unicode=True, sort_keys=False)
        project.write("templates/all.yaml", text)
        for medium in MEDIA:
            version = b" again" * self.media.get(medium.filename, 0)
            project.write(f"templates/media/{medium.filename}", medium.content + version)
        project.write("syncer.yaml", CONFIG + NETWORK + _terms_text(self.terms))


def aimed_at(targets: Sequence[TemplateKey], one: Template) -> Template:
    """The template with its events that lead to others leading to `targets`; none without any."""

    def aimed(event: ButtonEvent) -> ButtonEvent | None:
        if not isinstance(event, TemplateEvent):
            return event
        if not targets:
            return None
        target = targets[sum(f"{event.name}{event.language}".encode()) % len(targets)]
        return TemplateEvent(target.name, target.language)

    return _with_events(one, lambda events: dict.fromkeys(filter(None, map(aimed, events))))


def _without_events_to(gone: Sequence[TemplateKey], one: Template) -> Template:
    lost = {TemplateEvent(key.name, key.language) for key in gone}
    return _with_events(one, lambda events: [event for event in events if event not in lost])


def _with_events(
    one: Template, change: Callable[[Sequence[ButtonEvent]], Iterable[ButtonEvent]]
) -> Template:
    buttons = tuple(
        replace(button, events=tuple(change(button.events)))
        if isinstance(button, QuickReplyButton)
        else button
        for button in one.buttons
    )
    return replace(one, buttons=buttons)


def _terms_text(terms: Terms) -> str:
    scope: dict[str, Any] = {"protect": list(terms.protect)}
    if terms.include is not None:
        scope["include"] = list(terms.include)
    return yaml.safe_dump({"scope": scope, "prune": terms.prune})
