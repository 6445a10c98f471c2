"""Two accounts held against each other, as text and as JSON."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from rich.text import Text

from syncer.plan.file import FORMAT_VERSION
from syncer.render.plan_text import change_lines
from syncer.render.values import in_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from syncer.plan.compare import Comparison, Difference, OneSided
    from syncer.template_document import Document


def compare_document(source: str, target: str, comparison: Comparison) -> Document:
    """The comparison as JSON; a change's `before` is the value in `to`, `after` that in `from`."""
    return {
        "format_version": FORMAT_VERSION,
        "from": source,
        "to": target,
        "missing": [asdict(one) for one in comparison.missing],
        "extra": [asdict(one) for one in comparison.extra],
        "different": [asdict(one) for one in comparison.different],
        "expected": [asdict(one) for one in comparison.expected],
        "warnings": list(comparison.warnings),
    }


def compare_lines(
    source: str, target: str, comparison: Comparison, *, colour: bool, verbose: bool
) -> Iterator[Text]:
    """What the second account lacks, has alone, and has otherwise; `verbose` lists all of it."""
    here, there = in_line(source), in_line(target)
    yield Text(f"{here} → {there}", style="bold")
    yield from _one_sided(f"missing in {there}", "+", "green", comparison.missing)
    yield from _one_sided(f"only in {there}", "-", "red", comparison.extra)
    title = f"different: what would have to change in {there} to be as in {here}"
    yield from _differences(title, comparison.different, colour=colour)
    if verbose:
        yield from _differences("as the files say", comparison.expected, colour=colour)
    for warning in comparison.warnings:
        yield Text(f"  warning: {in_line(warning)}", style="yellow")
    yield Text()
    yield _summary(comparison, verbose=verbose)


def _one_sided(title: str, sign: str, style: str, found: Sequence[OneSided]) -> Iterator[Text]:
    if found:
        yield Text()
        yield Text(f"  {title}", style="bold")
    for one in found:
        line = Text(f"    {sign} {in_line(f'{one.name}/{one.language}')}", style=style)
        yield line.append("" if one.whole_name else "  (a translation)", "dim")


def _differences(title: str, found: Sequence[Difference], *, colour: bool) -> Iterator[Text]:
    if found:
        yield Text()
        yield Text(f"  {title}", style="bold")
    for one in found:
        yield Text(f"    ~ {in_line(f'{one.name}/{one.language}')}", style="yellow")
        for change in one.changes:
            yield from change_lines(change, colour=colour)


def _summary(comparison: Comparison, *, verbose: bool) -> Text:
    expected = len(comparison.expected)
    more = "" if verbose or not expected else " (-v lists them)"
    rest = f"{expected} {'differs' if expected == 1 else 'differ'} as the files say{more}"
    if comparison.is_empty:
        return Text(f"No differences. {rest}.", style="bold green")
    return Text(
        f"{len(comparison.missing)} missing, {len(comparison.extra)} extra,"
        f" {len(comparison.different)} different; {rest}.",
        style="bold",
    )
