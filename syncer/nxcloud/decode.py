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
        body=body.text_of("text") if body else "",
        footer=footer.text_of("text") if footer else None,
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
        original_filename=data.text_of("original_filename"),
        mime_type=data.text_of("mime_type"),
        url=data.text_of("url"),
    )


def _row(row: Node) -> TemplateRow:
    return TemplateRow(
        id=row.member("id").required_number(),
        channel=row.member("channel").number(),
        name=row.text_of("name"),
        language=row.text_of("language"),
        language_name=row.text_of("language_name"),
        content=row.text_of("content"),
        created_at=row.text_of("created_at"),
        updated_at=row.text_of("updated_at"),
        status=whole_number(row.value_of("status")),
        quality=_upper(row, "quality"),
        category=_category(row),
        rejected_reason=row.text_of("waRejectedReason"),
        unsubscribe=row.text_of("unsubscribe"),
        close_unassigned=_close_unassigned(row),
        fields=row.mapping(),
    )


def _header(header: Node) -> HeaderDetails:
    example = header.member("example")
    text = header.text_of("text")
    return HeaderDetails(
        format=_upper(header, "format") or _upper(header, "media_type") or ("TEXT" if text else ""),
        text=text,
        media_id=header.text_of("media_id"),
        h=header.text_of("h"),
        filename=header.text_of("filename") or example.text_of("file_name"),
        url=_first_text(example.member("header_handle")) or header.text_of("url"),
    )


def _first_text(handle: Node) -> str:
    if isinstance(handle.value, list):
        return next((element.text() for element in handle.elements()), "")
    return handle.text()


def _button(button: Node) -> ButtonDetails:
    requests = button.member("buttonReqs")
    return ButtonDetails(
        type=_upper(button, "type"),
        text=button.text_of("text"),
        url=button.text_of("url"),
        phone_number=button.text_of("phone_number"),
        flow_id=button.text_of("flow_id"),
        customize_type=requests.text_of("customizeType").lower(),
        events=tuple(map(_event, requests.member("buttonEvents").elements())),
    )


def _event(event: Node) -> EventDetails:
    return EventDetails(
        event=event.text_of("event").lower(),
        tag_name=event.text_of("tagName"),
        tag_id=event.member("tagId").number(),
        template_id=event.member("templateId").number(),
        template_name=event.text_of("templateName"),
        text=event.text_of("text"),
    )


def _form(form: Node) -> Form:
    return Form(
        id=form.member("id").required_text(),
        name=form.text_of("name"),
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
    return (score.text() if isinstance(score.value, str) else score.text_of("score")).upper()


def _category(node: Node) -> str:
    named = _upper(node, "category")
    return named or _CATEGORIES.get(whole_number(node.value_of("category_type")), "")


def _close_unassigned(node: Node) -> bool:
    return node.member("is_close_auto_flow").flag() or False


def _upper(node: Node, name: str) -> str:
    return node.text_of(name).upper()
