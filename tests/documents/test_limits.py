from __future__ import annotations

import pytest

from syncer.documents.compose import compose
from syncer.documents.limits import MAX_CHARACTERS, MAX_VALUES, Size, size_of


def test_the_size_counts_values_and_the_characters_of_texts_but_no_keys() -> None:
    (document,) = compose("a: [one, two]\nb: {c: three}\n", "a.yaml").documents
    assert size_of(document.root) == Size(values=6, characters=11)
    assert size_of(document.root, document.root) == Size(12, 22)
    assert size_of() == Size(0, 0)


def test_what_an_alias_stands_for_counts_each_time() -> None:
    (document,) = compose("- &a [one]\n- *a\n- *a\n", "a.yaml").documents
    assert size_of(document.root) == Size(7, 9)


@pytest.mark.parametrize(
    ("size", "excess"),
    [
        (Size(MAX_VALUES, MAX_CHARACTERS), ""),
        (Size(MAX_VALUES + 1, 0), "250,000 values"),
        (Size(0, MAX_CHARACTERS + 1), "16,777,216 characters"),
    ],
)
def test_what_is_too_much_is_named(size: Size, excess: str) -> None:
    assert size.excess() == excess
