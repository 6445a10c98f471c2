"""What Meta refuses of a template's texts and buttons, beyond their lengths (Meta's documentation).

Written from the rules alone, and sharing nothing with those that syncer checks files by: a mistake
there must not be repeated here.
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

import regex

from syncer.emulator.refusals import meta

if TYPE_CHECKING:
    from collections.abc import Iterator

    from syncer.emulator.records import Button, Template

_VARIABLE = re.compile(r"\{\{[^{}]*\}\}")
_NUMBERED = re.compile(r"\{\{([0-9]+)\}\}")
_EMOJI = regex.compile(r"\p{Emoji_Presentation}|\p{Emoji}\uFE0F")
_FORMATTING = tuple(
    re.compile(rf"(?<!\w){mark}(?![\s{mark}])[^{mark}]*(?<!\s){mark}(?!\w)")
    for mark in (r"\*", "_", "~", "`")
)
_MOST = {"URL": 2, "PHONE_NUMBER": 1}


def check_contents(template: Template) -> None:
    """Refusal 22041 for the first thing that Meta does not take."""
    for complaint in _complaints(template):
        raise meta(complaint)


def _complaints(template: Template) -> Iterator[str]:
    yield from _body(template.body)
    if template.header and template.header.format == "TEXT":
        yield from _header(template.header.text)
    yield from _footer(template.footer)
    yield from _buttons(template.buttons)


def _body(body: str) -> Iterator[str]:
    text = body.strip()
    if _VARIABLE.match(text) or (text.endswith("}}") and "{{" in text):
        yield "the body may not start or end with a variable"
    if "}}{{" in text:
        yield "two variables in the body have nothing between them"
    rest = _VARIABLE.sub("", text)
    if "{{" in rest or "}}" in rest:
        yield "the braces of the body do not match"
    if any(not variable.strip("{} ") for variable in _VARIABLE.findall(text)):
        yield "a variable of the body has no name"
    numbers = {int(number) for number in _NUMBERED.findall(text)}
    if numbers and numbers != set(range(1, len(numbers) + 1)):
        yield "the numbered variables of the body are not 1, 2, 3 and so on"


def _header(text: str) -> Iterator[str]:
    if len(_VARIABLE.findall(text)) > 1:
        yield "a header has one variable at most"
    yield from _one_plain_line(text, "a header")


def _footer(text: str) -> Iterator[str]:
    if _VARIABLE.search(text):
        yield "a footer has no variables"
    if "\n" in text:
        yield "a footer is one line"


def _buttons(buttons: tuple[Button, ...]) -> Iterator[str]:
    for kind, most in _MOST.items():
        if sum(button.type == kind for button in buttons) > most:
            yield f"a template has {most} {kind} buttons at most"
    groups = [is_reply for is_reply, _ in groupby(one.type == "QUICK_REPLY" for one in buttons)]
    if groups.count(True) > 1:
        yield "quick replies stand together"
    for button in buttons:
        if _VARIABLE.search(button.text):
            yield "a button text has no variables"
        yield from _one_plain_line(button.text, "a button text")
        yield from _url(button.url or "")


def _url(url: str) -> Iterator[str]:
    variables = _VARIABLE.findall(url)
    if variables and (variables != ["{{1}}"] or not url.endswith("{{1}}")):
        yield "a url has one variable at most, {{1}}, at its end"


def _one_plain_line(text: str, what: str) -> Iterator[str]:
    if "\n" in text:
        yield f"{what} is one line"
    if _EMOJI.search(text):
        yield f"{what} has no emoji"
    if any(pattern.search(_VARIABLE.sub("", text)) for pattern in _FORMATTING):
        yield f"{what} has no formatting"
