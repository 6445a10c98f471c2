"""What several rules ask of texts: which ones there are, how long they are, what is in them."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

import regex

from syncer.documents.words import quoted
from syncer.model import TextHeader
from syncer.rules.braces import braces
from syncer.rules.counting import characters, emoji
from syncer.rules.rule import TextCheck

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from syncer.model import DesiredTemplate
    from syncer.rules.rule import Find, Texts

# A mark that begins a word and the next one of its kind, if that ends one: as WhatsApp takes them.
_FORMATTING = regex.compile(
    r"(?<!\w)(?:\*(?!\s)[^*\n]+(?<!\s)\*|_(?!\s)[^_\n]+(?<!\s)_|~(?!\s)[^~\n]+(?<!\s)~"
    r"|`(?!\s)[^`\n]+(?<!\s)`)(?!\w)"
)
# The mandatory line breaks of Unicode (UAX #14).
_NEWLINE = regex.compile(r"[\n\r\v\f\x85\u2028\u2029]")
# Unicode calls ignorable what is not seen, such as a space of no width or a filler.
_NOTHING_TO_SEE = regex.compile(r"[\s\p{Default_Ignorable_Code_Point}]*+")


def header_text(desired: DesiredTemplate) -> Iterable[tuple[str, str]]:
    """The text of the header, if it has one."""
    header = desired.template.header
    return (("header.text", header.text),) if isinstance(header, TextHeader) else ()


def body(desired: DesiredTemplate) -> Iterable[tuple[str, str]]:
    """The body."""
    return (("body", desired.template.body),)


def footer(desired: DesiredTemplate) -> Iterable[tuple[str, str]]:
    """The footer, if there is one."""
    text = desired.template.footer
    return (("footer", text),) if text else ()


def button_texts(desired: DesiredTemplate) -> Iterable[tuple[str, str]]:
    """What the buttons say."""
    buttons = desired.template.buttons
    return [(f"buttons[{index}].text", button.text) for index, button in enumerate(buttons)]


FIXED = (footer, button_texts)
"""The texts that are the same for everybody."""

WITH_PLACEHOLDERS = (header_text, body)
"""The texts that may have placeholders."""


def texts_with_placeholders(desired: DesiredTemplate) -> Iterator[tuple[str, str]]:
    """The texts that may have placeholders."""
    return chain.from_iterable(texts(desired) for texts in WITH_PLACEHOLDERS)


def empty(*texts: Texts) -> TextCheck:
    """A check for texts of nothing but blanks and what is not seen either."""

    def find(text: str) -> Mapping[str, object] | None:
        return {} if _NOTHING_TO_SEE.fullmatch(text) else None

    return finding(find, *texts)


def longer_than(most: int, *texts: Texts) -> TextCheck:
    """A check for texts of more than `most` characters."""

    def find(text: str) -> Mapping[str, object] | None:
        if len(text) > most and (count := characters(text)) > most:
            return {"count": f"{count:,}"}
        return None

    return finding(find, *texts)


def containing(look_for: Callable[[str], str], *texts: Texts) -> TextCheck:
    """A check for texts in which `look_for` finds something: the piece that the message shows."""

    def find(text: str) -> Mapping[str, object] | None:
        piece = look_for(text)
        return {"piece": quoted(piece)} if piece else None

    return finding(find, *texts)


def finding(find: Find, *texts: Texts) -> TextCheck:
    """A check for texts of which `find` finds something to say."""
    return TextCheck(tuple((one, find) for one in texts))


def folded(text: str) -> str:
    """The text in lower case, such that what matches whatever the case is in it."""
    return text.casefold().replace("ı", "i").replace("i\u0307", "i")


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
