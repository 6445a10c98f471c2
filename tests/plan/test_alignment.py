from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.templates import buttons

from syncer.plan.alignment import pairs
from syncer.template_document import Document, button_document

DOCUMENTS = buttons().map(lambda button: button_document(button, "en"))
LISTS = st.lists(DOCUMENTS, max_size=4)
DISTINCT = st.lists(DOCUMENTS, min_size=1, max_size=4, unique_by=str)


def url(text: str, address: str = "https://shop.example/") -> Document:
    return {"type": "URL", "text": text, "url": address}


def reply(text: str) -> Document:
    return {"type": "QUICK_REPLY", "text": text, "unsubscribe": False, "events": []}


@settings(max_examples=30)
@given(LISTS, LISTS)
def test_every_item_of_both_sides_is_in_one_pair_and_in_its_order(
    before: list[Document], after: list[Document]
) -> None:
    found = pairs(before, after)
    assert [old for old, _ in found if old is not None] == list(range(len(before)))
    assert [new for _, new in found if new is not None] == list(range(len(after)))
    assert (None, None) not in found


@settings(max_examples=20)
@given(LISTS)
def test_equal_lists_are_paired_item_by_item(items: list[Document]) -> None:
    assert pairs(items, items) == [(index, index) for index in range(len(items))]


@settings(max_examples=30)
@given(DISTINCT, st.data())
def test_a_removed_item_stands_alone(items: list[Document], data: st.DataObject) -> None:
    gone = data.draw(st.integers(0, len(items) - 1))
    rest = items[:gone] + items[gone + 1 :]
    before = [(index, index) for index in range(gone)]
    after = [(index + 1, index) for index in range(gone, len(rest))]
    assert pairs(items, rest) == [*before, (gone, None), *after]
    assert pairs(rest, items) == [(new, old) for old, new in pairs(items, rest)]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        pytest.param([url("a")], [url("b")], [(0, 0)], id="another value is a change"),
        pytest.param([url("a")], [reply("a")], [(0, 0)], id="another type is a change"),
        pytest.param(
            [url("a"), url("b")],
            [url("c"), url("d")],
            [(0, 0), (1, 1)],
            id="two changes, one by one",
        ),
        pytest.param(
            [url("a"), url("b")],
            [url("b"), url("a")],
            [(0, None), (1, 0), (None, 1)],
            id="of two that change places one stays",
        ),
        pytest.param(
            [url("a"), url("b"), url("c")],
            [url("b"), url("c"), url("d")],
            [(0, None), (1, 0), (2, 1), (None, 2)],
            id="a removal and an addition beside what stays",
        ),
        pytest.param(
            [reply("a"), url("b")],
            [url("b", "https://new.example/")],
            [(0, None), (1, 0)],
            id="the one of the same type is the one that changed",
        ),
    ],
)
def test_the_least_difference_wins(
    before: list[Document], after: list[Document], expected: list[tuple[int | None, int | None]]
) -> None:
    assert pairs(before, after) == expected
