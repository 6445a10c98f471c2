from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from support.pace import PassingTime

from syncer.errors import Aftermath, ApiError, ConnectionFailedError, NxCloudError
from syncer.nxcloud.pace import Pace, Patience
from syncer.nxcloud.speed import Rates

if TYPE_CHECKING:
    from collections.abc import Callable

LOST = ConnectionFailedError("lost")
REFUSED = ApiError(22041, "no")
THROTTLED = NxCloudError(
    "slow down", aftermath=Aftermath("unknown", transient=True, throttled=True)
)


def asks_to_wait(seconds: float) -> NxCloudError:
    return NxCloudError("later", aftermath=Aftermath(transient=True, retry_after=seconds))


class Attempts:
    """Fails with these errors, one after the other, and then gives "done"."""

    def __init__(self, *errors: NxCloudError, clock: Callable[[], float] = time.monotonic) -> None:
        self.errors = list(errors)
        self.made: list[float] = []
        self._clock = clock

    def __call__(self) -> str:
        self.made.append(self._clock())
        if self.errors:
            raise self.errors.pop(0)
        return "done"

    @property
    def waits(self) -> list[float]:
        return [later - earlier for earlier, later in pairwise(self.made)]


class Timed:
    """A pace whose waits take no time."""

    def __init__(self, patience: Patience | None = None, rates: Rates | None = None) -> None:
        self.told: list[str] = []
        self.time = PassingTime()
        self.pace = Pace(
            patience or Patience(jitter=lambda: 1.0),
            rates=rates,
            tell=self.told.append,
            clock=self.time.clock,
            sleep=self.time.sleep,
        )

    def call(self, *errors: NxCloudError) -> Attempts:
        """A call that fails so, and then succeeds."""
        attempts = Attempts(*errors, clock=self.time.clock)
        assert self.pace.call(attempts, always) == "done"
        return attempts

    def called_at(self, calls: int) -> list[float]:
        """When so many calls went, one after the other."""
        return [self.call().made[0] for _ in range(calls)]

    def side_by_side(self, calls: int, error: NxCloudError) -> None:
        """So many calls begin, and only then all fail once; each call is made within another."""
        errors = [error]

        def attempt() -> str:
            if not errors:
                return "done"
            if calls > 1:
                self.side_by_side(calls - 1, error)
            raise errors.pop()

        assert self.pace.call(attempt, always) == "done"


def quick(attempts: int = 5) -> Pace:
    """First waits of 10, 20, 40 and 80 ms, and less up to a half."""
    return Pace(Patience(total_seconds=0.32, attempts=attempts))


def always(_: NxCloudError) -> bool:
    return True


def test_a_call_is_tried_again_after_errors_that_may_pass_with_waits_that_double() -> None:
    assert Timed().call(LOST, LOST, LOST, LOST).waits == pytest.approx([0.5, 1, 2, 4])


def test_waits_are_at_least_half_of_what_they_could_be() -> None:
    patience = Patience(jitter=lambda: 0.0)
    assert Timed(patience).call(LOST, LOST).waits == pytest.approx([0.25, 0.5])


def test_a_patience_that_is_short_begins_with_shorter_waits() -> None:
    patience = Patience(total_seconds=3.2, jitter=lambda: 1.0)
    assert Timed(patience).call(LOST, LOST).waits == pytest.approx([0.1, 0.2])


@pytest.mark.parametrize("error", [REFUSED, NxCloudError("lasting")])
def test_an_error_that_will_not_pass_is_not_tried_again(error: NxCloudError) -> None:
    attempts = Attempts(error)
    with pytest.raises(NxCloudError) as caught:
        quick().call(attempts, always)
    assert caught.value is error
    assert len(attempts.made) == 1


def test_an_error_that_the_call_may_not_repeat_is_not_tried_again() -> None:
    attempts = Attempts(LOST)
    with pytest.raises(ConnectionFailedError):
        quick().call(attempts, lambda _: False)
    assert len(attempts.made) == 1


