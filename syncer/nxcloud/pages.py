"""The pages of the list: one after the other, or side by side as soon as their number is known."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Protocol

from syncer.errors import UnexpectedAnswerError
from syncer.nxcloud.answers import TemplatePage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

MAX_PAGES = 1_000
_NO_PAGE = TemplatePage((), None, None)


class EachPage(Protocol):
    """Reads pages, side by side if it can; `map` reads one at a time, each when it is wanted."""

    def __call__(
        self, read: Callable[[int], TemplatePage], numbers: Iterable[int], /
    ) -> Iterable[TemplatePage]:
        """What `read` gives for each number, in their order."""
        ...


def read_pages(read: Callable[[int], TemplatePage], each: EachPage = map) -> Iterator[TemplatePage]:
    """The first page, and all others that have rows; pages count from 1.

    As many as the first one promises are read by `each`, those that nobody promised one at a time.
    A list that shifts meanwhile may repeat or miss a row; a page with no row that is new is taken
    for the end, whatever `has_next_page` says. Raises UnexpectedAnswerError if there is no end.
    """
    first = read(1)
    yield first
    rows, seen = len(first.rows), {row.id for row in first.rows}
    if first.is_last(rows):
        return
    promised = min(first.promised, MAX_PAGES)
    begun = each(_up_to_the_end(read), range(2, promised + 1))
    for page in chain(begun, map(read, range(promised + 1, MAX_PAGES + 1))):
        rows += len(page.rows)
        fresh = {row.id for row in page.rows} - seen
        seen |= fresh
        if page.rows:
            yield page
        if page.is_last(rows) or not fresh:
            return
    raise UnexpectedAnswerError(
        f"the list of templates has no end: {MAX_PAGES} pages, {rows} rows",
        hint="report it to NxCloud's support: has_next_page stays true",
    )


def _up_to_the_end(read: Callable[[int], TemplatePage]) -> Callable[[int], TemplatePage]:
    """The same, which does not ask for a page after one that was empty or the last."""
    ends: list[int] = []

    def page(number: int) -> TemplatePage:
        if any(end < number for end in ends):
            return _NO_PAGE
        found = read(number)
        if not found.rows or found.has_next_page is False:
            ends.append(number)
        return found

    return page
