from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syncer.errors import Location
from syncer.model import (
    DesiredTemplate,
    LiveTemplate,
    MediaHeader,
    Template,
    TemplateKey,
    phone_number,
    plain_text,
)

TEMPLATE = Template("shop", "en_US", "UTILITY", "Hello")


def test_a_template_is_known_by_name_and_language() -> None:
    assert TEMPLATE.key == TemplateKey("shop", "en_US")
    assert str(TEMPLATE.key) == "shop/en_US"
    assert DesiredTemplate(TEMPLATE, Location("a.yaml")).key == TEMPLATE.key
    assert LiveTemplate(314, TEMPLATE, "APPROVED", "GREEN", "", "digest").key == TEMPLATE.key


def test_a_text_of_carriage_returns_takes_no_longer_than_others() -> None:
    assert plain_text("\r" * 1_000_000 + "x") == "\r" * 1_000_000 + "x"
    assert plain_text("\r" * 1_000_000 + "\nx") == "\nx"


def test_media_are_compared_by_their_bytes_and_not_by_their_file_name() -> None:
    assert MediaHeader("IMAGE", "ab", "a.png") == MediaHeader("IMAGE", "ab", "b.png")
    assert MediaHeader("IMAGE", "ab") != MediaHeader("IMAGE", "cd")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\r\nb\r\n", "a\nb"),
        ("a\n\n", "a"),
        ("a\r\r\nb", "a\nb"),
        ("\n a\n", "\n a"),
        ("a", "a"),
        ("", ""),
    ],
)
def test_line_breaks_are_made_one_kind_and_those_at_the_end_do_not_count(
    text: str, expected: str
) -> None:
    assert plain_text(text) == expected


@pytest.mark.parametrize(
    "text", ["8613128000000", "+8613128000000", "+86 (131) 2800-0000", "86.131.2800.0000"]
)
def test_a_phone_number_has_one_form(text: str) -> None:
    assert phone_number(text) == "+8613128000000"


@given(st.text("+0123456789 .()-"))
def test_the_form_of_a_phone_number_is_kept(text: str) -> None:
    assert phone_number(phone_number(text)) == phone_number(text)
