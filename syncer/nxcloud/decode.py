"""From the `data` of an answer to the values of `answers`.

Every function raises UnexpectedAnswerError, naming the field, for what it cannot understand.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from syncer.model import Form
from syncer.nxcloud.answers import (
    ButtonDetails,
    EventDetails,
    HeaderDetails,
    TemplateDetails,
    TemplatePage,
    TemplateRow,
    UploadedMedia,
    Written,
)
from syncer.nxcloud.node import whole_number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from syncer.nxcloud.node import Node

_CATEGORIES: Mapping[int | None, str] = {1: "MARKETING", 2: "UTILITY"}
_KNOWN_COMPONENTS = ("HEADER", "BODY", "FOOTER", "BUTTONS")


def template_page(data: Node, date: float | None = None) -> TemplatePage:
    """A page of "Get Template Message List"; a list that is not there is no empty list.

    `date` is the server's time in seconds since 1970.
    """
    page = data.present()
    return TemplatePage(
        rows=tuple(map(_row, page.expected("list").elements())),
        total=page.member("total").number(),
        has_next_page=page.member("has_next_page").flag(),
        date=date,
    )


def template_details(data: Node) -> TemplateDetails:
    """The data of "Get Template Details"."""
    details = data.present()
    components = details.member("components").elements()
    by_type: dict[str, Node] = {}
    for component in components:
        by_type.setdefault(_upper(component, "type"), component)
    header, body, footer, buttons = map(by_type.get, _KNOWN_COMPONENTS)
    return TemplateDetails(
        meta_id=details.member("id").number(),
        name=details.member("name").required_text(),
        status=_upper(details, "status"),
        language=details.member("language").required_text(),
        category=_category(details),
        quality=_quality(details.member("quality_score")),
        tag_ids=tuple(tag.required_number() for tag in details.member("tag_ids").elements()),
        close_unassigned=_close_unassigned(details),
        header=_header(header) if header else None,
        body=_text(body, "text") if body else "",
        footer=_text(footer, "text") if footer else None,
        buttons=tuple(map(_button, buttons.member("buttons").elements())) if buttons else (),
        other_components=tuple(kind for kind in by_type if kind not in _KNOWN_COMPONENTS),
    )


def written(data: Node) -> Written:
    """The answer to a write: an id in `data` or `data.id`, or none; its form is not documented."""
    value = data.value.get("id") if isinstance(data.value, dict) else data.value
    return Written(whole_number(value), data.trace_id)


def forms(data: Node) -> tuple[Form, ...]:
    """The forms of "Get WhatsApp Form API": `data.data` in its sample, `data` in its table."""
    rows = data if isinstance(data.value, list) else data.member("data")
    return tuple(map(_form, rows.elements()))


def uploaded_media(data: Node) -> UploadedMedia:
    """The data of "Upload Media"; without `h` and `media_id` there is nothing to refer to."""
    return UploadedMedia(
        h=data.member("h").required_text(),
        media_id=data.member("media_id").required_text(),
        original_filename=_text(data, "original_filename"),
        mime_type=_text(data, "mime_type"),
        url=_text(data, "url"),
    )


def _row(row: Node) -> TemplateRow:
    return TemplateRow(
        id=row.member("id").required_number(),
        channel=row.member("channel").number(),
        name=_text(row, "name"),
        language=_text(row, "language"),
        language_name=_text(row, "language_name"),
        content=_text(row, "content"),
        created_at=_text(row, "created_at"),
        updated_at=_text(row, "updated_at"),
        status=whole_number(row.member("status").value),
        quality=_upper(row, "quality"),
        category=_category(row),
        rejected_reason=_text(row, "waRejectedReason"),
        unsubscribe=_text(row, "unsubscribe"),
        close_unassigned=_close_unassigned(row),
        fields=row.mapping(),
    )


def _header(header: Node) -> HeaderDetails:
    example = header.member("example")
    text = _text(header, "text")
    return HeaderDetails(
        format=_upper(header, "format") or _upper(header, "media_type") or ("TEXT" if text else ""),
        text=text,
        media_id=_text(header, "media_id"),
        h=_text(header, "h"),
        filename=_text(header, "filename") or _text(example, "file_name"),
        url=_first_text(example.member("header_handle")) or _text(header, "url"),
    )


def _first_text(handle: Node) -> str:
    if isinstance(handle.value, list):
        return next((element.text() for element in handle.elements()), "")
    return handle.text()


def _button(button: Node) -> ButtonDetails:
    requests = button.member("buttonReqs")
    return ButtonDetails(
        type=_upper(button, "type"),
        text=_text(button, "text"),
        url=_text(button, "url"),
        phone_number=_text(button, "phone_number"),
        flow_id=_text(button, "flow_id"),
        customize_type=_text(requests, "customizeType").lower(),
        events=tuple(map(_event, requests.member("buttonEvents").elements())),
    )


def _event(event: Node) -> EventDetails:
    return EventDetails(
        event=_text(event, "event").lower(),
        tag_name=_text(event, "tagName"),
        tag_id=event.member("tagId").number(),
        template_id=event.member("templateId").number(),
        template_name=_text(event, "templateName"),
        text=_text(event, "text"),
    )


def _form(form: Node) -> Form:
    return Form(
        id=form.member("id").required_text(),
        name=_text(form, "name"),
        status=_upper(form, "status"),
        validation_errors=tuple(
            map(_validation_error, form.member("validation_errors").elements())
        ),
    )


def _validation_error(error: Node) -> str:
    """The shape of an error is Meta's: its `message` where there is one, otherwise all of it."""
    value = error.value.get("message") if isinstance(error.value, dict) else error.value
    return value if isinstance(value, str) else json.dumps(error.value, ensure_ascii=False)


def _quality(score: Node) -> str:
    return (score.text() if isinstance(score.value, str) else _text(score, "score")).upper()


def _category(node: Node) -> str:
    by_number = _CATEGORIES.get(whole_number(node.member("category_type").value), "")
    return _upper(node, "category") or by_number


def _close_unassigned(node: Node) -> bool:
    return node.member("is_close_auto_flow").flag() or False


def _text(node: Node, name: str) -> str:
    return node.member(name).text()


def _upper(node: Node, name: str) -> str:
    return _text(node, name).upper()
