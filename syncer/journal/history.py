"""What the journal knows of one account that Meta's limits depend on."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from syncer.journal.reading import is_from
from syncer.plan.history import MONTH, History, PastWrite

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from syncer.config import Account
    from syncer.journal.values import Write

_CLOCKS_DIFFER = timedelta(minutes=5)


def recent(writes: Iterable[Write], now: datetime) -> tuple[Write, ...]:
    """The writes of the last 30 days that were carried out, or may have been."""
    return tuple(
        write
        for write in writes
        if write.may_have_changed and now - MONTH < write.time < now + _CLOCKS_DIFFER
    )


def history_of(
    account: Account, writes: Iterable[Write], now: datetime, creations_per_hour: int
) -> History:
    """The history of one account among the writes of all."""
    own = (write for write in writes if is_from(write, account))
    return History(now, tuple(map(_past, own)), creations_per_hour)


def _past(write: Write) -> PastWrite:
    return PastWrite(
        write.action,
        write.key,
        write.time,
        write.sync_meta,
        write.status_before,
        write.template_id,
    )
