from __future__ import annotations

import heapq
from collections import deque
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syncer.nxcloud.speed import Restraint, Turns


def begun(limit: Turns | Restraint, wanted: list[float]) -> list[float]:
    """When calls begin that are wanted at these times, each as soon as it may."""
    now, times = 0.0, []
    for at in sorted(wanted):
        now = max(now, at, limit.due())
        limit.take(now)
        times.append(now)
    return times


class TestTurns:
    """What the project allows."""

    def test_without_a_number_every_call_begins_when_it_is_wanted(self) -> None:
        assert begun(Turns(None), [0.0] * 1000) == [0.0] * 1000

    def test_a_seconds_worth_may_go_at_once_and_the_next_a_second_later(self) -> None:
        assert begun(Turns(3), [0.0] * 7) == [0, 0, 0, 1, 1, 1, 2]

    def test_less_than_one_a_second_are_so_far_apart(self) -> None:
        assert begun(Turns(0.25), [0.0] * 3) == [0, 4, 8]

    def test_a_fraction_counts_too(self) -> None:
        assert begun(Turns(2.5), [0.0] * 5) == pytest.approx([0, 0, 0.8, 0.8, 1.6])

    def test_rest_is_not_saved_up(self) -> None:
        assert begun(Turns(2), [0.0, 100, 100, 100, 100]) == [0, 100, 100, 101, 101]

    @given(
        per_second=st.integers(1, 20),
        wanted=st.lists(st.floats(0, 5), min_size=1, max_size=100),
    )
    def test_no_second_has_more_than_so_many(self, per_second: int, wanted: list[float]) -> None:
        times = begun(Turns(per_second), wanted)
        for first, last in zip(times, times[per_second:], strict=False):
            assert last - first >= 1 - 1e-9


def refused_as_often_as(times: int, per_second: float | None = None) -> Restraint:
    """After so many refusals, each of a call that began after the one before."""
    restraint = Restraint(per_second)
    for _ in range(times):
        restraint.refused(0.0, restraint.slowed)
    return restraint


def distance(limit: Turns | Restraint) -> float:
    """How far apart the next two calls are."""
    first, second = begun(limit, [10_000.0] * 2)
    return second - first


class TestRestraint:
    """What NxCloud bears."""

    def test_there_is_none_before_a_refusal(self) -> None:
        assert distance(Restraint(None)) == 0

    def test_the_first_refusal_makes_it_20_a_second_and_each_other_one_half_of_that(self) -> None:
        distances = [distance(refused_as_often_as(times)) for times in (1, 2, 3, 4)]
        assert distances == pytest.approx([0.05, 0.1, 0.2, 0.4])

    def test_it_is_never_slower_than_one_call_a_second(self) -> None:
        assert distance(refused_as_often_as(100)) == pytest.approx(1)

    def test_a_project_that_is_slower_than_that_is_not_made_faster(self) -> None:
        limits = Turns(0.1), refused_as_often_as(100, per_second=0.1)
        assert max(distance(limit) for limit in limits) == 10

    def test_a_project_that_is_slow_already_goes_half_as_fast(self) -> None:
        assert distance(refused_as_often_as(1, per_second=4)) == pytest.approx(0.5)

    def test_the_next_call_waits_for_its_distance_from_the_refusal(self) -> None:
        restraint = Restraint(None)
        restraint.refused(7.0, 0)
        assert restraint.due() == pytest.approx(7.05)

    def test_all_that_was_under_way_at_a_refusal_counts_once(self) -> None:
        restraint = Restraint(None)
        for _ in range(16):
            restraint.refused(0.0, 0)
        assert restraint.slowed == 1
        assert distance(restraint) == pytest.approx(0.05)

    def test_a_success_that_was_under_way_at_a_refusal_says_nothing(self) -> None:
        restraint = refused_as_often_as(2)
        restraint.succeeded(slowed=1)
        assert distance(restraint) == pytest.approx(0.1)

    def test_each_success_is_a_fifth_of_a_call_a_second_more(self) -> None:
        restraint = refused_as_often_as(1)
        speeds = []
        for _ in range(3):
            restraint.succeeded(restraint.slowed)
            speeds.append(1 / distance(restraint))
        assert speeds == pytest.approx([20.2, 20.4, 20.6])

    @pytest.mark.parametrize("refusals", [1, 3, 100])
    @pytest.mark.parametrize("per_second", [None, 50, 1000])
    def test_the_full_pace_is_back_within_40_seconds_of_success(
        self, refusals: int, per_second: float | None
    ) -> None:
        restraint, now = refused_as_often_as(refusals, per_second), 0.0
        while restraint.due() > now:
            now = restraint.due()
            restraint.take(now)
            restraint.succeeded(restraint.slowed)
        assert now < 40
        assert distance(restraint) == 0


class Server:
    """Takes so many calls within any second, and refuses the others."""

    def __init__(self, per_second: int) -> None:
        self._per_second = per_second
        self._taken = deque[float]()

    def takes(self, now: float) -> bool:
        while self._taken and self._taken[0] <= now - 1:
            self._taken.popleft()
        room = len(self._taken) < self._per_second
        if room:
            self._taken.append(now)
        return room


LATENCY = 0.1
BACK_OFF = 0.4


def served(server: Server, callers: int, seconds: float) -> tuple[int, int]:
    """How many calls were taken and how many refused; time passes in here only.

    After a refusal nobody calls for a while, as `Pace` has it.
    """
    restraint, held_until, taken, refused = Restraint(None), 0.0, 0, 0
    # Each caller's next moment: when, whether its call ends then, and what it noted as it began.
    moments = [(0.0, number, False, 0) for number in range(callers)]
    while moments[0][0] < seconds:
        now, number, ends, slowed = heapq.heappop(moments)
        if ends and server.takes(now - LATENCY / 2):
            taken += 1
            restraint.succeeded(slowed)
        elif ends:
            refused += 1
            restraint.refused(now, slowed)
            held_until = max(held_until, now + BACK_OFF)
        begins = max(now, held_until, restraint.due())
        if begins > now:
            heapq.heappush(moments, (begins, number, False, 0))
        else:
            restraint.take(now)
            heapq.heappush(moments, (now + LATENCY, number, True, restraint.slowed))
    return taken, refused


@pytest.mark.parametrize("callers", [8, 16, 64])
@pytest.mark.parametrize("per_second", [5, 20, 50, 100])
def test_a_server_with_a_limit_is_used_well_and_seldom_has_to_refuse(
    per_second: int, callers: int
) -> None:
    seconds = 120
    taken, refused = served(Server(per_second), callers, seconds)
    possible = min(per_second, callers / LATENCY) * seconds
    assert taken > 0.6 * possible
    assert refused - callers < 0.08 * taken  # the first ones went all at once


def test_a_server_without_a_limit_is_asked_as_fast_as_its_answers_come() -> None:
    taken, refused = served(Server(10**6), callers=16, seconds=10)
    assert refused == 0
    assert taken == pytest.approx(16 * 10 / LATENCY, rel=0.02)


def test_the_calls_after_a_refusal_are_evenly_apart() -> None:
    times = begun(refused_as_often_as(1), [1.0] * 5)
    assert [later - earlier for earlier, later in pairwise(times)] == pytest.approx([0.05] * 4)
