"""From stored templates to what is read: list rows and details, as in the document's samples."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from syncer.emulator import media, short_links
from syncer.emulator.languages import LANGUAGES

if TYPE_CHECKING:
    from syncer.emulator.platform import Platform
    from syncer.emulator.records import Button, ButtonEvent, Form, Header, JsonObject, Template

# Only 2 is seen in a sample; the other numbers are the emulator's own.
_STATUS_NUMBERS = {
    "PENDING": 1,
    "APPROVED": 2,
    "REJECTED": 3,
    "IN_APPEAL": 4,
    "PAUSED": 5,
    "DISABLED": 6,
    "PENDING_DELETION": 7,
    "LIMIT_EXCEEDED": 8,
    "ARCHIVED": 9,
}
# 1 and 2 are documented; a category that cannot be written has the emulator's own number.
_CATEGORY_TYPES = {"MARKETING": 1, "UTILITY": 2}
_OTHER = 99
_PLACEHOLDER = re.compile(r"\{\{[^{}]+\}\}")
_SAMPLE_NUMBER = "8613800000000"


def row(platform: Platform, template: Template, base_url: str) -> JsonObject:
    """A row of the list (API document, "Get Template Message List", response example)."""
    settings = platform.settings
    content = template.body
    if settings.short_links == "detail_and_list":
        content = short_links.shortened(platform.store, template.id, content, base_url)
    return {
        "id": template.id,
        "channel": template.channel,
        "name": template.name,
        "content": content,
        "created_at": _date_time(template.created_at, settings.utc_offset_hours),
        "updated_at": _date_time(template.updated_at, settings.utc_offset_hours),
        "status": _STATUS_NUMBERS.get(template.status, _OTHER),
        "language": template.language,
        "language_name": LANGUAGES.get(template.language, template.language),
        "unsubscribe": "",
        "additional": None,
        "quality": template.quality,
        "category": template.category,
        "category_type": _CATEGORY_TYPES.get(template.category, _OTHER),
        "waRejectedReason": template.rejected_reason,
        "is_close_auto_flow": template.is_close_auto_flow,
    }


@lru_cache(maxsize=10_000)
def _date_time(seconds: float, utc_offset_hours: float) -> str:
    moment = datetime.fromtimestamp(int(seconds), UTC) + timedelta(hours=utc_offset_hours)
    return moment.strftime("%Y-%m-%d %H:%M:%S")


def detail(platform: Platform, template: Template, base_url: str) -> JsonObject:
    """The detail (API document, "Get Template Details", sample responses). Its id is Meta's."""
    tag_ids = template.tag_ids if platform.settings.tag_ids_read == "kept" else ()
    return {
        "namespace": None,
        "name": template.name,
        "category": template.category,
        "category_type": _CATEGORY_TYPES.get(template.category, _OTHER),
        "components": _components(platform, template, base_url),
        "language": template.language,
        "status": template.status,
        "id": template.meta_id,
        "quality_score": {"score": template.quality},
        "tag_ids": list(tag_ids),
        "is_close_auto_flow": template.is_close_auto_flow,
    }


def _components(platform: Platform, template: Template, base_url: str) -> list[JsonObject]:
    components = [_body(platform, template, base_url)]
    if template.header:
        components.insert(0, _header(platform, template.header, base_url))
    if template.footer:
        components.append(_component("FOOTER", text=template.footer))
    if template.buttons:
        components.append(_component("BUTTONS", buttons=[_button(b) for b in template.buttons]))
    return components


def _component(kind: str, **filled: object) -> JsonObject:
    return {
        "type": kind,
        "format": None,
        "text": None,
        "buttons": None,
        "parameters": None,
        "sub_type": None,
        "index": None,
        "example": None,
        "filename": None,
        "url": None,
        "media_id": None,
        "h": None,
        "media_type": None,
        **filled,
    }


def _header(platform: Platform, header: Header, base_url: str) -> JsonObject:
    if not header.media_id:
        return _component("HEADER", format=header.format, text=header.text or None)
    expires_at = platform.now() + platform.settings.media_url_seconds
    url = media.signed_url(base_url, header.media_id, platform.url_key, expires_at)
    return _component(
        "HEADER",
        format=header.format,
        example={"header_handle": url, "file_name": header.filename},
        filename=header.filename,
        media_id=header.media_id,
        h=header.handle,
    )


def _body(platform: Platform, template: Template, base_url: str) -> JsonObject:
    text = template.body
    if platform.settings.short_links != "off":
        text = short_links.shortened(platform.store, template.id, text, base_url)
    samples = [_SAMPLE_NUMBER for _ in _PLACEHOLDER.findall(template.body)]
    return _component("BODY", text=text, example={"body_text": [samples]} if samples else None)


def _button(button: Button) -> JsonObject:
    is_flow = button.type == "FLOW"
    return {
        "type": button.type,
        "text": button.text,
        "payload": None,
        "url": button.url,
        "phone_number": button.phone_number,
        "flow_id": button.flow_id,
        "navigate_screen": "SIGN_IN" if is_flow else None,
        "flow_action": "NAVIGATE" if is_flow else None,
        "buttonReqs": _button_reqs(button) if button.type == "QUICK_REPLY" else None,
    }


def _button_reqs(button: Button) -> JsonObject:
    return {
        "type": button.type,
        "customizeType": button.customize_type,
        "text": button.text,
        "phoneNumber": None,
        "url": None,
        "payload": button.payload,
        "buttonEvents": [_event(event) for event in button.events],
        "flow_id": None,
        "navigate_screen": None,
        "flow_action": None,
    }


def _event(event: ButtonEvent) -> JsonObject:
    return {
        "event": event.event,
        "tagName": event.tag_name,
        "tagId": event.tag_id,
        "templateName": event.template_name,
        "templateId": event.template_id,
        "text": event.text,
    }


def form(form: Form) -> JsonObject:
    """An item of the forms (API document, "Get WhatsApp Form API", sample response)."""
    return {
        "name": form.name,
        "status": form.status,
        "categories": list(form.categories),
        "validation_errors": list(form.validation_errors),
        "id": form.id,
    }
