from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syncer.documents.words import listed, nearest, quoted, suggestion
from syncer.schema_files import load_schema


@given(st.text())
def test_a_quoted_value_is_one_short_line_without_control_characters(text: str) -> None:
    shown = quoted(text)
    assert shown.isprintable()
    assert shown[0] == shown[-1] == "`"
    assert len(shown) <= 3 + 60 * len(r"\U0010ffff")


def test_a_long_value_ends_in_an_ellipsis() -> None:
    assert quoted("x" * 61) == "`" + "x" * 60 + "…`"
    assert quoted("x" * 60) == "`" + "x" * 60 + "`"


@pytest.mark.parametrize(
    ("word", "known", "expected"),
    [
        ("foter", ("body", "footer"), "footer"),
        ("en-us", ("en", "en_US", "es"), "en_US"),
        ("utility", ("MARKETING", "UTILITY"), "UTILITY"),
        ("zzz", ("body", "footer"), None),
    ],
)
def test_the_nearest_word_is_found_whatever_its_case(
    word: str, known: tuple[str, ...], expected: str | None
) -> None:
    assert nearest(word, known) == expected


def test_a_long_list_is_cut_after_twelve() -> None:
    assert listed(map(str, range(12))).endswith("`11`")
    assert listed(map(str, range(14))).endswith("`11` and 2 more")


def test_a_suggestion_names_the_nearest_word_or_all_there_are() -> None:
    assert suggestion("foter", ["footer"], "known are") == "did you mean `footer`?"
    assert suggestion("zzz", ["a", "b"], "known are") == "known are `a`, `b`"


LANGUAGES = load_schema("template")["$defs"]["language"]["enum"]


@pytest.mark.parametrize(
    ("slip", "meant"),
    [
        ("zh", "one of `zh_CN`, `zh_HK`, `zh_TW`"),
        ("PT", "one of `pt_BR`, `pt_PT`"),
        ("EN", "`en`"),
        ("en-US", "`en_US`"),
        ("pt-br", "`pt_BR`"),
        ("zh-Hans", "`zh_CN`"),
        ("zh_Hans_SG", "`zh_CN`"),
        ("zh-Hant", "`zh_TW`"),
        ("zh-HK", "`zh_HK`"),
        ("no", "`nb`"),
        ("no-NO", "`nb`"),
        ("iw", "`he`"),
        ("in_ID", "`id`"),
        ("tl", "`fil`"),
        ("mo", "`ro`"),
    ],
)
def test_a_language_is_suggested_by_all_its_codes_or_by_the_one_that_is_meant(
    slip: str, meant: str
) -> None:
    assert suggestion(slip, LANGUAGES, "write one of") == f"did you mean {meant}?"


def test_a_former_code_is_nothing_where_today_s_is_unknown() -> None:
    assert suggestion("no", ["yes", "nil"], "known are") == "known are `yes`, `nil`"


def test_a_first_part_alone_stands_for_all_that_begin_with_it() -> None:
    rules = ["body-edge", "body-empty", "footer-emoji"]
    assert suggestion("body", rules, "-") == "did you mean one of `body-edge`, `body-empty`?"
    assert suggestion("footer", rules, "-") == "did you mean `footer-emoji`?"


@pytest.mark.parametrize(
    ("slip", "meant"), [("de_DE", "de"), ("en-US", "en_US"), ("pt", "pt_BR"), ("espanol", None)]
)
def test_a_language_is_never_taken_for_another_one(slip: str, meant: str | None) -> None:
    assert nearest(slip, ["de", "en", "en_US", "es_ES", "fr", "pt_BR"]) == meant
