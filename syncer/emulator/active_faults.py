"""The faults that are set, how often each was met, and what they keep going at the moment."""

from __future__ import annotations

import asyncio
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from syncer.emulator.faults import API_ENDPOINTS, Fault

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


@dataclass(frozen=True, slots=True)
class MetFault:
    """A fault that is set, as text, and how many requests it has spoilt."""

    fault: str
    met: int


@dataclass(frozen=True, slots=True)
class HeldRequest:
    """A request that waits for an answer in vain; `worked` tells whether its work was done."""

    endpoint: str
    method: str
    path: str
    worked: bool


@dataclass(frozen=True, slots=True)
class Held:
    """The requests that are held now, and how many have arrived at the seven endpoints so far."""

    arrived: int
    requests: tuple[HeldRequest, ...]


@dataclass(slots=True)
class _Counted:
    fault: Fault
    seen: int = 0
    met: int = 0

    def is_due(self) -> bool:
        times = self.fault.times
        return self.seen >= self.fault.first and (times is None or self.met < times)


@dataclass(frozen=True, slots=True, eq=False)
class _Ongoing:
    """Something that goes on in an event loop until `over` is set there."""

    held: HeldRequest | None
    over: asyncio.Event = field(default_factory=asyncio.Event)
    loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.get_running_loop)

    def end(self) -> None:
        self.loop.call_soon_threadsafe(self.over.set)


class ActiveFaults:
    """The faults of one platform, safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._faults: list[_Counted] = []
        self._ongoing: list[_Ongoing] = []
        self._redirected: list[Mapping[str, str]] = []
        self._arrived = 0
        self._stopped = False

    def add(self, fault: str | Fault) -> None:
        """Sets a fault; ValueError for a text that is none."""
        parsed = fault if isinstance(fault, Fault) else Fault.parse(fault)
        with self._lock:
            self._faults.append(_Counted(parsed))

    def met(self) -> list[MetFault]:
        """The faults that are set, in that order."""
        with self._lock:
            return [MetFault(str(one.fault), one.met) for one in self._faults]

    def clear(self) -> None:
        """Takes back all faults, and ends what they keep going: see `ongoing`."""
        with self._lock:
            self._faults.clear()
            self._end()

    def stop(self) -> None:
        """From now on nothing is kept going."""
        with self._lock:
            self._stopped = True
            self._end()

    def _end(self) -> None:
        for one in self._ongoing:
            one.end()

    def meet(self, endpoint: str) -> Fault | None:
        """The fault that spoils a request that has just arrived: the first set of those due."""
        with self._lock:
            self._arrived += endpoint in API_ENDPOINTS
            concerned = [one for one in self._faults if one.fault.concerns(endpoint)]
            for one in concerned:
                one.seen += 1
            due = next((one for one in concerned if one.is_due()), None)
            if due is None:
                return None
            due.met += 1
            return due.fault

    @contextmanager
    def ongoing(self, fault: Fault, held: HeldRequest | None = None) -> Iterator[asyncio.Event]:
        """What a fault keeps going, until the event: faults are cleared or the emulator stops."""
        one = _Ongoing(held)
        with self._lock:
            self._ongoing.append(one)
            if self._stopped or all(fault != there.fault for there in self._faults):
                one.end()
        try:
            yield one.over
        finally:
            with self._lock:
                self._ongoing.remove(one)

    def held(self) -> Held:
        """The requests that are held now."""
        with self._lock:
            return Held(self._arrived, tuple(one.held for one in self._ongoing if one.held))

    def note_redirected(self, headers: Mapping[str, str]) -> None:
        """Remembers the headers of a request that followed a redirect."""
        with self._lock:
            self._redirected.append(headers)

    def redirected(self) -> list[Mapping[str, str]]:
        """The headers of the requests that followed a redirect."""
        with self._lock:
            return list(self._redirected)
