"""Templates as a person would write them: YAML made with PyYAML alone, not our own writer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml
from support.project import Project, new_project
from support.templates import MEDIA

from syncer.model import (
    FlowButton,
    MediaHeader,
    PhoneNumberButton,
    QuickReplyButton,
    TagEvent,
    Template,
    TemplateEvent,
    TemplateKey,
    TextEvent,
    TextHeader,
    UrlButton,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from syncer.emulator import Running
    from syncer.model import Button, ButtonEvent, Header


def project_of(root: Path, templates: Iterable[Template], config: str | None = None) -> Project:
    """A project that declares just these templates, one document each."""
    project = new_project(root, config) if config else new_project(root)
    for medium in MEDIA:
        project.write(f"templates/media/{medium.filename}", medium.content)
    rewrite(project, templates)
    return project


def rewrite(project: Project, templates: Iterable[Template]) -> None:
    """Let the project declare just these templates from now on."""
    documents = [document_of(one) for one in templates]
    text = yaml.safe_dump_all(documents, allow_unicode=True, sort_keys=False)
    project.write("templates/all.yaml", text)


def document_of(one: Template) -> dict[str, Any]:
    """One template as a document of a template file."""
    fields = {
        "header": _header(one.header),
        "body": one.body,
        "footer": one.footer,
        "buttons": [_button(button) for button in one.buttons],
        "tag": one.tag,
        "close_unassigned": one.close_unassigned,
    }
    return {
        "name": one.name,
        "category": one.category,
        "translations": {one.language: {key: value for key, value in fields.items() if value}},
    }


def make_tags(emulator: Running, templates: Iterable[Template]) -> None:
    """Let the emulator know every tag that these templates name."""
    for one in templates:
        names = {event.tag for event in events_of(one) if isinstance(event, TagEvent)}
        for name in names | ({one.tag} if isinstance(one.tag, str) else set()):
            emulator.console.add_tag(name)


def targets_of(templates: Iterable[Template]) -> set[TemplateKey]:
    """The templates that the events of these lead to."""
    return {
        TemplateKey(event.name, str(event.language))
        for one in templates
        for event in events_of(one)
        if isinstance(event, TemplateEvent)
    }


def events_of(one: Template) -> list[ButtonEvent]:
    """All events of a template's buttons."""
    replies = [button for button in one.buttons if isinstance(button, QuickReplyButton)]
    return [event for reply in replies for event in reply.events]


def _header(header: Header | None) -> dict[str, str] | None:
    match header:
        case TextHeader(text):
            return {"text": text}
        case MediaHeader():
            return {header.format.lower(): f"media/{header.filename}"}
    return None


def _button(button: Button) -> dict[str, Any]:
    match button:
        case QuickReplyButton(text, unsubscribe, events):
            return {
                "type": "QUICK_REPLY",
                "text": text,
                "unsubscribe": unsubscribe,
                "events": [_event(event) for event in events],
            }
        case UrlButton(text, url):
            return {"type": "URL", "text": text, "url": url}
        case PhoneNumberButton(text, number):
            return {"type": "PHONE_NUMBER", "text": text, "phone_number": number}
        case FlowButton(text, flow):
            return {"type": "FLOW", "text": text, "flow": flow}
    raise AssertionError(button)


def _event(event: ButtonEvent) -> dict[str, Any]:
    match event:
        case TagEvent(tag):
            return {"tag": tag}
        case TextEvent(text):
            return {"text": text}
    return {"template": {"name": event.name, "language": event.language}}
