"""How the reviews of an apply ended, as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from syncer.render.standings_text import counts_line, standing_lines
from syncer.render.values import in_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from syncer.reviews.values import Standing


def review_lines(account: str, standings: Sequence[Standing], timeout: str) -> Iterator[Text]:
    """One account's reviews, and which of them had not ended; nothing if there were none.

    `timeout` is how long they were waited for at most, in words.
    """
    if not standings:
        return
    yield Text()
    yield Text(f"Reviews of {in_line(account)}", style="bold")
    yield from standing_lines(standings)
    yield counts_line(standings, "review")
    if waiting := sum(not one.ended for one in standings):
        verb = "has" if waiting == 1 else "have"
        yield Text(
            f"{waiting} {verb} not ended (waited {timeout} at most): `syncer status` shows"
            f" {'it' if waiting == 1 else 'them'} at any time.",
            style="yellow",
        )
