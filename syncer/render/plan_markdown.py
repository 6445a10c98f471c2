"""A plan for a pull request: what is wrong first, then a collapsed block for each template."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from syncer.render.action_markdown import action_block
from syncer.render.markdown import code, prose
from syncer.render.marker import marker
from syncer.render.room import COMMENT, Section, counted, fitted
from syncer.render.shared import named, shared

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from syncer.errors import SyncerError
    from syncer.plan.values import Action, ActionKind
    from syncer.render.plan_report import AccountReport, PlanReport
    from syncer.render.room import Room
    from syncer.render.shared import Shared

_COUNTS: dict[ActionKind, str] = {
    "create": "to create",
    "update": "to update",
    "delete": "to delete",
    "blocked": "blocked",
}
_LIST, _BLOCKED = 1 / 8, 1 / 4
"""The parts of the room that a list, and what is blocked, may take at most."""


def plan_markdown(report: PlanReport, room: Room = COMMENT) -> str:
    """The report in GitHub's Markdown behind its marker, as much of it as the room takes.

    What has no room is counted in the last line, and referred to where it can be seen.
    """
    opening = "\n".join([marker(report), _heading(report), *_selected(report)])
    return fitted(opening, _sections(report, room), room)


def _sections(report: PlanReport, room: Room) -> Iterator[Section]:
    """Everything below the heading, in the order of its weight."""
    accounts = ((one.plan.account, _account(one)) for one in report.accounts)
    failed = ((one.account, _error(one.error)) for one in report.failed)
    yield _list("Accounts", "account", accounts)
    yield _list("Failed", "failed account", failed)
    yield _list("Health", "health finding", _told(report, _health))
    yield _blocks(report, "blocked", room)
    yield _list("Warnings", "warning", _told(report, _warnings))
    yield _list("Limits", "limit note", _told(report, _limits))
    yield _blocks(report, "delete", room)
    yield _blocks(report, "update", room)
    yield _blocks(report, "create", room)


def _heading(report: PlanReport) -> str:
    words = list(_counts(report.accounts))
    if health := sum(len(one.health) for one in report.accounts):
        words.append(counted(health, "health finding"))
    if report.failed:
        words.append(f"{counted(len(report.failed), 'account')} failed")
    return f"### syncer {report.kind}: {', '.join(words) or 'no changes'}"


def _counts(accounts: Iterable[AccountReport]) -> Iterator[str]:
    summaries = [one.plan.summary for one in accounts]
    for kind, words in _COUNTS.items():
        if number := sum(getattr(one, kind) for one in summaries):
            yield f"{number} {words}"


def _selected(report: PlanReport) -> Iterator[str]:
    for words, globs in (
        ("Only templates that match", report.selection.only),
        ("Without templates that match", report.selection.exclude),
    ):
        if globs:
            yield f"\n{words} {code(', '.join(globs))}."


def _list(title: str, noun: str, told: Iterable[tuple[str, str]]) -> Section:
    """What is told of accounts; an empty name stands for the only one."""
    groups = shared(told, str)
    items = [partial(str, f"- {_owner(group.accounts)}{group.what}") for group in groups]
    return Section(f"#### {title}", _counting(groups, partial(counted, noun=noun)), items, _LIST)


def _owner(accounts: tuple[str, ...]) -> str:
    return f"{named(accounts, code)}: " if any(accounts) else ""


def _counting(groups: Sequence[Shared[Any]], words: Callable[[int], str]) -> Callable[[int], str]:
    """What puts the last of these groups in words: by what they count for."""
    return lambda number: words(sum(group.number for group in groups[-number:]))


def _blocks(report: PlanReport, kind: ActionKind, room: Room) -> Section:
    """The blocks of one kind of action; first those that Meta hears of."""
    several = len(report.account_names) > 1
    actions = sorted(_actions(report, kind), key=lambda each: not each[1].sync_meta)
    groups = shared(actions, _sight)
    items = [
        partial(action_block, one.what, one.accounts if several else (), room) for one in groups
    ]
    words, share = _COUNTS[kind], _BLOCKED if kind == "blocked" else 1
    count = _counting(groups, lambda number: f"{number} {words}")
    return Section(f"#### {words.capitalize()}", count, items, share)


def _sight(action: Action) -> str:
    """All that a block shows of an action: the same for accounts in which it looks the same."""
    return repr(replace(action, template_id=None))


def _actions(report: PlanReport, kind: ActionKind) -> Iterator[tuple[str, Action]]:
    for one in report.accounts:
        yield from ((one.plan.account, each) for each in one.plan.actions if each.action == kind)


def _told(
    report: PlanReport, tell: Callable[[AccountReport], Iterable[str]]
) -> Iterator[tuple[str, str]]:
    """What is told of each account; where there are several, with its name."""
    several = len(report.account_names) > 1
    for one in report.accounts:
        yield from ((one.plan.account if several else "", text) for text in tell(one))


def _account(one: AccountReport) -> str:
    summary = one.plan.summary
    changes = ", ".join(_counts([one])) or "no changes"
    rest = f"{summary.unchanged} unchanged, {summary.unmanaged} unmanaged"
    return f"{changes}; {rest}"


def _health(one: AccountReport) -> Iterator[str]:
    for each in one.health:
        kind = each.finding.replace("_", " ")
        yield f"{code(f'{each.name}/{each.language}')} {kind}: {prose(each.detail)}"


def _warnings(one: AccountReport) -> Iterator[str]:
    yield from (f"apply will refuse this: {_error(refusal)}" for refusal in one.refusals)
    yield from map(prose, one.plan.warnings)


def _limits(one: AccountReport) -> Iterator[str]:
    yield from map(prose, one.plan.costs)


def _error(error: SyncerError) -> str:
    return prose("; ".join(text for text in (error.message, error.hint) if text))
