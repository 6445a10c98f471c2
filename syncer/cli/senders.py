"""Whose templates accounts are about: several accounts may share a sender."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from syncer.config import Account


def sender_scope(account: Account) -> str:
    """What keeps the senders apart in what this machine knows; accounts may share one."""
    return f"{account.base_url}|{account.tenant_id}|{account.phone}"


def by_sender(accounts: Iterable[Account]) -> list[list[Account]]:
    """The accounts of each sender, in the order of the first ones."""
    found: dict[str, list[Account]] = {}
    for account in accounts:
        found.setdefault(sender_scope(account), []).append(account)
    return list(found.values())
