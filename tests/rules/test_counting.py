from __future__ import annotations

from unicodedata import normalize

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st
from support.hostile import hostile_texts

from syncer.rules.counting import characters, emoji, words

FAMILY = "👨‍👩‍👧‍👦"


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("abc", 3),
        ("a\nb", 3),
        ("Hi {{First Name}}", 17),
        ("é", 1),
        ("e\u0301", 1),
        ("q\u0301", 2),
        ("\u0958", 1),  # its composed form is two code points: the shorter one counts
        ("e" + "\u0301" * 30, 30),
        ("e" + "\u0301" * 31, 32),  # no text, and not composed
        ("日本", 2),
        ("हिन्दी", 6),
        ("👍", 1),
        ("👍🏽", 2),
        ("🇩🇪", 2),
        ("1️⃣", 3),
        (FAMILY, 7),
    ],
)
def test_a_character_is_a_code_point_in_whichever_form_is_shorter(text: str, count: int) -> None:
    assert characters(text) == count


@given(st.text())
def test_no_form_of_a_text_is_shorter_than_what_counts(text: str) -> None:
    assert characters(text) <= min(len(text), len(normalize("NFC", text)))
    assert 4 * characters(text) >= len(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("plain 123 #*", []),
        ("Grüße → © ® ™ ☎ ❤ ✓", []),
        ("👍 and 👍🏽", ["👍", "👍🏽"]),
        ("☎️ ❤️", ["☎️", "❤️"]),
        ("🇩🇪🇫🇷", ["🇩🇪", "🇫🇷"]),
        (f"{FAMILY}1️⃣#️⃣", [FAMILY, "1️⃣", "#️⃣"]),
        ("🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", None),
        ("✅🎉🚚📦", ["✅", "🎉", "🚚"]),
    ],
)
def test_a_sequence_is_one_emoji_and_what_is_text_by_default_is_none(
    text: str, found: list[str] | None
) -> None:
    assert emoji(text, 3) == ([text] if found is None else found)


@given(hostile_texts() | st.text(), st.integers(1, 12))
def test_no_more_words_are_counted_than_are_asked_for(text: str, most: int) -> None:
    assert words(text, most) == min(most, words(text, 10_000))


@given(hostile_texts() | st.text("⌚☎️©7#*⃣abü 🇦👍🏽", max_size=9))
def test_whether_there_is_an_emoji_is_seen_at_once(text: str) -> None:
    graphemes = regex.findall(r"\X", text)
    pictures = r"\p{Emoji_Presentation}|\p{Emoji}\uFE0F|[0-9#*]\u20E3"
    assert emoji(text, 100) == [one for one in graphemes if regex.search(pictures, one)]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("... - !", 0),
        ("one two  three", 3),
        ("don't", 2),
        ("snake_case 12", 2),
        ("你好世界", 4),
        ("ありがとう", 5),
        ("สวัสดี", 6),
        ("Hi 你好 there", 4),
        ("안녕 하세요", 2),
    ],
)
def test_words_are_counted_rather_too_many_than_too_few(text: str, count: int) -> None:
    assert words(text, most=100) == count
