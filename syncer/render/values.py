"""Single values in words: a header, a button, an event, a text, safe for a terminal."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from syncer.template_document import Document, Json

_MEDIA_LABEL = re.compile(r"((?:.+ \()?sha256:[0-9a-f]{12})[0-9a-f]{52}(\)?)", re.DOTALL)
# Control characters and halves of emojis cannot be printed, marks of direction and zero width can
# hide what a line says. The joiners of emojis and of Persian words are not among them.
HIDDEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\ud800-\udfff]"
)


def visible(text: str) -> str:
    """The text with all that a terminal would obey or hide spelled out, but its line breaks."""
    return HIDDEN.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def in_line(text: str) -> str:
    """The same on one line."""
    return visible(text).replace("\n", "\\u000a")


def in_words(value: Json) -> str:
    """A value of a change on one line."""
    match value:
        case None:
            words = "nothing"
        case bool():
            words = "yes" if value else "no"
        case list():
            words = ", ".join(in_words(item) for item in value)
        case {"type": _}:
            words = _button(value)
        case dict():
            words = _pairs(value)
        case _:
            words = _quoted(str(value))
    return words


def short_label(text: str) -> str:
    """A media file's label with the beginning of the digest only; any other text as it is."""
    label = _MEDIA_LABEL.fullmatch(text)
    return f"{label[1]}…{label[2]}" if label else text


def _quoted(text: str) -> str:
    shown = short_label(text)
    return '"' + visible(shown.replace("\t", "⇥")).replace("\n", "⏎") + '"'


def _button(button: Document) -> str:
    words = [in_line(button["type"]), in_words(button["text"])]
    words += [
        f"→ {in_line(button[key])}" for key in ("url", "phone_number", "flow") if key in button
    ]
    if button.get("unsubscribe"):
        words.append("(unsubscribe)")
    if events := button.get("events"):
        words.append("→ " + ", then ".join(in_words(event) for event in events))
    return " ".join(words)


def _pairs(value: Document) -> str:
    """A header, an event, or a template in another language: keys and what they hold."""
    if value.keys() == {"name", "language"}:
        return in_line(f"{value['name']}/{value['language'] or 'unknown'}")
    return " ".join(f"{in_line(key)} {in_words(item)}" for key, item in value.items())
