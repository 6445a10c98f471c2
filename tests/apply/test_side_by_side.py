"""How an account's writes share the way to NxCloud: none waits for what is not its own affair.

Where one request is held until others have arrived, a run that made them wait would never end.
"""

from __future__ import annotations

import threading
from collections import Counter, deque
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from support.emulated import PHONE
from support.pace import QUICK, PassingTime
from support.templates import MEDIA, desired, template
from support.writing import altered

from syncer.model import MediaFile
from syncer.nxcloud.pace import Pace, Patience
from syncer.nxcloud.speed import Rates
from syncer.nxcloud.transport import EnvironmentTransport, http_client

if TYPE_CHECKING:
    from pathlib import Path

    from support.emulated import Emulate, Emulated

    from syncer.model import DesiredTemplate

SOON = 10


def kind_of(request: httpx.Request) -> str:
    """What the request is for: the list, the details of a template, a write or an upload."""
    path = request.url.path
    if request.method != "GET":
        return "upload" if "/media/" in path else "write"
    return "list" if path.endswith(PHONE) else "details"


def independent(number: int) -> list[DesiredTemplate]:
    return [desired(template(f"t{n}")) for n in range(number)]


@dataclass
class Holding:
    """Lets the first request of a kind wait until so many writes have been sent."""

    kind: str
    writes: int
    seen: Counter[str] = field(default_factory=Counter)
    enough: threading.Event = field(default_factory=threading.Event)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def __call__(self, request: httpx.Request) -> None:
        kind = kind_of(request)
        with self.lock:
            self.seen[kind] += 1
            first = kind == self.kind and self.seen[kind] == 1
            if self.seen["write"] == self.writes:
                self.enough.set()
        if first:
            assert self.enough.wait(SOON)


@pytest.mark.parametrize(("kind", "writes"), [("list", 5), ("details", 6)])
def test_the_look_before_a_write_and_the_one_after_it_hold_up_no_other_write(
    kind: str, writes: int, emulator: Emulated
) -> None:
    ready = emulator.prepare(independent(6))
    machine = replace(emulator.meanwhile(Holding(kind, writes)), concurrency=2)
    assert machine.carry_out(ready).count("done") == 6


def with_media(folder: Path) -> list[DesiredTemplate]:
    """A template for each medium."""
    made: list[DesiredTemplate] = []
    for medium in MEDIA:
        (folder / medium.filename).write_bytes(medium.content)
        file = MediaFile(folder / medium.filename, medium.digest)
        made.append(desired(template(f"t{len(made)}", header=medium.header), media=file))
    return made


def test_media_of_independent_templates_are_uploaded_side_by_side(
    emulator: Emulated, tmp_path: Path
) -> None:
    together = threading.Barrier(len(MEDIA), timeout=SOON)  # broken, unless all uploads meet

    def meet(request: httpx.Request) -> None:
        if kind_of(request) == "upload":
            together.wait()

    machine = replace(emulator.meanwhile(meet), concurrency=len(MEDIA))
    assert machine.apply(with_media(tmp_path)).count("done") == len(MEDIA)
    assert emulator.console.request_counts()["upload"] == len(MEDIA)


def test_an_upload_holds_up_no_template_without_it(emulator: Emulated, tmp_path: Path) -> None:
    others = independent(4)
    shown = with_media(tmp_path)[0]
    shown = replace(shown, template=replace(shown.template, name="shown"))
    machine = replace(emulator.meanwhile(Holding("upload", 4)), concurrency=2)
    assert machine.apply([shown, *others]).count("done") == 5


class Noting(Pace):
    """Notes how often all had to wait."""

    held = 0

    def hold(self, seconds: float, error: Any) -> None:
        self.held += 1
        super().hold(seconds, error)


