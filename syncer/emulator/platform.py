"""One emulated platform: its settings, its store, its time."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from syncer.emulator import catalog
from syncer.emulator.active_faults import ActiveFaults
from syncer.emulator.request_log import RequestLog

if TYPE_CHECKING:
    from syncer.emulator.settings import Settings
    from syncer.emulator.store import Store

_FIRST_TEMPLATE_ID = 300
_FIRST_PAYLOAD = 305


@dataclass(slots=True)
class Platform:
    """What every endpoint works on. `skipped_seconds` moves the platform's time, nobody else's."""

    settings: Settings
    store: Store
    log: RequestLog = field(default_factory=RequestLog)
    faults: ActiveFaults = field(default_factory=ActiveFaults)
    url_key: bytes = field(default_factory=lambda: secrets.token_bytes(16), repr=False)
    skipped_seconds: float = 0.0

    def __post_init__(self) -> None:
        for fault in self.settings.faults:
            self.faults.add(fault)
        with self.store.transaction():
            for name, tag_id in self.settings.tags.items():
                catalog.add_tag(self.store, name, tag_id)
            known = {form.id for form in catalog.forms(self.store)}
            for form in self.settings.forms:
                if form.id not in known:
                    catalog.save_form(self.store, form)

    def now(self) -> float:
        """The platform's time in seconds since the epoch."""
        return self.clock() + self.skipped_seconds

    def clock(self) -> float:
        """The time by which callers sign and answers are dated: without what was skipped."""
        return self.settings.clock() + self.settings.clock_offset_seconds

    def new_template_id(self) -> int:
        """The next id of the platform's own small numbers."""
        return self.store.next_number("template_id", _FIRST_TEMPLATE_ID)

    def new_payload(self) -> str:
        """The next payload of a quick reply: new with every write."""
        return str(self.store.next_number("payload", _FIRST_PAYLOAD))


def new_meta_id() -> int:
    """A number of Meta's: 15 or 16 digits."""
    return 10**14 + secrets.randbelow(10**16 - 10**14)
