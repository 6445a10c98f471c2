"""What several accounts have in common is told once, with their names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable

T = TypeVar("T")

_NAMED = 10


@dataclass(frozen=True, slots=True)
class Shared(Generic[T]):
    """What is to be told, of which accounts, and how many times it stood there."""

    what: T
    accounts: tuple[str, ...]
    number: int


def shared(told: Iterable[tuple[str, T]], key: Callable[[T], Hashable]) -> list[Shared[T]]:
    """Pairs of an account and what is told of it; what has the same key becomes one.

    They are in the order of the first of each.
    """
    groups: dict[Hashable, list[tuple[str, T]]] = {}
    for account, what in told:
        groups.setdefault(key(what), []).append((account, what))
    return [
        Shared(group[0][1], tuple(dict.fromkeys(account for account, _ in group)), len(group))
        for group in groups.values()
    ]


def named(accounts: tuple[str, ...], mark: Callable[[str], str]) -> str:
    """The names, each as `mark` writes it; of many the first few, and how many more there are."""
    more = [f"{len(accounts) - _NAMED} more"] if len(accounts) > _NAMED else []
    names = [mark(name) for name in accounts[:_NAMED]]
    return " and ".join([", ".join(names), *more])
