"""Checks as text: a line for each, and what to do about it below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from syncer.render.values import in_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from syncer.doctor.values import Check, Diagnosis

_SIGNS = {"ok": "✓", "warning": "!", "failed": "✗", "skipped": "-"}
_STYLES = {"ok": "green", "warning": "yellow", "failed": "red", "skipped": "dim"}


def diagnosis_lines(diagnosis: Diagnosis) -> Iterator[Text]:
    """The machine and the project, then account by account, and the counts."""
    width = max(len(one.check) for one in diagnosis.all_checks())
    yield from _check_lines(diagnosis.checks, width)
    for account in diagnosis.accounts:
        yield Text()
        yield Text(in_line(account.account), "bold")
        yield from _check_lines(account.checks, width)
    yield Text()
    counts = diagnosis.counts()
    told = ", ".join(f"{number} {word}" for word, number in counts.items() if number)
    yield Text(f"{told}.", "bold")
    if unwell := [one.account for one in diagnosis.accounts if one.has_failed()]:
        yield from _unwell(unwell, len(diagnosis.accounts))


def _unwell(names: Sequence[str], number: int) -> Iterator[Text]:
    """Which of several accounts have a check that failed; it may stand far above."""
    if number > 1:
        yield Text(in_line(f"Failed in {len(names)} of {number} accounts: {', '.join(names)}."))


def _check_lines(checks: Iterable[Check], width: int) -> Iterator[Text]:
    for one in checks:
        style = _STYLES[one.outcome]
        line = Text(f"{_SIGNS[one.outcome]} {one.check.ljust(width)}  ", style)
        yield line.append(in_line(one.message), "" if one.outcome == "ok" else style)
        if one.hint:
            yield Text(f"  {' ' * width}  → {in_line(one.hint)}")
