"""What several rules ask of texts: which ones there are, how long they are, what is in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import regex

from syncer.documents.words import quoted
from syncer.model import TextHeader
from syncer.rules.braces import braces
from syncer.rules.counting import characters, emoji
from syncer.rules.rule import Finding

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from syncer.model import DesiredTemplate
    from syncer.rules.rule import Check

Texts: TypeAlias = "Callable[[DesiredTemplate], Iterator[tuple[str, str]]]"
"""Texts of a template, each with its path."""

# A mark that begins a word and the next one of its kind, if that ends one: as WhatsApp takes them.
_FORMATTING = regex.compile(
    r"(?<!\w)(?:\*(?!\s)[^*\n]+(?<!\s)\*|_(?!\s)[^_\n]+(?<!\s)_|~(?!\s)[^~\n]+(?<!\s)~"
    r"|`(?!\s)[^`\n]+(?<!\s)`)(?!\w)"
)
# The mandatory line breaks of Unicode (UAX #14).
_NEWLINE = regex.compile(r"[\n\r\v\f\x85\u2028\u2029]")
# Unicode calls ignorable what is not seen, such as a space of no width or a filler.
_NOTHING_TO_SEE = regex.compile(r"[\s\p{Default_Ignorable_Code_Point}]*+")


def header_text(desired: DesiredTemplate) -> Iterator[tuple[str, str]]:
    """The text of the header, if it has one."""
    header = desired.template.header
    if isinstance(header, TextHeader):
        yield "header.text", header.text


def body(desired: DesiredTemplate) -> Iterator[tuple[str, str]]:
    """The body."""
    yield "body", desired.template.body


def footer(desired: DesiredTemplate) -> Iterator[tuple[str, str]]:
    """The footer, if there is one."""
    if desired.template.footer:
        yield "footer", desired.template.footer


def button_texts(desired: DesiredTemplate) -> Iterator[tuple[str, str]]:
    """What the buttons say."""
    for index, button in enumerate(desired.template.buttons):
        yield f"buttons[{index}].text", button.text


def fixed_texts(desired: DesiredTemplate) -> Iterator[tuple[str, str]]:
    """The texts that are the same for everybody."""
    yield from footer(desired)
    yield from button_texts(desired)


def texts_with_placeholders(desired: DesiredTemplate) -> Iterator[tuple[str, str]]:
    """The texts that may have placeholders."""
    yield from header_text(desired)
    yield from body(desired)


def empty(texts: Texts) -> Check:
    """A check for texts of nothing but blanks and what is not seen either."""

    def check(desired: DesiredTemplate) -> Iterator[Finding]:
        for path, text in texts(desired):
            if _NOTHING_TO_SEE.fullmatch(text):
                yield Finding(path)

    return check


def longer_than(most: int, texts: Texts) -> Check:
    """A check for texts of more than `most` characters."""

    def check(desired: DesiredTemplate) -> Iterator[Finding]:
        for path, text in texts(desired):
            if len(text) > most and (count := characters(text)) > most:
                yield Finding(path, {"count": f"{count:,}"})

    return check


def containing(find: Callable[[str], str], texts: Texts) -> Check:
    """A check for texts in which `find` finds something: the piece that the message shows."""

    def check(desired: DesiredTemplate) -> Iterator[Finding]:
        for path, text in texts(desired):
            if piece := find(text):
                yield Finding(path, {"piece": quoted(piece)})

    return check


def first_emoji(text: str) -> str:
    """The first emoji of a text, or ""."""
    return next(iter(emoji(text, 1)), "")


def first_formatting(text: str) -> str:
    """The first part of a text that its marks would format, such as `*new*`, or ""."""
    found = _FORMATTING.search(text)
    return found[0] if found else ""


def first_newline(text: str) -> str:
    """The first character of a text that breaks a line, or ""."""
    found = _NEWLINE.search(text)
    return found[0] if found else ""


def first_placeholder(text: str) -> str:
    """The first placeholder of a text as it stands, or what should have been one, or ""."""
    found = braces(text)
    for one in found.placeholders:
        return text[one.start : one.end]
    return found.stray if "{{" in text or "}}" in text else ""
