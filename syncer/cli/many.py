"""Many accounts in one process: several at once, and within bounds however many they are."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from syncer.cli.senders import by_sender
from syncer.live.threads import ReadingThreads
from syncer.nxcloud.transport import MOST_CONNECTIONS
from syncer.progress import quiet, stepping

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from syncer.cli.session import Session
    from syncer.config import Account
    from syncer.progress import Step

A = TypeVar("A")

_MOST_ACCOUNTS = 16


def accounts_at_once(concurrency: int) -> int:
    """How many accounts are at work at one time, where each makes so many calls side by side.

    All together make no more calls than there are connections.
    """
    return max(1, min(_MOST_ACCOUNTS, MOST_CONNECTIONS // concurrency))


def for_each_account(
    accounts: Sequence[Account], session: Session, do: Callable[[Account, Session], A]
) -> list[A]:
    """What `do` gives for each account, in their order, whatever comes first.

    The accounts of one sender follow each other, so that it is asked no more than it would be for
    one of them. What `do` raises, or Ctrl-C, is raised at once: nobody begins another call then.
    """
    threads = ReadingThreads(accounts_at_once(session.config.concurrency))
    try:
        with _shown(session, len(accounts)) as (inner, step):

            def do_within(account: Account) -> A:
                return do(account, inner)

            return by_senders(accounts, stepping(step, do_within), threads.map)
    except BaseException:
        session.stop()
        raise
    finally:
        threads.stop()


def by_senders(
    accounts: Sequence[Account],
    do: Callable[[Account], A],
    each: Callable[[Callable[[list[Account]], list[A]], list[list[Account]]], Iterable[list[A]]],
) -> list[A]:
    """What `do` gives for each account, in their order; `each` is a `map` over the senders.

    The accounts of one sender follow each other.
    """
    senders = by_sender(accounts)
    found = each(lambda sender: [do(account) for account in sender], senders)
    by_name = {
        account.name: result
        for sender, results in zip(senders, found, strict=True)
        for account, result in zip(sender, results, strict=True)
    }
    return [by_name[account.name] for account in accounts]


@contextmanager
def _shown(session: Session, count: int) -> Iterator[tuple[Session, Step]]:
    """Several accounts are one piece of work to look at; one alone shows each part of its own."""
    if count == 1:
        yield session, lambda: None
    else:
        with session.progress("reading accounts", count) as step:
            yield replace(session, progress=quiet), step
