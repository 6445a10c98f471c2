"""`apply --wait`: follow the reviews of what was applied, and tell how they end."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from syncer.apply.interrupts import interrupts_call
from syncer.cli.connection import live_side
from syncer.cli.crash import reported
from syncer.cli.durations import in_words
from syncer.cli.output import tell_error
from syncer.cli.watching import shown
from syncer.errors import EXIT_INTERRUPTED, EXIT_PARTIAL
from syncer.render.reviews_text import review_lines
from syncer.render.standing_documents import review_document
from syncer.reviews.begin import awaited
from syncer.reviews.follow import Followed, Timer, all_ended, follow
from syncer.reviews.values import REJECTED, Standing

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import httpx
    from rich.text import Text

    from syncer.apply.values import AccountResult
    from syncer.cli.output import Output
    from syncer.cli.planning import Ready
    from syncer.cli.session import Session
    from syncer.template_document import Document

TIMER = Timer()


@dataclass(frozen=True, slots=True)
class Waited:
    """How the reviews stand at the end of the wait.

    `reviews` has those of each account, by name. `seconds` is how long the wait might have taken.
    `interrupted`: by Ctrl-C; `failed`: by a fault of syncer, which has been told.
    """

    reviews: Mapping[str, tuple[Standing, ...]]
    seconds: int
    interrupted: bool = False
    failed: bool = False

    @property
    def standings(self) -> tuple[Standing, ...]:
        """Those of all accounts."""
        return tuple(one for standings in self.reviews.values() for one in standings)

    def lines(self) -> Iterator[Text]:
        """The reviews of each account, as text."""
        for account, standings in self.reviews.items():
            yield from review_lines(account, standings, in_words(self.seconds))

    def exit_code(self, code: int) -> int:
        """The exit code of the whole run; `code` is that of the apply itself.

        An error stays what it is: that something was rejected does not mean that anything was done.
        """
        if self.interrupted or code == EXIT_INTERRUPTED:
            return EXIT_INTERRUPTED
        rejected = any(one.status == REJECTED for one in self.standings)
        return code or (EXIT_PARTIAL if rejected or self.failed else code)


def reviews_of(waited: Waited | None, account: str) -> Document:
    """What an account's part of the JSON result says of its reviews, if they were followed."""
    if waited is None:
        return {}
    return {"reviews": [review_document(one) for one in waited.reviews.get(account, ())]}


def wait_for_reviews(
    ready: Sequence[Ready],
    applied: Sequence[AccountResult],
    session: Session,
    output: Output,
    seconds: int,
) -> Waited:
    """Follow the reviews of all accounts. Cannot write, and raises nothing.

    After an interrupt of the apply itself nothing is waited for.
    """
    wait = _Wait()
    try:
        with session.reading() as http:
            pairs = zip(ready, applied, strict=True)
            wait.followed = tuple(_followed(*pair, http, session) for pair in pairs)
            if not any(one.interrupted for one in applied):
                wait.follow(seconds, output)
    except KeyboardInterrupt:
        wait.interrupted = True
    except Exception as error:  # noqa: BLE001 -- what was written must still be told
        wait.failed = True
        tell_error(reported(error, sys.argv[1:]))
    reviews = {one.account: one.standings for one in wait.followed}
    return Waited(reviews, seconds, interrupted=wait.interrupted, failed=wait.failed)


@dataclass(slots=True)
class _Wait:
    """The followed templates as they were seen last, and what ended the wait before its time."""

    followed: tuple[Followed, ...] = ()
    interrupted: bool = False
    failed: bool = False

    def follow(self, seconds: int, output: Output) -> None:
        """Look at them until the end. Raises KeyboardInterrupt for Ctrl-C."""
        if all_ended(self.followed):
            return
        with interrupts_call(_interrupt), shown(self.followed, seconds, TIMER, output) as show:
            for looked_at in follow(self.followed, seconds, TIMER):
                self.followed = looked_at
                show(looked_at)


def _interrupt() -> None:
    raise KeyboardInterrupt


def _followed(
    ready: Ready, result: AccountResult, http: httpx.Client, session: Session
) -> Followed:
    standings = awaited(ready.planned.plan, result, ready.desired, ready.snapshot)
    return Followed(result.account, live_side(ready.account, http, session), standings)
