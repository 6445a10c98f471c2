"""A plan as text made to be read: a block for each template, what changes in it, a summary."""

from __future__ import annotations

from dataclasses import astuple
from typing import TYPE_CHECKING

from rich.text import Text

from syncer.changed_words import line_diff
from syncer.plan.values import Summary
from syncer.render.room import counted
from syncer.render.values import in_line, in_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from syncer.changed_words import DiffLine
    from syncer.plan.values import AccountPlan, Action, Change, Finding, Plan

SIGNS = {"create": "+", "update": "~", "delete": "-", "blocked": "!"}
STYLES = {"create": "green", "update": "yellow", "delete": "red", "blocked": "magenta"}
_LINE_STYLES = {"+": "green", "-": "red", "~": "yellow", " ": "dim"}
_LONG = 60
_LISTED = 20


def plan_lines(plan: Plan, *, colour: bool, verbose: bool) -> Iterator[Text]:
    """The whole plan. Without colour, changed words are marked as `[-old-]` and `{+new+}`."""
    for number, account in enumerate(plan.accounts):
        if number:
            yield Text()
        yield from account_lines(account, colour=colour, verbose=verbose)
    yield from total_lines(plan.accounts)


def account_lines(account: AccountPlan, *, colour: bool, verbose: bool) -> Iterator[Text]:
    """One account: its heading, a block per action, warnings, costs, and the summary."""
    yield _heading(account)
    for action in account.actions:
        yield Text()
        yield from action_lines(action, colour=colour)
    yield from _warnings(account.warnings)
    yield from _costs(account.costs)
    yield from _unmanaged(account.unmanaged, verbose=verbose)
    yield Text()
    yield summary_line(account.summary)


def action_lines(action: Action, *, colour: bool) -> Iterator[Text]:
    """The block of one template."""
    style = STYLES[action.action]
    line = Text(f"  {SIGNS[action.action]} {action.action} ", style=f"bold {style}")
    line.append(in_line(str(action.key)), style=f"bold {style}")
    if action.source:
        line.append(f"  {in_line(action.source)}", style="dim not bold")
    yield line
    yield from (Text(f"      {note}", style="dim") for note in action_notes(action))
    if action.reason:
        yield Text(f"      {in_line(action.reason)}", style=style)
    for change in action.changes:
        yield from change_lines(change, colour=colour)


def change_lines(change: Change, *, colour: bool) -> Iterator[Text]:
    """One difference; that of long texts line by line, with the changed words marked."""
    sign, before, after = _sign(change), change.before, change.after
    label = Text(f"      {sign} ", style=_LINE_STYLES[sign])
    label.append(f"{in_line(change.path)}:", style="default")
    if isinstance(before, str) and isinstance(after, str) and (_is_long(before) or _is_long(after)):
        yield label
        yield from (_diff_text(line, colour=colour) for line in line_diff(before, after))
    elif sign == "~":
        label.append(" ").append(in_words(before), style="red").append(" → ", style="dim")
        yield label.append(in_words(after), style="green")
    elif isinstance(value := after if sign == "+" else before, str) and _is_long(value):
        yield label
        yield from (Text(f"          {in_line(line)}") for line in value.split("\n"))
    else:
        yield label.append(" ").append(in_words(value), style=_LINE_STYLES[sign])


def finding_lines(findings: tuple[Finding, ...]) -> Iterator[Text]:
    """The health findings of an account."""
    if findings:
        yield Text()
        yield Text("Health", style="bold")
    for one in findings:
        line = Text(f"  ! {in_line(f'{one.name}/{one.language}')}: ", style="magenta")
        yield line.append(f"{one.finding}: {in_line(one.detail)}", style="default")


def summary_line(summary: Summary) -> Text:
    """The last line: `No changes.` or the counts, and what stays as it is."""
    if not _differs(summary):
        return Text(f"No changes. {_rest(summary)}.", style="bold green")
    return Text(f"Plan: {_changes(summary)}; {_rest(summary)}.", style="bold")


def total_lines(accounts: Sequence[AccountPlan], findings: int = 0) -> Iterator[Text]:
    """The sum of several accounts; nothing for one, whose summary says it already."""
    if len(accounts) > 1:
        yield Text()
        yield total_line(accounts, findings)


def total_line(accounts: Sequence[AccountPlan], findings: int = 0) -> Text:
    """What accounts come to together, with so many health findings."""
    total = Summary(*map(sum, zip(*(astuple(one.summary) for one in accounts), strict=True)))
    health = f"; {counted(findings, 'health finding')}" if findings else ""
    changes = _changes(total) if _differs(total) else "no changes"
    return Text(f"{len(accounts)} accounts: {changes}; {_rest(total)}{health}.", style="bold")


def _differs(summary: Summary) -> bool:
    return bool(summary.create or summary.update or summary.delete or summary.blocked)


def _changes(summary: Summary) -> str:
    return (
        f"{summary.create} to create, {summary.update} to update, {summary.delete} to delete,"
        f" {summary.blocked} blocked"
    )


def _rest(summary: Summary) -> str:
    return f"{summary.unchanged} unchanged, {summary.unmanaged} unmanaged"


def _heading(account: AccountPlan) -> Text:
    line = Text(in_line(account.account), style="bold")
    return line.append(
        in_line(f"  {account.phone}  tenant {account.tenant_id}  {account.base_url}"),
        style="dim not bold",
    )


def action_notes(action: Action) -> Iterator[str]:
    """What an action means beside its changes, a sentence each."""
    yield from map(in_line, action.costs)
    if action.action == "update" and not action.sync_meta:
        yield "changes in NxCloud only: no review, no edit counted"
    if action.action == "create" and not action.sync_meta:
        yield "stays in NxCloud: it is not sent to Meta (`sync_meta: never`)"
    if action.events_later:
        yield "its events follow in a second write: templates point at each other in a circle"
    if action.depends_on:
        yield f"after {in_line(', '.join(action.depends_on))}"


def _sign(change: Change) -> str:
    """A set text that becomes another is a change; a value on one side only is added or removed."""
    if change.before is None:
        return "+"
    return "-" if change.after is None else "~"


def _is_long(text: str) -> bool:
    return "\n" in text or len(in_words(text)) > _LONG


def _diff_text(line: DiffLine, *, colour: bool) -> Text:
    text = Text(f"        {line.sign} ", style=_LINE_STYLES[line.sign])
    opening, closing = ("[-", "-]") if line.sign == "-" else ("{+", "+}")
    for piece in line.pieces:
        shown = in_line(piece.text)
        if shown and piece.changed and not colour:
            shown = f"{opening}{shown}{closing}"
        text.append(shown, style="bold reverse" if piece.changed else "")
    return text


def _warnings(warnings: tuple[str, ...]) -> Iterator[Text]:
    if warnings:
        yield Text()
    yield from (Text(f"  warning: {in_line(warning)}", style="yellow") for warning in warnings)


def _costs(costs: tuple[str, ...]) -> Iterator[Text]:
    if costs:
        yield Text()
    yield from (Text(f"  {in_line(cost)}", style="dim") for cost in costs)


def _unmanaged(unmanaged: tuple[str, ...], *, verbose: bool) -> Iterator[Text]:
    if not unmanaged:
        return
    shown = unmanaged if verbose else unmanaged[:_LISTED]
    rest = len(unmanaged) - len(shown)
    names = ", ".join(in_line(name) for name in shown)
    more = f" and {rest} more (-v lists all)" if rest else ""
    yield Text()
    yield Text(f"  unmanaged, never touched: {names}{more}", style="dim")
