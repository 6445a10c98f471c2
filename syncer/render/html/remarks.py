"""What is said beside a bubble: findings, problems, reasons, costs, and the changes in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from syncer.changed_words import DiffLine, Piece, line_diff
from syncer.render.html.cards import Note
from syncer.render.plan_text import action_notes
from syncer.render.values import in_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from syncer.plan.values import Action, Change
    from syncer.render.html.cards import Card
    from syncer.template_document import Json


@dataclass(frozen=True, slots=True)
class ChangedLine:
    """A line of a changed value: a CSS class, what it is called, and the tag of changed words."""

    css: str
    word: str
    sign: str
    tag: str
    pieces: Sequence[Piece]


@dataclass(frozen=True, slots=True)
class ChangeInWords:
    """A changed value of a template, line by line."""

    path: str
    lines: tuple[ChangedLine, ...]


_ADDED, _REMOVED = ("added", "added:", "+", "ins"), ("removed", "removed:", "−", "del")
_KEPT = ("kept", "", " ", "span")
_OF_SIGN = {"+": _ADDED, "-": _REMOVED, " ": _KEPT}


def remarks_of(card: Card) -> list[Note]:
    """What to know of a template, the most important first, and nothing twice."""
    reasons = [action.reason for action in card.actions]
    health = [
        Note("error", f"{one.finding}: {one.detail}")
        for one in card.findings
        if not any(one.detail in reason for reason in reasons)
    ]
    problems = [
        Note(one.severity, f"{one.message}{f' ({one.hint})' if one.hint else ''} [{one.rule}]")
        for one in sorted(card.problems, key=lambda one: (one.severity, one.location))
    ]
    warnings = [Note("warning", one.removeprefix(f"{card.key}: ")) for one in card.warnings]
    actions = (note for one in card.actions for note in _of_action(one))
    return [*health, *problems, *warnings, *actions]


def changes_of(card: Card) -> list[ChangeInWords]:
    """Each difference; those of a template that is made or deleted are its picture."""
    return [
        _in_words(change)
        for action in card.actions
        if action.action in ("update", "blocked")
        for change in action.changes
    ]


def _of_action(action: Action) -> Iterator[Note]:
    if action.reason:
        yield Note("warning" if action.action == "blocked" else "quiet", action.reason)
    for note in action_notes(action):
        yield Note("quiet", note)


def _in_words(change: Change) -> ChangeInWords:
    return ChangeInWords(change.path, tuple(_changed_line(one) for one in _lines(change)))


def _lines(change: Change) -> Iterator[DiffLine]:
    before, after = change.before, change.after
    if isinstance(before, str) and isinstance(after, str):
        yield from line_diff(before, after)
        return
    if before is not None:
        yield from _whole("-", before)
    if after is not None:
        yield from _whole("+", after)


def _whole(sign: Literal["-", "+"], value: Json) -> Iterator[DiffLine]:
    texts = value.split("\n") if isinstance(value, str) else [in_words(value)]
    yield from (DiffLine(sign, (Piece(text, changed=False),)) for text in texts)


def _changed_line(line: DiffLine) -> ChangedLine:
    return ChangedLine(*_OF_SIGN[line.sign], line.pieces)