def test_the_last_error_is_raised_when_all_attempts_are_used_up() -> None:
    attempts = Attempts(LOST, LOST, ConnectionFailedError("lost again"))
    with pytest.raises(ConnectionFailedError, match="lost again"):
        quick(attempts=3).call(attempts, always)


def test_the_total_budget_ends_the_attempts_too() -> None:
    timed = Timed(Patience(total_seconds=120, attempts=50, jitter=lambda: 1.0))
    attempts = Attempts(*[LOST] * 50, clock=timed.time.clock)
    with pytest.raises(ConnectionFailedError):
        timed.pace.call(attempts, always)
    assert timed.time.now <= 120  # without a budget it would be years
    assert len(attempts.made) == 8


def test_the_budget_of_a_call_begins_with_its_first_attempt() -> None:
    timed = Timed(Patience(total_seconds=10, jitter=lambda: 1.0))
    timed.pace.hold(9, LOST)
    assert timed.call(LOST, LOST, LOST).made[0] == 9


def test_no_budget_means_one_attempt() -> None:
    attempts = Attempts(LOST)
    with pytest.raises(ConnectionFailedError):
        Pace(Patience(total_seconds=0)).call(attempts, always)
    assert len(attempts.made) == 1


def test_nxcloud_is_left_alone_for_as_long_as_it_asks() -> None:
    assert Timed().call(asks_to_wait(7)).waits == [7]


def test_a_wait_beyond_the_budget_is_not_begun_and_nobody_else_asks_meanwhile() -> None:
    pace, other = quick(), Attempts()
    started = time.monotonic()
    with pytest.raises(NxCloudError, match="later"):
        pace.call(Attempts(asks_to_wait(3600)), always)
    with pytest.raises(NxCloudError, match="not sent: NxCloud wants to be left alone") as caught:
        pace.call(other, always)
    assert caught.value.aftermath.effect == "none"
    assert other.made == []
    assert time.monotonic() - started < 0.3


def test_who_waits_for_a_turn_already_is_held_too() -> None:
    pace = Pace(rates=Rates(requests=20))
    for _ in range(20):
        pace.enter()  # all of this second
    with ThreadPoolExecutor(4) as pool:
        queue = [Attempts() for _ in range(4)]
        for one in queue:
            pool.submit(pace.call, one, always)
        held_at = time.monotonic()
        pace.hold(1.3, LOST)
    assert all(one.made[0] >= held_at + 1.3 for one in queue)


def test_who_waits_already_gives_up_when_nxcloud_wants_to_be_left_alone_for_too_long() -> None:
    pace = Pace(Patience(total_seconds=1))
    pace.hold(0.2, LOST)
    with ThreadPoolExecutor(4) as pool:
        ended = [pool.submit(pace.call, Attempts(), always) for _ in range(4)]
        time.sleep(0.05)
        pace.hold(3600, LOST)
    for one in ended:
        assert "wants to be left alone for another" in str(one.exception())


def test_when_one_thread_is_told_to_wait_all_others_wait_too() -> None:
    pace = quick()
    failing, others = Attempts(asks_to_wait(0.15)), [Attempts() for _ in range(4)]
    with ThreadPoolExecutor(5) as pool:
        first = pool.submit(pace.call, failing, always)
        time.sleep(0.03)
        for one in others:
            pool.submit(pace.call, one, always)
    assert first.result() == "done"
    assert all(one.made[0] - failing.made[0] >= 0.15 for one in others)


def test_after_too_many_requests_calls_go_one_by_one_and_closer_together_again_with_success() -> (
    None
):
    timed = Timed()
    timed.call(THROTTLED)
    times = timed.called_at(2000)
    apart = [later - earlier for earlier, later in pairwise(times)]
    assert apart == sorted(apart, reverse=True)
    assert 0.04 < apart[0] <= 0.05
    assert apart[-1] == 0
    assert times[-1] < 20


def test_calls_that_were_under_way_together_are_one_refusal() -> None:
    one, many = Timed(), Timed()
    one.call(THROTTLED)
    many.side_by_side(16, THROTTLED)
    after_one, after_many = (timed.called_at(2) for timed in (one, many))
    apart = [last - first for first, last in (after_one, after_many)]
    assert apart == pytest.approx([0.05] * 2, rel=0.2)


