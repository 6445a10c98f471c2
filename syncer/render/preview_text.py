"""What the recipient sees, for a terminal: a bubble for each template, problems below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from syncer.render.bubble import bubble_lines
from syncer.render.values import in_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from syncer.errors import Problem
    from syncer.pictures.findings import Previewed
    from syncer.pictures.values import Picture

_STYLES = {"error": "red", "warning": "yellow"}


def preview_lines(accounts: Sequence[Previewed], *, colour: bool, columns: int) -> Iterator[Text]:
    """All pictures, on a terminal of so many columns.

    Without colour, WhatsApp's marks stay in the text, so that it can still be told what is bold.
    """
    for account in accounts:
        if len(accounts) > 1:
            yield Text(in_line(account.account), style="bold")
        yield from _account(account, columns, colour=colour)


def _account(account: Previewed, columns: int, *, colour: bool) -> Iterator[Text]:
    for picture in account.pictures:
        yield _heading(picture)
        yield from bubble_lines(picture, columns, colour=colour)
        yield from _problems(account.findings.by_template.get(picture.key, ()))
        yield Text()
    yield from _problems(account.findings.others)
    if not account.pictures:
        yield Text("There is no template to show.", style="bold")


def _heading(picture: Picture) -> Text:
    """The template's key, and what the recipient does not see of it."""
    line = Text(in_line(str(picture.key)), style="bold")
    notes = [picture.category]
    if picture.tag:
        notes.append(f"tag {picture.tag}")
    if picture.close_unassigned:
        notes.append("closes unassigned sessions")
    return line.append(f"  {in_line(', '.join(notes))}", style="dim not bold")


def _problems(problems: Iterable[Problem]) -> Iterator[Text]:
    for problem in problems:
        yield Text(f"! {in_line(str(problem))}", style=_STYLES[problem.severity])
