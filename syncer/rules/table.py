"""The rules."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from syncer.documents.words import quoted
from syncer.model import TextHeader
from syncer.rules.rule import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from syncer.model import DesiredTemplate

_NAME = re.compile(r"[a-z0-9_]{1,512}")
_MOST_BUTTONS = 3


def _name(desired: DesiredTemplate) -> Iterator[Finding]:
    name = desired.template.name
    if not _NAME.fullmatch(name):
        yield Finding("name", {"name": quoted(name)})


def _body_empty(desired: DesiredTemplate) -> Iterator[Finding]:
    if not desired.template.body.strip():
        yield Finding("body")


def _header_text_empty(desired: DesiredTemplate) -> Iterator[Finding]:
    header = desired.template.header
    if isinstance(header, TextHeader) and not header.text.strip():
        yield Finding("header.text")


def _button_count(desired: DesiredTemplate) -> Iterator[Finding]:
    count = len(desired.template.buttons)
    if count > _MOST_BUTTONS:
        yield Finding(f"buttons[{_MOST_BUTTONS}]", {"count": count})


def _button_text_empty(desired: DesiredTemplate) -> Iterator[Finding]:
    for index, button in enumerate(desired.template.buttons):
        if not button.text.strip():
            yield Finding(f"buttons[{index}].text")


RULES = (
    Rule(
        "name",
        "error",
        "{name} cannot be a template's name",
        "use 1 to 512 of: lower-case letters a-z, digits, underscores",
        "Meta; NxCloud API document, Create Template Message: name",
        _name,
    ),
    Rule(
        "body-empty",
        "error",
        "the body is empty",
        "write the message",
        "NxCloud API document, Create Template Message: content",
        _body_empty,
    ),
    Rule(
        "header-text-empty",
        "error",
        "the header's text is empty",
        "write it, or remove the header",
        "Meta",
        _header_text_empty,
    ),
    Rule(
        "button-count",
        "error",
        "{count} buttons, where NxCloud takes 3",
        "remove some",
        "NxCloud API document, Response Code Description: 22070",
        _button_count,
    ),
    Rule(
        "button-text-empty",
        "error",
        "the button's text is empty",
        "write what the button says",
        "NxCloud API document, Response Code Description: 22216",
        _button_text_empty,
    ),
)
