"""Template files for the rules' cases. `»` stands where a problem has to be told."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

MARK = "»"
BODY = "Hello there, it is good to see you."
FAMILY = "👨‍👩‍👧‍👦"
FLAG = "🇩🇪"


@dataclass(frozen=True, slots=True)
class Cases:
    """Files that keep a rule, and files that break it just once, at the mark."""

    passes: tuple[str, ...]
    fails: tuple[str, ...]


def document(
    fields: str = "",
    body: str = BODY,
    *,
    name: str = "shop",
    category: str = "UTILITY",
    language: str = "en",
) -> str:
    """A template file with these lines in its translation."""
    lines = "".join(f"    {line}\n" for line in fields.splitlines())
    head = f"name: {name}\ncategory: {category}\ntranslations:\n  {language}:\n"
    return f"{head}    body: {json.dumps(body, ensure_ascii=False)}\n{lines}"


def with_body(text: str, **others: str) -> str:
    """With the mark at the body."""
    return document(body=text, **others).replace("body: ", f"body: {MARK}", 1)


def with_header(text: str, **others: str) -> str:
    """With the mark at the header's text."""
    return document(f"header: {{text: {MARK}{json.dumps(text, ensure_ascii=False)}}}", **others)


def with_footer(text: str) -> str:
    """With the mark at the footer."""
    return document(f"footer: {MARK}{json.dumps(text, ensure_ascii=False)}")


def with_buttons(*buttons: str) -> str:
    """With these buttons, one a line."""
    return document("buttons:\n" + "".join(f"  - {button}\n" for button in buttons))


def reply(text: str = "Yes", more: str = "") -> str:
    """A QUICK_REPLY button."""
    return f"{{type: QUICK_REPLY, text: {text}{more}}}"


def link(text: str = "Look", url: str = "https://shop.example") -> str:
    """A URL button."""
    return f'{{type: URL, text: {text}, url: "{url}"}}'


def phone(text: str = "Call", number: str = "+8613128000000") -> str:
    """A PHONE_NUMBER button."""
    return f'{{type: PHONE_NUMBER, text: {text}, phone_number: "{number}"}}'


def with_button_text(text: str) -> str:
    """With the mark at the second button's text."""
    return with_buttons(reply("First"), reply(MARK + json.dumps(text, ensure_ascii=False)))


def with_url(url: str) -> str:
    """With the mark at a button's URL."""
    return with_buttons(link(url=url).replace("url: ", f"url: {MARK}"))


def with_phone(number: str) -> str:
    """With the mark at a button's number."""
    return with_buttons(phone(number=number).replace("number: ", f"number: {MARK}"))


def in_two_lines(write: Callable[[str], str]) -> tuple[str, ...]:
    """Files with a text of two lines, for each character that breaks a line."""
    file = write("one|two")
    escapes = ("\\n", "\\r", "\\r\\n", "\\u2028", "\\u2029", "\\x85", "\\v", "\\f")
    return tuple(file.replace("|", escape) for escape in escapes)


def of_length(most: int) -> tuple[str, ...]:
    """Texts of just so many characters, as Meta counts them."""
    pieces = {"x": 1, "é": 1, "e\u0301": 1, "👍": 1, "👍🏽": 2, FLAG: 2, "q\u0301": 2, FAMILY: 7}
    return tuple(
        "y" * (most - most // length * length) + piece * (most // length)
        for piece, length in pieces.items()
    )
