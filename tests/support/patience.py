"""Time that passes at an emulator only when somebody waits, so that no test has to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from syncer.reviews.follow import Timer

if TYPE_CHECKING:
    from collections.abc import Callable

    from syncer.emulator import Console


@dataclass(slots=True)
class Patience:
    """The waits so far, in seconds; `then` happens after each, with its number."""

    console: Console
    then: Callable[[int], object] = lambda _: None
    waits: list[float] = field(default_factory=list)

    @property
    def timer(self) -> Timer:
        return Timer(lambda: sum(self.waits), self.sleep)

    def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.console.skip_seconds(seconds)
        self.then(len(self.waits))
