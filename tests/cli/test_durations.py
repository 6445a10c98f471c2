from __future__ import annotations

import click
import pytest

from syncer.cli.durations import duration, in_words


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("90s", 90),
        ("15m", 900),
        ("2h", 7200),
        ("1h30m", 5400),
        ("1h1m1s", 3661),
        ("45", 45),
        ("0", 0),
        ("0s", 0),
    ],
)
def test_a_duration_is_hours_minutes_and_seconds_or_a_number_of_seconds(
    text: str, seconds: int
) -> None:
    assert duration(text) == seconds


@pytest.mark.parametrize(
    "text", ["", "soon", "1d", "30m1h", "-5s", "1.5h", " 5m", "5 m", "٣m", "9" * 10, "5m\n"]
)
def test_anything_else_is_wrong_and_says_how_to_write_it(text: str) -> None:
    with pytest.raises(click.BadParameter, match="write 90s, 15m, 2h or 1h30m"):
        duration(text)


@pytest.mark.parametrize(
    ("seconds", "words"), [(0, "0s"), (90, "1m30s"), (1800, "30m"), (5400, "1h30m"), (3601, "1h1s")]
)
def test_it_is_told_as_it_is_written(seconds: int, words: str) -> None:
    assert in_words(seconds) == words
    assert duration(words) == seconds
