"""From the model to a write's body (API document, "Create Template Message", "Update Template")."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from syncer.errors import RefusedError
from syncer.model import (
    FlowButton,
    PhoneNumberButton,
    QuickReplyButton,
    TagEvent,
    TemplateKey,
    TextEvent,
    TextHeader,
    UnnamedTags,
    UnsupportedHeader,
    UrlButton,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from syncer.model import Button, ButtonEvent, MediaFormat, Template, TemplateEvent

Payload = dict[str, object]

_CATEGORY_TYPES: Mapping[str, int] = {"MARKETING": 1, "UTILITY": 2}


@dataclass(frozen=True, slots=True)
class HeaderMedia:
    """The media of a header as the upload, or the detail, names them; `h` is sent verbatim."""

    media_id: str
    h: str
    filename: str
    format: MediaFormat


def create_payload(
    template: Template,
    *,
    media: HeaderMedia | None,
    event_ids: Mapping[TemplateKey, int],
    sync_meta: bool,
) -> Payload:
    """The body of a create, without `tenant_id` and without what is not set.

    `media` is the header's, if it has one; `event_ids` are the platform ids of the templates that
    events name. Raises RefusedError for what cannot be written; see `update_payload`.
    """
    draft = _Draft(template, media, event_ids)
    buttons = [_without_unset(button) for button in draft.buttons()]
    return _without_unset({**draft.content(), "syn_meta": sync_meta, "buttonComponents": buttons})


def update_payload(
    template_id: int,
    template: Template,
    *,
    media: HeaderMedia | None,
    event_ids: Mapping[TemplateKey, int],
    sync_meta: bool,
) -> Payload:
    """The body of an update, without `tenant_id` and with every field.

    Whether a field left out is kept or cleared is unknown (facts, "Clearing a field"), so what is
    not set is sent as "" or []. Raises RefusedError for what cannot be written: tags that one name
    cannot stand for, an unsupported header, button or category, missing media, an event whose
    template has no id.
    """
    draft = _Draft(template, media, event_ids)
    return {
        "id": template_id,
        **draft.content(),
        "syn_meta": sync_meta,
        "buttonComponents": draft.buttons(),
    }


def _without_unset(payload: Payload) -> Payload:
    return {name: value for name, value in payload.items() if value not in ("", [])}


@dataclass(frozen=True, slots=True)
class _Draft:
    """A template with what its references stand for at NxCloud."""

    template: Template
    media: HeaderMedia | None
    event_ids: Mapping[TemplateKey, int]

    def content(self) -> Payload:
        return {
            "name": self.template.name,
            "language": self.template.language,
            "category_type": self._category_type(),
            "content": self.template.body,
            **self._header(),
            "footerText": self.template.footer or "",
            "tag_name": self._tag_name(),
            "is_close_auto_flow": int(self.template.close_unassigned),
        }

    def buttons(self) -> list[Payload]:
        return [self._button(button) for button in self.template.buttons]

    def _category_type(self) -> int:
        category = self.template.category
        if category not in _CATEGORY_TYPES:
            raise self._refused(f"the category {category or '(none)'} cannot be written")
        return _CATEGORY_TYPES[category]

    def _header(self) -> Payload:
        match self.template.header:
            case None:
                return _header_fields()
            case TextHeader(text):
                return _header_fields(text)
            case UnsupportedHeader(header_format):
                raise self._refused(f"a header of the format {header_format} cannot be written")
        if self.media is None:
            raise self._refused("the media of the header have not been uploaded")
        return _header_fields(media=self.media)

    def _tag_name(self) -> str:
        tag = self.template.tag
        if isinstance(tag, UnnamedTags):
            ids = ", ".join(map(str, tag.ids))
            raise self._refused(f"one name cannot stand for its tags ({ids}), they would be lost")
        return tag or ""

    def _button(self, button: Button) -> Payload:
        match button:
            case QuickReplyButton(text, unsubscribe, events):
                return {
                    "type": "QUICK_REPLY",
                    "text": text,
                    "customizeType": "unsubscribe" if unsubscribe else "conventional",
                    "buttonEvents": [self._event(event) for event in events],
                }
            case UrlButton(text, url):
                return {"type": "URL", "text": text, "url": url}
            case PhoneNumberButton(text, number):
                digits = number.removeprefix("+")
                return {"type": "PHONE_NUMBER", "text": text, "phoneNumber": digits}
            case FlowButton(text, flow):
                return {"type": "FLOW", "text": text, "flow_id": flow}
        raise self._refused(f"a button of the type {button.type} cannot be written")

    def _event(self, event: ButtonEvent) -> Payload:
        match event:
            case TagEvent(tag):
                return {"event": "tag", "tagName": tag}
            case TextEvent(text):
                return {"event": "text", "text": text}
        return {
            "event": "template",
            "templateId": self._event_id(event),
            "templateName": event.name,
        }

    def _event_id(self, event: TemplateEvent) -> int:
        key = TemplateKey(event.name, event.language or "")
        if key not in self.event_ids:
            raise self._refused(f"an event leads to {key}, whose id is not known")
        return self.event_ids[key]

    def _refused(self, why: str) -> RefusedError:
        return RefusedError(
            f"{self.template.key}: {why}",
            hint="change the template file, or change this part in NxCloud's console",
        )


def _header_fields(text: str = "", media: HeaderMedia | None = None) -> Payload:
    return {
        "headerText": text,
        "mediaName": media.filename if media else "",
        "mediaId": media.media_id if media else "",
        "mediaType": media.format if media else "",
        "templateMediaId": media.h if media else "",
    }
