from __future__ import annotations

import pytest

from syncer.rejections import REJECTIONS, rejection_words


def test_every_reason_of_meta_is_explained() -> None:
    assert set(REJECTIONS) == {
        "ABUSIVE_CONTENT",
        "INCORRECT_CATEGORY",
        "INVALID_FORMAT",
        "PROMOTIONAL",
        "SCAM",
        "TAG_CONTENT_MISMATCH",
        "NONE",
    }
    for one in REJECTIONS.values():
        assert one.meaning
        assert one.advice


@pytest.mark.parametrize("reason", ["PROMOTIONAL", "promotional"])
def test_a_reason_comes_with_what_it_means_and_what_to_do(reason: str) -> None:
    assert rejection_words(reason) == (
        f"{reason}: the text promotes something, and its category is not for that;"
        " make it MARKETING, or take the offer out"
    )


def test_no_reason_at_all_is_said_to_be_none() -> None:
    assert rejection_words("").startswith("no reason given: Meta gives no reason; look at")


def test_a_reason_that_nobody_knows_is_shown_as_it_came() -> None:
    assert rejection_words("Something new") == "Something new"
