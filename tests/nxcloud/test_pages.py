"""Which pages of the list are asked for."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TYPE_CHECKING

import pytest

from syncer.nxcloud.answers import TemplatePage, TemplateRow
from syncer.nxcloud.pages import read_pages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Asked = list[int]


def row(number: int) -> TemplateRow:
    texts = ("t", "en", "", "", "", "")
    return TemplateRow(number, 2, *texts, None, "", "", "", "", close_unassigned=False)


def server(
    asked: Asked, rows: int, size: int, *, total: int | None = -1, tells: bool = True
) -> Callable[[int], TemplatePage]:
    """A list of so many rows; `total` is what it says they are, by default the truth."""

    def page(number: int) -> TemplatePage:
        asked.append(number)
        found = tuple(row(one) for one in range((number - 1) * size, min(number * size, rows)))
        more = number * size < rows if tells else None
        return TemplatePage(found, rows if total == -1 else total, more)

    return page


def in_turn(
    read: Callable[[int], TemplatePage], numbers: Iterable[int], /
) -> Iterable[TemplatePage]:
    """Reads all pages before it gives one, as threads do."""
    return [read(number) for number in numbers]


def rows_of(pages: Iterable[TemplatePage]) -> list[int]:
    return [row.id for page in pages for row in page.rows]


@pytest.mark.parametrize("tells", [True, False])
@pytest.mark.parametrize(
    ("rows", "size", "pages"),
    [(0, 100, 1), (1, 100, 1), (100, 100, 1), (101, 100, 2), (6000, 100, 60), (6000, 50, 120)],
)
def test_exactly_the_pages_there_are_are_asked_for(
    rows: int, size: int, pages: int, *, tells: bool
) -> None:
    for each in (map, in_turn):
        asked: Asked = []
        found = rows_of(read_pages(server(asked, rows, size, tells=tells), each))
        assert found == list(range(rows))
        assert asked == list(range(1, pages + 1))


def test_pages_after_the_first_are_read_side_by_side() -> None:
    asked: Asked = []
    together, read = Barrier(4, timeout=10), server(asked, 50, 10)

    def page(number: int) -> TemplatePage:
        if number > 1:
            together.wait()
        return read(number)

    with ThreadPoolExecutor(4) as pool:
        assert rows_of(read_pages(page, pool.map)) == list(range(50))
    assert sorted(asked) == [1, 2, 3, 4, 5]


def test_a_total_that_is_too_small_hides_no_page() -> None:
    asked: Asked = []
    assert rows_of(read_pages(server(asked, 50, 10, total=20), in_turn)) == list(range(50))
    assert asked == [1, 2, 3, 4, 5]


@pytest.mark.parametrize("tells", [True, False])
def test_after_the_end_no_page_is_asked_for_whatever_the_total_says(*, tells: bool) -> None:
    asked: Asked = []
    read = server(asked, 25, 10, total=1_000, tells=tells)
    assert rows_of(read_pages(read, in_turn)) == list(range(25))
    assert asked == ([1, 2, 3] if tells else [1, 2, 3, 4])
