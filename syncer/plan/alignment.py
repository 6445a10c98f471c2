"""Which item of one list became which item of another, keeping the order.

A least-cost alignment: the same item costs nothing, and a change less than a removal and an
addition, but more than one of them. So `[a, b] → [b]` is one removal, and `[a, b] → [b, c]` leaves
b alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from syncer.template_document import Json

Pair = tuple[int | None, int | None]

_ONE_SIDED = 10
_SAME_SHAPE = 10
_DIFFERING_KEY = 2
_OTHER_SHAPE = 19  # just below a removal and an addition: one change of the whole item


def pairs(before: Sequence[Json], after: Sequence[Json]) -> list[Pair]:
    """Pairs of indexes into both lists, in order; a None stands beside an added or removed item."""
    costs = _costs(before, after)
    found: list[Pair] = []
    old, new = 0, 0
    while old < len(before) or new < len(after):
        here = costs[old][new]
        if (
            old < len(before)
            and new < len(after)
            and here == costs[old + 1][new + 1] + _cost(before[old], after[new])
        ):
            found.append((old, new))
            old, new = old + 1, new + 1
        elif old < len(before) and here == costs[old + 1][new] + _ONE_SIDED:
            found.append((old, None))
            old += 1
        else:
            found.append((None, new))
            new += 1
    return found


def _costs(before: Sequence[Json], after: Sequence[Json]) -> list[list[int]]:
    """At [i][j] the least cost of aligning what is left from `before[i]` and `after[j]` on."""
    rows, columns = len(before), len(after)
    costs = [
        [_ONE_SIDED * (rows - row + columns - column) for column in range(columns + 1)]
        for row in range(rows + 1)
    ]
    for row in reversed(range(rows)):
        for column in reversed(range(columns)):
            costs[row][column] = min(
                costs[row + 1][column + 1] + _cost(before[row], after[column]),
                costs[row + 1][column] + _ONE_SIDED,
                costs[row][column + 1] + _ONE_SIDED,
            )
    return costs


def _cost(before: Json, after: Json) -> int:
    if before == after:
        return 0
    if not (isinstance(before, dict) and isinstance(after, dict) and before.keys() == after.keys()):
        return _OTHER_SHAPE
    differing = sum(1 for key in before if before[key] != after[key])
    return _SAME_SHAPE + differing * _DIFFERING_KEY
