"""Which things lead back to themselves, through others or not: Kosaraju's algorithm."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Iterable, Mapping

T = TypeVar("T", bound="Hashable")


def circles(leads_to: Mapping[T, Collection[T]]) -> list[frozenset[T]]:
    """The largest sets in which each leads to all of them, itself included.

    `leads_to` has every thing as a key; one that is in no circle is in no set.
    """
    back = reversed_links(leads_to)
    found, seen = [], set[T]()
    for one in onward(leads_to):
        if one not in seen:
            group = reached([one], back, seen)
            seen |= group
            if len(group) > 1 or one in leads_to[one]:
                found.append(frozenset(group))
    return found


def reversed_links(leads_to: Mapping[T, Iterable[T]]) -> dict[T, list[T]]:
    """What leads to each."""
    back: dict[T, list[T]] = {one: [] for one in leads_to}
    for one, others in leads_to.items():
        for other in others:
            back[other].append(one)
    return back


def reached(
    begins: Iterable[T], leads_to: Mapping[T, Iterable[T]], without: Collection[T] = ()
) -> set[T]:
    """What can be reached from these, themselves included, by no way through `without`."""
    found = set(begins)
    waiting = list(found)
    while waiting:
        new = set(leads_to[waiting.pop()]).difference(found, without)
        found |= new
        waiting += new
    return found


def onward(leads_to: Mapping[T, Iterable[T]]) -> list[T]:
    """All, each before what it leads to, as far as circles let that be."""
    order, seen = [], set[T]()
    for root in leads_to:
        ways = [] if root in seen else [(root, iter(leads_to[root]))]
        seen.add(root)
        while ways:
            _, rest = ways[-1]
            new = next((other for other in rest if other not in seen), None)
            if new is None:
                order.append(ways.pop()[0])
            else:
                seen.add(new)
                ways.append((new, iter(leads_to[new])))
    return order[::-1]
