from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syncer.pictures.changes import changed_characters, counterparts

# Few characters, so that texts have much in common.
TEXTS = st.text(st.sampled_from("ab {}1é\n\r\t."), max_size=40)
ITEMS = st.lists(st.sampled_from("abc"), max_size=5)


def kept(text: str, mask: bytes) -> str:
    """What has not changed, but for line breaks: these are no part of any line."""
    return "".join(
        one for one, is_changed in zip(text, mask, strict=True) if not is_changed and one != "\n"
    )


@given(TEXTS, TEXTS)
def test_what_is_not_marked_is_the_same_on_both_sides(before: str, after: str) -> None:
    old = changed_characters(before, after, "-")
    new = changed_characters(after, before, "+")
    assert kept(before, old) == kept(after, new)


@given(TEXTS)
def test_of_a_text_that_is_new_all_is_marked_and_of_the_same_nothing(text: str) -> None:
    assert kept(text, changed_characters(text, "", "+")) == ""
    assert not any(changed_characters(text, text, "-"))


@given(ITEMS, ITEMS)
def test_both_sides_agree_on_which_items_belong_together(
    before: list[str], after: list[str]
) -> None:
    old, new = list(counterparts(before, after, "-")), list(counterparts(after, before, "+"))
    assert ([one for one, _ in old], [one for one, _ in new]) == (before, after)
    pairs = [(one, other) for one, other in old if other is not None]
    assert pairs == [(other, one) for one, other in new if other is not None]


@pytest.mark.parametrize(
    ("mine", "others", "pairs"),
    [
        ("ab", "b", [("a", None), ("b", "b")]),
        ("ab", "ac", [("a", "a"), ("b", "c")]),
        ("b", "ab", [("b", "b")]),
        ("ab", "", [("a", None), ("b", None)]),
    ],
)
def test_equal_items_belong_together_and_then_those_at_the_same_place(
    mine: str, others: str, pairs: list[tuple[str, str | None]]
) -> None:
    assert list(counterparts(mine, others, "-")) == pairs
