"""The wait for reviews as people see it, on stderr."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.text import Text

from syncer.cli.durations import in_words
from syncer.cli.output import stderr_is_terminal
from syncer.render.standings_text import table_lines
from syncer.render.values import in_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from syncer.cli.output import Output
    from syncer.model import TemplateKey
    from syncer.reviews.follow import Followed, Timer
    from syncer.reviews.values import Standing

    _Show = Callable[[tuple[Followed, ...]], object]


@contextmanager
def shown(
    followed: tuple[Followed, ...], seconds: int, timer: Timer, output: Output
) -> Iterator[_Show]:
    """How the wait is shown on stderr: a live table on a terminal, else a line for each change.

    Gives what is called with the templates after each look.
    """
    count = sum(not each.ended for one in followed for each in one.standings)
    reviews = "1 review" if count == 1 else f"{count} reviews"
    output.note(f"waiting for {reviews}, {in_words(seconds)} at most")
    if stderr_is_terminal():
        ends_at = timer.clock() + seconds
        with _live_table(followed, lambda: ends_at - timer.clock(), output) as show:
            yield show
    else:
        yield _Changes(followed, output)


@contextmanager
def _live_table(
    followed: tuple[Followed, ...], seconds_left: Callable[[], float], output: Output
) -> Iterator[_Show]:
    """The table of what was seen last, drawn anew every second with the time that is left."""
    from rich.console import Console, Group
    from rich.live import Live

    seen = [followed]

    def table() -> Group:
        return Group(*_table(seen[0]), _pending(seen[0], seconds_left()))

    console = Console(stderr=True, no_color=output.no_color or None)
    with Live(
        console=console,
        get_renderable=table,
        refresh_per_second=1,
        transient=True,
        redirect_stdout=False,
    ) as live:

        def show(followed: tuple[Followed, ...]) -> None:
            seen[0] = followed
            live.refresh()

        live.refresh()
        yield show


def _table(followed: tuple[Followed, ...]) -> Iterator[Text]:
    """One table for each account that has something to follow, named where there are several."""
    for one in followed:
        if one.standings:
            yield from [Text(in_line(one.account), style="bold")] if len(followed) > 1 else []
            yield from table_lines(one.standings)


def _pending(followed: tuple[Followed, ...], seconds_left: float) -> Text:
    standings = [each for one in followed for each in one.standings]
    pending = sum(not each.ended for each in standings)
    left = in_words(max(0, round(seconds_left)))
    return Text(f"{pending} of {len(standings)} pending, {left} left", style="dim")


class _Changes:
    """A line for each template whose status is another one than before, if it was waited for."""

    def __init__(self, followed: tuple[Followed, ...], output: Output) -> None:
        self._output = output
        self._several = len(followed) > 1
        found = _by_name(followed)
        self._before = {place: one for place, one in found.items() if not one.ended}

    def __call__(self, followed: tuple[Followed, ...]) -> None:
        found = _by_name(followed)
        now = {place: found[place] for place in self._before}
        ended = sum(one.ended for one in now.values())
        for place, one in now.items():
            if one.status != self._before[place].status:
                account = f"{place[0]}: " if self._several else ""
                error = f": {one.error}" if one.error else ""
                line = f"[{ended}/{len(now)}] {account}{one.key} {one.status}{error}"
                self._output.note(in_line(line))
        self._before = now


def _by_name(followed: tuple[Followed, ...]) -> dict[tuple[str, TemplateKey], Standing]:
    return {(one.account, each.key): each for one in followed for each in one.standings}
