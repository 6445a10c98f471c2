"""What one run of a command works with: what this machine knows, the time, and the patience."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from syncer.cli.bars import progress_of
from syncer.cli.folders import cache_folder, state_folder
from syncer.cli.output import tell
from syncer.live.cache import opened_cache
from syncer.live.facts import opened_facts
from syncer.nxcloud.clock import ServerClock
from syncer.nxcloud.pace import Pace, Patience
from syncer.nxcloud.speed import Rates
from syncer.nxcloud.transport import http_client, read_only_client

if TYPE_CHECKING:
    from collections.abc import Iterator

    import httpx

    from syncer.cli.output import Output
    from syncer.config import Config
    from syncer.live.cache import Cache
    from syncer.live.facts import Facts
    from syncer.progress import Progress


@dataclass(frozen=True, slots=True)
class Session:
    """One run.

    `memory` has what only own writes tell, `cache` what saves work. `clock` is NxCloud's as far as
    it is known. `progress` is told of long work. Each sender has one pace, from its first read to
    its last write.
    """

    config: Config
    memory: Facts
    cache: Cache
    clock: ServerClock
    progress: Progress
    _paces: dict[str, Pace] = field(default_factory=dict)

    def pace_of(self, sender: str) -> Pace:
        """The pace of a sender, named as in `memory`."""
        network = self.config.network
        patience = Patience(network.retry_seconds)
        rates = Rates(network.requests_per_second, network.writes_per_second)
        return self._paces.setdefault(sender, Pace(patience, rates=rates, tell=tell))

    def stop(self) -> None:
        """The run is to end: no sender is waited for, and nothing is tried again."""
        for pace in list(self._paces.values()):  # threads may add some meanwhile
            pace.stop()

    def reading(self) -> httpx.Client:
        """The way to the network for a command, or a part of one, that cannot write."""
        return read_only_client(timeout=self.config.network.timeout_seconds)

    def writing(self) -> httpx.Client:
        """The way to the network for apply."""
        return http_client(timeout=self.config.network.timeout_seconds)


@contextmanager
def opened_session(config: Config, output: Output, *, refresh: bool) -> Iterator[Session]:
    """A run with the stores of this machine; with `refresh` it begins with an empty cache.

    Its progress is shown as `output` may be.
    """
    with ExitStack() as stack:
        memory = stack.enter_context(opened_facts(state_folder() / "memory.sqlite3"))
        cached = stack.enter_context(
            opened_cache(cache_folder() / "cache.sqlite3", refresh=refresh)
        )
        clock = ServerClock(warn=lambda warning: tell(f"warning: {warning}"))
        yield Session(config, memory, cached, clock, progress_of(output))
