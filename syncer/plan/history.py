"""What only this machine's journal knows of an account, and what Meta may refuse because of it.

Another machine may have written too, so all of this is a warning, never an obstacle. The limits are
Meta's ("Template Management" in its documentation).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from syncer.model import LiveTemplate, TemplateKey
    from syncer.plan.values import Action

HOUR = timedelta(hours=1)
DAY = timedelta(hours=24)
MONTH = timedelta(days=30)
EDITS_A_DAY = 1
EDITS_A_MONTH = 10
LOCK_OF_APPROVED = MONTH
LOCK_OF_OTHERS = timedelta(minutes=1)

_NEVER = datetime.fromtimestamp(0, UTC)


@dataclass(frozen=True, slots=True)
class PastWrite:
    """A write of this machine that was carried out, or may have been.

    `status_before` is the template's status before it, None where that is unknown or there was no
    template. `template_id` is the platform's id, None for a create that has learned none.
    """

    action: Literal["create", "update", "delete"]
    key: TemplateKey
    time: datetime
    sync_meta: bool
    status_before: str | None = None
    template_id: int | None = None


@dataclass(frozen=True, slots=True)
class History:
    """The writes to one account within the last 30 days, and the time now.

    `creations_per_hour` is how many templates Meta lets the account create within an hour.
    """

    now: datetime = _NEVER
    writes: tuple[PastWrite, ...] = ()
    creations_per_hour: int = 100

    def creations(self) -> list[datetime]:
        """When the templates were sent to Meta that count for this hour, oldest first."""
        return sorted(
            write.time
            for write in self._within(HOUR)
            if write.action == "create" and write.sync_meta
        )

    @property
    def creations_left(self) -> int:
        """How many more may be created now, as far as this machine knows."""
        return max(0, self.creations_per_hour - len(self.creations()))

    @property
    def creations_free_again(self) -> datetime:
        """When one more may be created than now, or than when those that are left are used up."""
        made = self.creations()
        oldest = max(0, len(made) - self.creations_per_hour)
        return (made[oldest] if made else self.now) + HOUR

    def edits(self, key: TemplateKey, span: timedelta) -> list[datetime]:
        """When this template was edited while it was approved, or may have been, oldest first."""
        return sorted(
            write.time
            for write in self._within(span)
            if write.action == "update"
            and write.key == key
            and write.sync_meta
            and write.status_before in ("APPROVED", None)
        )

    def locked_until(self, key: TemplateKey) -> datetime | None:
        """Until when Meta may keep the name and language of a deleted template to itself."""
        ends = (
            write.time + _lock(write.status_before)
            for write in self.writes
            if write.action == "delete" and write.key == key
        )
        return max((end for end in ends if end > self.now), default=None)

    def _within(self, span: timedelta) -> Iterator[PastWrite]:
        return (write for write in self.writes if self.now - write.time < span)


def doubts(
    actions: Iterable[Action], live: Mapping[TemplateKey, LiveTemplate], history: History
) -> dict[TemplateKey, str]:
    """Why Meta may refuse an action, for each that it may, from what this machine wrote before."""
    found = {
        action.key: _doubt(action, live.get(action.key), history)
        for action in actions
        if action.sync_meta
    }
    return {key: doubt for key, doubt in found.items() if doubt}


def _doubt(action: Action, live: LiveTemplate | None, history: History) -> str:
    if action.action == "create":
        return _locked(action.key, history)
    return _edited(action.key, history) if live and live.status == "APPROVED" else ""


def _locked(key: TemplateKey, history: History) -> str:
    until = history.locked_until(key)
    if until is None:
        return ""
    return (
        "this machine deleted a template of this name and language, and Meta may keep both locked"
        f" until {utc_minute(until)} (30 days, if it was approved): wait, or use another name"
    )


def _edited(key: TemplateKey, history: History) -> str:
    for span, most, words in ((DAY, EDITS_A_DAY, "24 hours"), (MONTH, EDITS_A_MONTH, "30 days")):
        edits = history.edits(key, span)
        if len(edits) >= most:
            times = "once" if len(edits) == 1 else f"{len(edits)} times"
            return (
                f"this machine edited it {times} in the last {words}, and Meta takes {most}"
                f" {'edit' if most == 1 else 'edits'} of an approved template in that time: it may"
                f" refuse this one until {utc_minute(edits[-most] + span)}"
            )
    return ""


def _lock(status: str | None) -> timedelta:
    return LOCK_OF_APPROVED if status in ("APPROVED", None) else LOCK_OF_OTHERS


def utc_minute(time: datetime) -> str:
    """A time as messages show it."""
    return time.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")
