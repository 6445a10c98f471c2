from __future__ import annotations

import time
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from emulator.conftest import Caller, Emulate


def seconds_ahead(caller: Caller) -> float:
    """By how much the `Date` of an answer is ahead of this machine."""
    answer = caller.http.get(f"{caller.emulator.base_url}/console/tags")
    [date] = answer.headers.get_list("date")
    return parsedate_to_datetime(date).timestamp() - time.time()


def code(caller: Caller) -> int:
    answered: int = caller.forms().json()["code"]
    return answered


def test_answers_tell_the_time(caller: Caller) -> None:
    assert abs(seconds_ahead(caller)) < 3


def test_the_date_may_be_missing(emulate: Emulate) -> None:
    assert "date" not in emulate(date_header="missing").forms().headers


@pytest.mark.parametrize("offset", [-600.0, 600.0])
def test_the_platforms_clock_may_be_off_for_all_that_it_does(
    emulate: Emulate, offset: float
) -> None:
    caller = emulate(clock_offset_seconds=offset)
    console = caller.emulator.console
    assert abs(seconds_ahead(caller) - offset) < 3
    assert code(caller) == 1004
    added = console.add_template({"name": "a", "language": "en"})
    assert abs(added["created_at"] - time.time() - offset) < 3


def test_a_clock_that_is_off_adds_to_the_one_that_is_given(emulate: Emulate) -> None:
    caller = emulate(clock=lambda: time.time() - 600, clock_offset_seconds=600)
    assert abs(seconds_ahead(caller)) < 3
    assert code(caller) == 0


def test_skipped_time_moves_neither_the_date_nor_what_signs(caller: Caller) -> None:
    caller.emulator.console.skip_seconds(600)
    assert abs(seconds_ahead(caller)) < 3
    assert code(caller) == 0
