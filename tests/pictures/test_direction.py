from __future__ import annotations

import pytest

from syncer.pictures.direction import direction_of


@pytest.mark.parametrize("language", ["ar", "he", "fa", "ur", "AR", "ar_EG", "he-IL", "iw", "ckb"])
def test_some_languages_are_written_from_right_to_left(language: str) -> None:
    assert direction_of(language, "OK") == "rtl"


@pytest.mark.parametrize("language", ["en", "en_US", "zh_CN", "fil", "hi", "tr"])
def test_most_languages_are_not(language: str) -> None:
    assert direction_of(language, "مرحبا") == "ltr"


@pytest.mark.parametrize(
    ("language", "direction"),
    [("az_Arab", "rtl"), ("pa-Arab-PK", "rtl"), ("ar_Latn", "ltr"), ("uz_Latn_UZ", "ltr")],
)
def test_a_script_says_more_than_its_language(language: str, direction: str) -> None:
    assert direction_of(language, "") == direction


@pytest.mark.parametrize(
    ("text", "direction"),
    [("123 – مرحبا hello", "rtl"), ("שלום", "rtl"), ("… hello مرحبا", "ltr"), ("123", "ltr")],
)
def test_of_what_is_no_language_code_the_first_letter_tells(text: str, direction: str) -> None:
    assert direction_of("unknown language", text) == direction
    assert direction_of("", text) == direction