def test_a_call_that_is_not_repeated_slows_the_others_down_too() -> None:
    timed = Timed()
    with pytest.raises(NxCloudError, match="slow down"):
        timed.pace.call(Attempts(THROTTLED), lambda _: False)
    assert timed.called_at(2) == pytest.approx([0.05, 0.0998], abs=0.001)


def test_a_call_that_is_not_repeated_tells_the_others_to_wait_too() -> None:
    timed = Timed()
    with pytest.raises(NxCloudError, match="later"):
        timed.pace.call(Attempts(asks_to_wait(7)), lambda _: False)
    assert timed.called_at(1) == [7]
    assert timed.told == ["waiting 7 s, then trying again: later"]


def test_no_more_calls_go_within_a_second_than_the_project_allows() -> None:
    timed = Timed(rates=Rates(requests=3))
    assert timed.called_at(7) == [0, 0, 0, 1, 1, 1, 2]


def test_an_attempt_that_is_repeated_takes_a_turn_of_its_own() -> None:
    timed = Timed(rates=Rates(requests=0.1))
    assert timed.call(LOST, LOST).made == [0, 10, 20]


def test_writes_have_a_pace_of_their_own_that_holds_up_no_read() -> None:
    timed = Timed(rates=Rates(writes=2))
    begun = []
    for _ in range(5):
        assert timed.pace.enter_write()
        begun.append(timed.time.now)
        timed.called_at(10)
    assert begun == [0, 0, 1, 1, 2]


def test_what_is_only_late_is_waited_for_alone() -> None:
    timed = Timed()
    tries = timed.pace.tries()
    assert [tries.later() for _ in range(6)] == [True] * 5 + [False]
    assert timed.time.waits == pytest.approx([0.5, 1, 2, 4, 8])
    assert timed.pace.enter()
    assert len(timed.time.waits) == 5, "nobody else has to wait"


def test_a_long_wait_is_told_once_however_many_threads_it_holds() -> None:
    told: list[str] = []
    pace = Pace(Patience(total_seconds=60), tell=told.append)
    threading.Timer(0.2, pace.stop).start()
    with ThreadPoolExecutor(4) as pool:
        ended = [pool.submit(pace.call, Attempts(asks_to_wait(30)), always) for _ in range(4)]
    assert all(isinstance(one.exception(), NxCloudError) for one in ended)
    assert told == ["waiting 30 s, then trying again: later"]


def test_a_short_wait_is_nobodys_business() -> None:
    told: list[str] = []
    pace = Pace(Patience(total_seconds=0.32), tell=told.append)
    pace.call(Attempts(LOST, LOST), always)
    assert told == []


def test_a_stopped_run_waits_for_nothing_and_repeats_nothing() -> None:
    pace = Pace(Patience(total_seconds=60))
    attempts = Attempts(asks_to_wait(30))
    threading.Timer(0.05, pace.stop).start()
    started = time.monotonic()
    with pytest.raises(NxCloudError, match="later"):
        pace.call(attempts, always)
    assert time.monotonic() - started < 5
    assert len(attempts.made) == 1


def test_a_stopped_run_can_still_look_at_what_it_began() -> None:
    pace = quick()
    pace.stop()
    assert pace.call(Attempts(), always) == "done"


def test_a_stopped_run_waits_for_no_turn_and_for_nothing_that_is_late() -> None:
    pace = Pace(rates=Rates(writes=0.1))
    assert pace.enter_write()
    threading.Timer(0.05, pace.stop).start()
    started = time.monotonic()
    assert not pace.enter_write()
    assert not pace.tries().later()
    assert time.monotonic() - started < 5


def test_after_the_stop_of_a_run_no_wait_is_told() -> None:
    timed = Timed()
    timed.pace.stop()
    with pytest.raises(NxCloudError):
        timed.pace.call(Attempts(asks_to_wait(30)), always)
    assert timed.told == []
