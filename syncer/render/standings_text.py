"""How templates stand, as text: a table, what it means and costs, and the counts."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from rich.text import Text

from syncer.plan.category import difference, way_out
from syncer.rejections import rejection_words
from syncer.render.table import aligned
from syncer.render.values import in_line
from syncer.reviews.values import REJECTED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from syncer.reviews.values import Standing

_TITLES = ("TEMPLATE", "ID", "STATUS", "QUALITY", "CATEGORY")
_STYLES = {
    "APPROVED": "green",
    "PENDING": "yellow",
    "IN_APPEAL": "yellow",
    "REJECTED": "red",
    "PAUSED": "magenta",
    "DISABLED": "red",
    "GREEN": "green",
    "YELLOW": "yellow",
    "RED": "red",
}
_NOTHING = "-"


def standing_lines(standings: Sequence[Standing], width: int | None = None) -> Iterator[Text]:
    """A line for each template, by name; below it why it was rejected, what it costs, an error."""
    ordered = sorted(standings, key=lambda one: one.key)
    lines = iter(table_lines(ordered, width))
    yield next(lines)
    for one, line in zip(ordered, lines, strict=True):
        yield line
        yield from _remarks(one)


def table_lines(standings: Sequence[Standing], width: int | None = None) -> list[Text]:
    """The table alone: its titles, and one line for each template.

    Where it is wider than `width`, it goes without the ids.
    """
    titles = [Text(title, style="bold") for title in _TITLES]
    rows = [titles, *map(_cells, standings)]
    lines = aligned(rows)
    if width is not None and any(line.cell_len > width for line in lines):
        return aligned([[name, *rest] for name, _, *rest in rows])
    return lines


def counts_line(standings: Sequence[Standing], noun: str) -> Text:
    """How many there are, and how many of each status; `noun` is what they are called."""
    counts = Counter(one.status for one in standings)
    listed = ", ".join(f"{counts[status]} {in_line(status)}" for status in sorted(counts))
    total = len(standings)
    rest = f": {listed}" if listed else ""
    return Text(f"{total} {noun}{'' if total == 1 else 's'}{rest}.", style="bold")


def _cells(one: Standing) -> list[Text]:
    return [
        Text(in_line(str(one.key))),
        Text(str(one.template_id), style="dim"),
        _coloured(one.status),
        _coloured(one.quality),
        _category(one),
    ]


def _coloured(word: str) -> Text:
    return Text(in_line(word) or _NOTHING, style=_STYLES.get(word, ""))


def _category(one: Standing) -> Text:
    cell = Text(in_line(one.category) or _NOTHING)
    if one.declared and one.declared.category != one.category:
        accepted = " (accepted)" if one.declared.accepted else ""
        cell.append(f" (file: {one.declared.category}){accepted}", style="magenta")
    return cell


def _remarks(one: Standing) -> Iterator[Text]:
    if one.status == REJECTED:
        yield Text(f"    {in_line(rejection_words(one.rejected_reason))}", style="red")
    if one.declared and one.recategorised:
        told = difference(one.declared.category, one.category)
        rest = "" if one.declared.accepted else f"; {way_out(one.category)}"
        yield Text(f"    {in_line(told + rest)}", style="magenta")
    if one.error:
        yield Text(f"    {in_line(one.error)}", style="red")
