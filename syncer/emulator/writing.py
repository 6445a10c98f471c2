"""From a write's body to the stored template: what the fields mean, and what Meta refuses."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from syncer.emulator import catalog, media, templates
from syncer.emulator.records import Button, ButtonEvent, Header
from syncer.emulator.refusals import meta, unknown_template

if TYPE_CHECKING:
    from syncer.emulator.platform import Platform
    from syncer.emulator.records import JsonObject, Template

CATEGORIES = {1: "MARKETING", 2: "UTILITY"}
_NAME = re.compile(r"[a-z0-9_]{1,512}")
_URL = re.compile(r"https?://\S+")
_PHONE_NUMBER = re.compile(r"(?=.{1,20}\Z)\+?[0-9][0-9 ().-]*")
_LONGEST = {"content": 1024, "headerText": 60, "footerText": 60}
_LONGEST_BUTTON_TEXT = 25
_LONGEST_URL = 2000


def written(platform: Platform, template: Template, body: JsonObject) -> Template:
    """The template with a checked body written over it; optional fields left out keep their value.

    Refusals 22041 and 22093.
    """
    _check_texts(body)
    return replace(
        template,
        category=CATEGORIES[body["category_type"]],
        body=body["content"],
        header=_header(platform, template, body),
        footer=body.get("footerText", template.footer),
        buttons=_buttons(platform, body) if "buttonComponents" in body else template.buttons,
        tag_ids=_tag_ids(platform, body) if "tag_name" in body else template.tag_ids,
        is_close_auto_flow=body.get("is_close_auto_flow", template.is_close_auto_flow),
        updated_at=platform.now(),
    )


def cleared(template: Template) -> Template:
    """The template without its optional fields."""
    return replace(template, header=None, footer="", buttons=(), tag_ids=(), is_close_auto_flow=0)


def _check_texts(body: JsonObject) -> None:
    if not _NAME.fullmatch(body["name"]):
        raise meta("a name has 1 to 512 of a-z, 0-9 and _")
    for name, longest in _LONGEST.items():
        if len(body.get(name, "")) > longest:
            raise meta(f"{name} has {longest} characters at most")


def _header(platform: Platform, template: Template, body: JsonObject) -> Header | None:
    if body.get("headerText"):
        return Header("TEXT", text=body["headerText"])
    if body.get("mediaId"):
        return _media_header(platform, template.phone, body)
    current = template.header
    if current is None:
        return None
    emptied = "headerText" if current.format == "TEXT" else "mediaId"
    return None if emptied in body else current


def _media_header(platform: Platform, phone: str, body: JsonObject) -> Header:
    file = media.by_id(platform.store, body["mediaId"])
    if file is None or file.phone != phone:
        raise meta(f"there is no media {body['mediaId']}")
    handles = body["templateMediaId"].split("\n")
    media.check_handles(file, handles, platform.now())
    if media.FORMATS[file.mime_type] != body["mediaType"]:
        raise meta(f"media {file.media_id} is {file.mime_type}, not {body['mediaType']}")
    return Header(
        body["mediaType"],
        media_id=file.media_id,
        handle=handles[0],
        filename=body.get("mediaName") or file.filename,
    )


def _tag_ids(platform: Platform, body: JsonObject) -> tuple[int, ...]:
    tag_id = _tag_id(platform, body["tag_name"]) if body["tag_name"] else None
    return () if tag_id is None else (tag_id,)


def _tag_id(platform: Platform, name: str) -> int | None:
    tag_id = catalog.tags(platform.store).get(name)
    if tag_id is None and platform.settings.unknown_tag == "refused":
        raise meta(f"there is no tag {name}")
    return tag_id


def _buttons(platform: Platform, body: JsonObject) -> tuple[Button, ...]:
    return tuple(_button(platform, button) for button in body["buttonComponents"])


def _button(platform: Platform, button: JsonObject) -> Button:
    if len(button["text"]) > _LONGEST_BUTTON_TEXT:
        raise meta(f"a button text has {_LONGEST_BUTTON_TEXT} characters at most")
    kind = button["type"].upper()
    return Button(
        kind,
        button["text"],
        url=_url(button["url"]) if kind == "URL" else None,
        phone_number=_phone_number(button["phoneNumber"]) if kind == "PHONE_NUMBER" else None,
        flow_id=_flow_id(platform, button["flow_id"]) if kind == "FLOW" else None,
        customize_type=button.get("customizeType", "conventional"),
        payload=platform.new_payload(),
        events=tuple(_event(platform, event) for event in button["buttonEvents"]),
    )


def _url(url: str) -> str:
    if len(url) > _LONGEST_URL or not _URL.fullmatch(url):
        raise meta(
            f"a url starts with http:// or https:// and has {_LONGEST_URL} characters at most"
        )
    return url


def _phone_number(text: str) -> str:
    if not _PHONE_NUMBER.fullmatch(text):
        raise meta(f"{text} is no phone number")
    return "+" + re.sub(r"[^0-9]", "", text)


def _flow_id(platform: Platform, flow_id: str) -> str:
    form = next((form for form in catalog.forms(platform.store) if form.id == flow_id), None)
    if form is None:
        raise meta(f"there is no form {flow_id}")
    if form.status != "PUBLISHED":
        raise meta(f"form {flow_id} is {form.status}, not PUBLISHED")
    return flow_id


def _event(platform: Platform, event: JsonObject) -> ButtonEvent:
    match event["event"]:
        case "tag":
            name = event["tagName"]
            return ButtonEvent("tag", tag_name=name, tag_id=_tag_id(platform, name))
        case "text":
            return ButtonEvent("text", text=event["text"])
        case _:
            return _template_event(platform, event)


def _template_event(platform: Platform, event: JsonObject) -> ButtonEvent:
    template_id = event["templateId"]
    if templates.by_id(platform.store, template_id) is None:
        raise unknown_template(template_id)
    return ButtonEvent("template", template_name=event["templateName"], template_id=template_id)
