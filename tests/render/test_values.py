from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.templates import MEDIA, templates

from syncer.render.values import in_line, in_words, visible
from syncer.template_document import media_label, to_document

if TYPE_CHECKING:
    from syncer.model import Template
    from syncer.template_document import Json

NASTY = st.text(st.one_of(st.characters(), st.sampled_from("\x1b\r\n\t\x00\x9b\u202e\u2028\ud83d")))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Grüße, 你好, 👩‍👩‍👧, می‌خواهم", "Grüße, 你好, 👩‍👩‍👧, می‌خواهم"),
        ("two\nlines", "two\nlines"),
        ("\x1b[31mred\x1b[0m", "\\u001b[31mred\\u001b[0m"),
        ("\x9b31m", "\\u009b31m"),
        ("a\r\nb\tc\x00d\x7f", "a\\u000d\nb\\u0009c\\u0000d\\u007f"),
        ("nev\u202eer\u202c \u2066x\u2069", "nev\\u202eer\\u202c \\u2066x\\u2069"),
        ("a\u2028b\u2029c", "a\\u2028b\\u2029c"),
        ("zero\u200bwidth\ufeff\u00ad\u2060", "zero\\u200bwidth\\ufeff\\u00ad\\u2060"),
        ("half \ud83d an emoji", "half \\ud83d an emoji"),
    ],
)
def test_what_a_terminal_obeys_or_hides_is_spelled_out(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(NASTY)
def test_whatever_is_shown_can_be_printed_on_one_line(text: str) -> None:
    shown = in_line(text)
    assert not any(unicodedata.category(one) in ("Cc", "Cs", "Zl", "Zp") for one in shown)
    assert shown.encode().decode() == shown


def test_one_line_stays_one_line() -> None:
    assert in_line("two\nlines") == "two\\u000alines"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "nothing"),
        (True, "yes"),
        (False, "no"),
        (7, '"7"'),
        ("Bye", '"Bye"'),
        ("two\nlines\tand \x1b", '"two⏎lines⇥and \\u001b"'),
        (["vip", "id 7"], '"vip", "id 7"'),
        ({"text": "Menu"}, 'text "Menu"'),
        ({"template": "menu"}, 'template "menu"'),
        ({"template": {"name": "menu", "language": "de"}}, "template menu/de"),
        ({"template": {"name": "menu", "language": None}}, "template menu/unknown"),
        ({"type": "URL", "text": "Go", "url": "https://a.example"}, 'URL "Go" → https://a.example'),
        (
            {"type": "PHONE_NUMBER", "text": "Call", "phone_number": "+491"},
            'PHONE_NUMBER "Call" → +491',
        ),
        ({"type": "FLOW", "text": "Book", "flow": "803"}, 'FLOW "Book" → 803'),
        ({"type": "COPY_CODE", "text": "Copy"}, 'COPY_CODE "Copy"'),
        (
            {"type": "QUICK_REPLY", "text": "Stop", "unsubscribe": True, "events": []},
            'QUICK_REPLY "Stop" (unsubscribe)',
        ),
        (
            {
                "type": "QUICK_REPLY",
                "text": "Go",
                "unsubscribe": False,
                "events": [{"tag": "vip"}, {"text": "Hi"}],
            },
            'QUICK_REPLY "Go" → tag "vip", then text "Hi"',
        ),
    ],
)
def test_a_value_is_said_in_words(value: Json, words: str) -> None:
    assert in_words(value) == words


@pytest.mark.parametrize("filename", ["parcel.png", ""])
def test_a_media_file_is_shown_by_the_beginning_of_its_digest(filename: str) -> None:
    header = MEDIA[0].header
    digest = header.digest or ""
    label = media_label(type(header)("IMAGE", digest, filename))
    shown = f"sha256:{digest[:12]}…"
    assert in_words(label) == (f'"parcel.png ({shown})"' if filename else f'"{shown}"')


def test_a_text_that_only_holds_a_digest_is_shown_whole() -> None:
    text = f"Compare sha256:{MEDIA[0].digest} before you open it"
    assert in_words(text) == f'"{text}"'


@settings(max_examples=25)
@given(templates())
def test_every_value_of_a_template_has_words_for_one_line(one: Template) -> None:
    for value in to_document(one).values():
        assert "\n" not in in_words(value)
