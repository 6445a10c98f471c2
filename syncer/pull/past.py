"""Which of a journal's writes a pull goes back behind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from syncer.errors import AccountError
from syncer.journal.reading import is_from, read_journal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime
    from pathlib import Path

    from syncer.config import Account
    from syncer.journal.values import Write
    from syncer.model import TemplateKey


@dataclass(frozen=True, slots=True)
class Past:
    """The state folder of a journal, and a time to go back to.

    None goes back behind each template's last write that may have changed it.
    """

    folder: Path
    as_of: datetime | None = None


@dataclass(frozen=True, slots=True)
class Remembered:
    """What a journal knows of one account.

    `names` are those of all its writes. `writes` has, for each wanted template, the write before
    which it was as it is wanted; None if nothing that the journal tells has changed it since.
    """

    names: frozenset[str]
    writes: Mapping[TemplateKey, Write | None]
    unreadable: int


def remembered(past: Past, account: Account, wants: Callable[[TemplateKey], bool]) -> Remembered:
    """Read the journal. Raises SyncerError, and AccountError for an account without a sender."""
    _check_sender(account)
    names: set[str] = set()
    writes: dict[TemplateKey, Write | None] = {}
    journal = read_journal(past.folder)
    for write in journal:
        if is_from(write, account):
            names.add(write.key.name)
            if wants(write.key):
                writes[write.key] = _sooner(past, writes.get(write.key), write)
    return Remembered(frozenset(names), writes, journal.unreadable)


def _sooner(past: Past, chosen: Write | None, write: Write) -> Write | None:
    """The write to go back behind, of one chosen before and one that began later."""
    if not write.may_have_changed:
        return chosen
    if past.as_of is None:
        return write
    return chosen or (write if write.time > past.as_of else None)


def _check_sender(account: Account) -> None:
    values = {"phone": account.phone, "tenant_id": account.tenant_id}
    missing = [name for name, value in values.items() if value is None]
    if missing:
        variables = ", ".join(f"NXCLOUD_{name.upper()}" for name in missing)
        raise AccountError(
            f"account {account.name}: {', '.join(missing)} not set",
            hint=f"write it in syncer.yaml, or set in the environment: {variables}",
        )
