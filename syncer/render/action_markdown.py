"""The collapsed block of one template in GitHub's Markdown, with a word diff of its changes."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from syncer.changed_words import line_diff
from syncer.render.markdown import fence, html_code, prose
from syncer.render.plan_text import action_notes
from syncer.render.shared import named
from syncer.render.values import in_line, in_words, short_label

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from syncer.changed_words import DiffLine
    from syncer.plan.values import Action, Change
    from syncer.render.room import Room
    from syncer.template_document import Json

SIGNS = {"create": "🟢", "update": "🟡", "delete": "🔴", "blocked": "⛔"}
_PATHS = 3
_SHARE = 4
"""The diff of one template takes no more than the fourth part of the room."""


def action_block(action: Action, accounts: tuple[str, ...], room: Room) -> str:
    """The block; the accounts in which it would be done are named, if any are given.

    Of a diff that is too long, the first lines are shown and the others counted.
    """
    lines = [line for change in action.changes for line in _change_lines(change)]
    shown = _beginning(lines, room)
    parts = [
        f"<details><summary>{_summary(action, accounts)}</summary>",
        "\n".join(f"- {prose(fact)}" for fact in (action.reason, *action_notes(action)) if fact),
        fence(shown, "diff") if shown else "",
        _rest(len(lines) - len(shown), room),
        "</details>",
    ]
    return "\n\n".join(part for part in parts if part)


def _summary(action: Action, accounts: tuple[str, ...]) -> str:
    """The line that shows while the block is closed."""
    words = [SIGNS[action.action], action.action, html_code(str(action.key))]
    words += ["in", named(accounts, html_code)] if accounts else []
    words += ["from", html_code(action.source)] if action.source else []
    paths = [change.path for change in action.changes] if action.action != "create" else []
    more = [f"and {len(paths) - _PATHS} more"] if len(paths) > _PATHS else []
    listed = ", ".join([*map(html_code, paths[:_PATHS]), *more])
    return " ".join(words) + (f": {listed}" if listed else "")


def _beginning(lines: Sequence[str], room: Room) -> Sequence[str]:
    most = room.most // _SHARE
    sizes = accumulate(room.measure(line) + 1 for line in lines)
    return lines[: sum(size <= most for size in sizes)]


def _rest(hidden: int, room: Room) -> str:
    lines = "1 more line" if hidden == 1 else f"{hidden} more lines"
    return f"{lines} of this template: see {room.elsewhere}." if hidden else ""


def _change_lines(change: Change) -> Iterator[str]:
    """One change in the syntax of a diff, that of texts line by line with the changed words."""
    yield f"@@ {in_line(change.path)} @@"
    before, after = _plain(change.before), _plain(change.after)
    if before is None or after is None:
        sign, text = ("+", after) if before is None else ("-", before)
        yield from (f"{sign} {in_line(line)}" for line in (text or "").split("\n"))
    else:
        yield from map(_diff_line, line_diff(before, after))


def _plain(value: Json) -> str | None:
    """A value as text; None where there is none."""
    if isinstance(value, str):
        return short_label(value)
    return None if value is None else in_words(value)


def _diff_line(line: DiffLine) -> str:
    """A line in which the changed words are marked, unless all of it is changed."""
    opening, closing = ("[-", "-]") if line.sign == "-" else ("{+", "+}")
    if all(piece.changed for piece in line.pieces):
        opening = closing = ""
    texts = (
        f"{opening}{in_line(piece.text)}{closing}" if piece.changed else in_line(piece.text)
        for piece in line.pieces
    )
    return f"{line.sign} {''.join(texts)}"
