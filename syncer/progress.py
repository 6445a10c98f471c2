"""How far work has come, for whoever wants to know: people at a terminal, or nobody."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol, TypeAlias, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    A = TypeVar("A")
    B = TypeVar("B")

Step: TypeAlias = "Callable[[], object]"
"""Told whenever one more part of the work has ended; from any thread."""


class Progress(Protocol):
    """Who is told that work begins, of how many parts it is, and when it has ended."""

    def __call__(self, work: str, total: int | None) -> AbstractContextManager[Step]:
        """Around the work, named as people read it; `total` is None where it is not known."""
        ...


@contextmanager
def quiet(work: str, total: int | None) -> Iterator[Step]:
    """Nobody is told."""
    del work, total
    yield lambda: None


def stepping(step: Step, do: Callable[[A], B]) -> Callable[[A], B]:
    """The same function, which tells of the end of each call."""

    def telling(part: A) -> B:
        try:
            return do(part)
        finally:
            step()

    return telling
