"""Accounts in parts, for as many machines: how a CI matrix goes past one of them."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING

from syncer.cli.senders import by_sender

if TYPE_CHECKING:
    from collections.abc import Sequence

    from syncer.config import Account


@dataclass(frozen=True, slots=True)
class Shard:
    """The names of the accounts of one part; parts are counted from 1."""

    number: int
    accounts: tuple[str, ...]

    @property
    def arguments(self) -> str:
        """The options that choose these accounts, for a shell."""
        return shlex.join(word for name in self.accounts for word in ("--account", name))


def shards_of(accounts: Sequence[Account], number: int) -> tuple[Shard, ...]:
    """So many parts at most, none of them empty, as even as the senders allow.

    The accounts of one sender stay together, since they share its pace and its lock. Those that
    share credentials need not: within one process, too, each sender has a pace of its own. The same
    accounts give the same parts.
    """
    senders = sorted(by_sender(accounts), key=len, reverse=True)
    parts: list[list[Account]] = [[] for _ in senders[:number]]
    for sender in senders:
        min(parts, key=len).extend(sender)
    places = {account.name: place for place, account in enumerate(accounts)}
    named = (sorted((one.name for one in part), key=places.__getitem__) for part in parts)
    return tuple(Shard(place, tuple(names)) for place, names in enumerate(named, 1))
