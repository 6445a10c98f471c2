"""What was measured, beside what it is measured against, and the bar: as values and as a table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Unit = Literal["s", "MB", "requests"]
_MEGABYTE = 1_000_000
_HEAD = ("what", "measured", "reference", "ratio", "bar", "met")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of a unit; memory is in MB of 1,000,000 bytes."""

    value: float
    unit: Unit

    def __str__(self) -> str:
        """The number as people read it."""
        places = {"s": 2, "MB": 0, "requests": 0}[self.unit]
        return f"{self.value:,.{places}f} {self.unit}"


def seconds(value: float) -> Quantity:
    """A time."""
    return Quantity(value, "s")


def memory(peak_bytes: int) -> Quantity:
    """A peak of memory."""
    return Quantity(peak_bytes / _MEGABYTE, "MB")


def requests(count: int) -> Quantity:
    """A number of requests."""
    return Quantity(count, "requests")


@dataclass(frozen=True, slots=True)
class Bar:
    """What the ratio must be; without a `bound` anything will do."""

    relation: Literal["at most", "at least", "exactly"]
    bound: float | None

    def __str__(self) -> str:
        """The bar as the table has it."""
        sign = {"at most": "≤", "at least": "≥", "exactly": "="}[self.relation]
        return "" if self.bound is None else f"{sign} {self.bound:g} ×"

    def is_met(self, ratio: float) -> bool | None:
        """Whether a ratio is as it must be; None where there is no bound."""
        if self.bound is None:
            return None
        match self.relation:
            case "at most":
                return ratio <= self.bound
            case "at least":
                return ratio >= self.bound
            case _:
                return ratio == self.bound


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the table. `faster` turns the ratio round: how many times more the reference is."""

    what: str
    measured: Quantity
    reference: Quantity
    against: str
    bar: Bar

    @property
    def ratio(self) -> float:
        """How many times as much as the reference; for "at least", how many times less."""
        measured, reference = self.measured.value, self.reference.value
        return reference / measured if self.bar.relation == "at least" else measured / reference

    @property
    def met(self) -> bool | None:
        """Whether the bar is met; None where there is none."""
        return self.bar.is_met(self.ratio)


def as_table(lines: Iterable[Line]) -> str:
    """The lines as a table of markdown."""
    cells = [_HEAD, *(_cells(line) for line in lines)]
    widths = [max(len(row[at]) for row in cells) for at in range(len(_HEAD))]
    rule = ["-" * width for width in widths]
    return "\n".join(_row(row, widths) for row in (cells[0], rule, *cells[1:]))


def _cells(line: Line) -> Sequence[str]:
    met = {True: "yes", False: "**no**", None: ""}[line.met]
    reference = f"{line.reference}: {line.against}"
    ratio = f"{line.ratio:.3g} ×"
    return (line.what, str(line.measured), reference, ratio, str(line.bar), met)


def _row(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = (cell.ljust(width) for cell, width in zip(cells, widths, strict=True))
    return f"| {' | '.join(padded)} |"


def as_json(line: Line) -> dict[str, Any]:
    """A line for scripts."""
    return {
        "what": line.what,
        "measured": line.measured.value,
        "reference": line.reference.value,
        "unit": line.measured.unit,
        "against": line.against,
        "ratio": line.ratio,
        "bar": str(line.bar) or None,
        "met": line.met,
    }
