"""The table says what was measured, and whether it is enough."""

from __future__ import annotations

import pytest

from benchmarks.table import Bar, Line, as_json, as_table, memory, requests, seconds


def test_a_line_has_both_numbers_their_ratio_and_the_bar() -> None:
    line = Line("validate", seconds(3.0), seconds(2.0), "a bare parse", Bar("at most", 2.0))
    assert as_table([line]).splitlines() == [
        "| what     | measured | reference            | ratio | bar   | met |",
        "| -------- | -------- | -------------------- | ----- | ----- | --- |",
        "| validate | 3.00 s   | 2.00 s: a bare parse | 1.5 × | ≤ 2 × | yes |",
    ]


def test_a_bar_that_is_missed_is_seen_at_once() -> None:
    line = Line("validate", seconds(5.0), seconds(2.0), "a bare parse", Bar("at most", 2.0))
    assert "| **no** |" in as_table([line])


def test_what_must_be_faster_is_told_as_how_many_times_faster() -> None:
    line = Line("apply", seconds(1.0), seconds(50.0), "a script", Bar("at least", 40))
    assert "| 50 ×  | ≥ 40 × | yes |" in as_table([line])


@pytest.mark.parametrize(("count", "met"), [(60, False), (61, True), (62, False)])
def test_requests_are_exactly_as_many_as_they_must_be(count: int, met: bool) -> None:  # noqa: FBT001
    line = Line("a plan", requests(count), requests(61), "the list", Bar("exactly", 1))
    assert line.met is met


def test_what_has_no_bar_is_neither_met_nor_missed() -> None:
    line = Line("a plan", memory(150_000_000), memory(250_000_000), "all", Bar("at most", None))
    assert "| 150 MB   | 250 MB: all | 0.6 × |     |     |" in as_table([line])
    assert as_json(line) == {
        "what": "a plan",
        "measured": 150.0,
        "reference": 250.0,
        "unit": "MB",
        "against": "all",
        "ratio": 0.6,
        "bar": None,
        "met": None,
    }
