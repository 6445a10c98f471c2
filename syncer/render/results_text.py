"""What an apply did, as text: one line per action, and the counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from syncer.apply.values import OUTCOMES
from syncer.render.values import in_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from syncer.apply.values import AccountResult, ActionResult

_SIGNS = {"done": "✓", "failed": "✗", "skipped": "○"}
_STYLES = {"done": "green", "failed": "red", "skipped": "yellow"}


def results_lines(applied: Iterable[AccountResult]) -> Iterator[Text]:
    """The accounts in which there was something to do; where they are several, their sum below."""
    worked_on = [one for one in applied if one.results]
    for number, one in enumerate(worked_on):
        if number:
            yield Text()
        yield from result_lines(one)
    if len(worked_on) > 1:
        yield Text()
        yield Text(f"{len(worked_on)} accounts: {_counts(worked_on)}.", style="bold")


def result_lines(result: AccountResult) -> Iterator[Text]:
    """The outcome of every action of one account, in the order of the plan, then the counts."""
    yield Text(f"Applied {in_line(result.account)}", style="bold")
    for one in result.results:
        yield from action_result_lines(one)
    yield Text(f"{_counts([result])}.", style="bold")


def action_result_lines(result: ActionResult) -> Iterator[Text]:
    """One action: a sign, what it was, the id, and below it why it failed or what to know."""
    line = Text(f"  {_SIGNS[result.outcome]} ", style=_STYLES[result.outcome])
    line.append(f"{result.action} {in_line(result.name)}/{in_line(result.language)}", "default")
    if result.template_id is not None:
        line.append(f" (id {result.template_id})", "dim")
    yield line.append(f" {result.outcome}", _STYLES[result.outcome])
    if result.error:
        yield Text(f"      {in_line(result.error.message)}", style="red")
    if result.reason:
        yield Text(f"      {in_line(result.reason)}", style="dim")


def _counts(results: Sequence[AccountResult]) -> str:
    numbers = ((sum(one.count(outcome) for one in results), outcome) for outcome in OUTCOMES)
    return ", ".join(f"{number} {outcome}" for number, outcome in numbers)
