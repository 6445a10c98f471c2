from __future__ import annotations

import pytest

from syncer.errors import Aftermath
from syncer.nxcloud.aftermath import aftermath_of, seconds_to_wait

UNKNOWN = Aftermath("unknown", transient=True)
LATE = Aftermath("late", transient=True)
NOTHING = Aftermath()


@pytest.mark.parametrize(
    ("status", "code", "aftermath"),
    [
        (200, 22041, NOTHING),
        (200, 1003, NOTHING),
        (200, -1, UNKNOWN),
        (200, None, UNKNOWN),
        (302, None, Aftermath("unknown")),
        (307, None, Aftermath("unknown")),
        (401, None, NOTHING),
        (404, None, NOTHING),
        (413, None, NOTHING),
        (408, None, LATE),
        (500, None, UNKNOWN),
        (500, 22041, UNKNOWN),
        (502, None, UNKNOWN),
        (503, None, UNKNOWN),
        (504, None, LATE),
        (524, None, LATE),
    ],
)
def test_what_an_error_answer_leaves_behind(
    status: int, code: int | None, aftermath: Aftermath
) -> None:
    assert aftermath_of(status, code) == aftermath


def test_too_many_requests_slow_everybody_down_and_may_have_been_carried_out() -> None:
    expected = Aftermath("unknown", transient=True, retry_after=3.0, throttled=True)
    assert aftermath_of(429, None, 3.0) == expected


def test_an_overload_that_says_when_it_passes_slows_everybody_down_too() -> None:
    expected = Aftermath("unknown", transient=True, retry_after=3.0, throttled=True)
    assert aftermath_of(503, None, 3.0) == expected
    assert not aftermath_of(502, None, 3.0).throttled


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("0", 0.0),
        ("120", 120.0),
        ("Thu, 09 Oct 2025 08:53:50 GMT", 30.0),
        ("Thu, 09 Oct 2025 08:50:00 GMT", 0.0),
        ("-5", None),
        ("soon", None),
        ("", None),
        ("9" * 30, 1e9),
    ],
)
def test_how_long_the_server_wants_to_be_left_alone(text: str, seconds: float | None) -> None:
    assert seconds_to_wait(text, 1_760_000_000.0) == seconds
