from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest

from syncer.errors import Aftermath, ApiError, ConnectionFailedError, NxCloudError
from syncer.nxcloud.pace import Pace, Patience

LOST = ConnectionFailedError("lost")
REFUSED = ApiError(22041, "no")
THROTTLED = NxCloudError(
    "slow down", aftermath=Aftermath("unknown", transient=True, throttled=True)
)


def asks_to_wait(seconds: float) -> NxCloudError:
    return NxCloudError("later", aftermath=Aftermath(transient=True, retry_after=seconds))


class Attempts:
    """Fails with these errors, one after the other, and then gives "done"."""

    def __init__(self, *errors: NxCloudError) -> None:
        self.errors = list(errors)
        self.made: list[float] = []

    def __call__(self) -> str:
        self.made.append(time.monotonic())
        if self.errors:
            raise self.errors.pop(0)
        return "done"

    @property
    def waits(self) -> list[float]:
        return [later - earlier for earlier, later in pairwise(self.made)]


def quick(attempts: int = 5, *, jitter: float = 1.0) -> Pace:
    """First waits of 10, 20, 40 and 80 ms."""
    return Pace(Patience(total_seconds=0.32, attempts=attempts), jitter=lambda: jitter)


def always(_: NxCloudError) -> bool:
    return True


def test_a_call_is_tried_again_after_errors_that_may_pass_with_longer_and_longer_waits() -> None:
    attempts = Attempts(LOST, LOST, LOST)
    assert quick().call(attempts, always) == "done"
    first, second, third = attempts.waits
    assert 0.01 <= first < second < third
    assert third >= 0.04


def test_waits_are_at_least_half_of_what_they_could_be() -> None:
    attempts = Attempts(LOST)
    quick(jitter=0.0).call(attempts, always)
    assert 0.005 <= attempts.waits[0] < 0.01


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
    attempts = Attempts(*[LOST] * 50)
    started = time.monotonic()
    with pytest.raises(ConnectionFailedError):
        quick(attempts=50).call(attempts, always)
    assert time.monotonic() - started < 1  # without a budget it would be hours
    assert len(attempts.made) < 8


def test_no_budget_means_one_attempt() -> None:
    attempts = Attempts(LOST)
    with pytest.raises(ConnectionFailedError):
        Pace(Patience(total_seconds=0)).call(attempts, always)
    assert len(attempts.made) == 1


def test_nxcloud_is_left_alone_for_as_long_as_it_asks() -> None:
    attempts = Attempts(asks_to_wait(0.1))
    quick().call(attempts, always)
    assert attempts.waits[0] >= 0.1


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
    pace = quick()
    pace.hold(0, THROTTLED)
    with ThreadPoolExecutor(4) as pool:
        queue = [Attempts() for _ in range(4)]
        for one in queue:
            pool.submit(pace.call, one, always)
        time.sleep(0.02)
        held_at = time.monotonic()
        pace.hold(0.3, LOST)
    late = [one.made[0] for one in queue if one.made[0] > held_at]
    assert len(late) >= 2
    assert all(made >= held_at + 0.3 for made in late)


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
    pace = quick()
    pace.call(Attempts(THROTTLED), always)
    after = [Attempts() for _ in range(60)]
    for one in after:
        pace.call(one, always)
    made = [one.made[0] for one in after]
    assert made[5] - made[0] >= 0.1
    assert made[59] - made[39] < 0.5


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