def test_a_template_that_is_not_listed_yet_holds_up_no_other(emulate: Emulate) -> None:
    emulator, looks = emulate(create_answer="nothing"), Counter[str]()
    ready = emulator.prepare(independent(4))

    def late(request: httpx.Request, data: Any) -> Any:
        name = request.url.params.get("name", "")
        looks[name] += 1
        empty = {"list": [], "total": 0, "has_next_page": False}
        return empty if name == "t0" and looks[name] in (2, 3) else data

    pace = Noting(QUICK)
    result = replace(altered(emulator, late), pace=lambda: pace).carry_out(ready)
    assert result.count("done") == 4
    assert looks["t0"] == 4
    assert pace.held == 0


# How fast


@dataclass
class Noted:
    """When requests were sent, in a time that passes only where somebody waits for a turn."""

    time: PassingTime = field(default_factory=PassingTime)
    sent: list[tuple[str, float]] = field(default_factory=list)

    def __call__(self, request: httpx.Request) -> None:
        self.sent.append((kind_of(request), self.time.now))

    def times(self, kind: str) -> list[float]:
        return [at for one, at in self.sent if one == kind]

    def pace(self, rates: Rates) -> Pace:
        patience = Patience(attempts=1)
        return Pace(patience, rates=rates, clock=self.time.clock, sleep=self.time.sleep)


def paced(emulator: Emulated, rates: Rates, concurrency: int) -> Noted:
    """What is sent for ten independent creates."""
    noted = Noted()
    ready = emulator.prepare(independent(10))
    pace = noted.pace(rates)
    machine = replace(emulator.meanwhile(noted), pace=lambda: pace, concurrency=concurrency)
    assert machine.carry_out(ready).count("done") == 10
    return noted


def test_no_more_writes_begin_within_a_second_than_the_project_allows(emulator: Emulated) -> None:
    noted = paced(emulator, Rates(writes=3), concurrency=1)
    assert noted.times("write") == [0, 0, 0, 1, 1, 1, 2, 2, 2, 3]


def test_a_write_waits_for_its_turn_before_it_looks_not_after(emulator: Emulated) -> None:
    noted = paced(emulator, Rates(writes=3), concurrency=1)
    assert noted.times("list") == noted.times("write") == noted.times("details")


@pytest.mark.parametrize("concurrency", [1, 8])
def test_no_more_requests_begin_within_a_second_than_the_project_allows(
    concurrency: int, emulator: Emulated
) -> None:
    noted = paced(emulator, Rates(requests=6), concurrency)
    assert len(noted.sent) == 30
    assert noted.time.now == 4  # 6 in each of the seconds 0 to 4


# A platform that takes so many requests within a second


class Limited(EnvironmentTransport):
    """The network, where a gateway refuses what is too many, and notes how many come at once."""

    def __init__(self, per_second: int, pace: Pace) -> None:
        super().__init__()
        self._per_second, self._pace = per_second, pace
        self._taken = deque[float]()
        self._lock = threading.Lock()
        self._at_once = 0
        self.most_at_once = self.taken = self.refused = 0

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        with self._lock:
            self._at_once += 1
            self.most_at_once = max(self.most_at_once, self._at_once)
            takes = self._takes(self._pace.clock())
        try:
            return super().handle_request(request) if takes else httpx.Response(429)
        finally:
            with self._lock:
                self._at_once -= 1

    def _takes(self, now: float) -> bool:
        while self._taken and self._taken[0] <= now - 1:
            self._taken.popleft()
        takes = len(self._taken) < self._per_second
        self.taken, self.refused = self.taken + takes, self.refused + (not takes)
        if takes:
            self._taken.append(now)
        return takes


@pytest.mark.slow
def test_at_a_platform_with_a_limit_all_is_done_and_little_is_refused(emulate: Emulate) -> None:
    emulator = emulate(edit_limits=False)
    for number in range(30):
        emulator.add(f"t{number}", body="Old")
    ready = emulator.prepare(independent(30))
    pace = Pace(Patience(total_seconds=60))
    gateway = Limited(60, pace)
    http = emulator.stack.enter_context(http_client(transport=gateway))
    machine = replace(emulator, http=http, pace=lambda: pace, concurrency=16)
    assert machine.carry_out(ready).count("done") == 30
    assert len(emulator.writes()) == 30
    assert gateway.most_at_once <= 16
    assert 0 < gateway.refused < 2 * 16  # at the first time all that were under way
