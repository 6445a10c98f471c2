"""A duration as an argument of the command line."""

from __future__ import annotations

import re

import click

_DURATION = re.compile(
    r"(?P<plain>[0-9]{1,9})|(?=.)(?:(?P<h>[0-9]{1,6})h)?(?:(?P<m>[0-9]{1,6})m)?(?:(?P<s>[0-9]{1,6})s)?"
)
_SECONDS = {"plain": 1, "h": 3600, "m": 60, "s": 1}


def duration(text: str) -> int:
    """Seconds: `90s`, `15m`, `2h`, `1h30m`, or a plain number of them."""
    if match := _DURATION.fullmatch(text):
        return sum(_SECONDS[unit] * int(number or 0) for unit, number in match.groupdict().items())
    raise click.BadParameter(f"{text!r} is no duration: write 90s, 15m, 2h or 1h30m")


def in_words(seconds: int) -> str:
    """The same for people: `1h30m`."""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    parts = ((hours, "h"), (minutes, "m"), (rest, "s"))
    return "".join(f"{number}{unit}" for number, unit in parts if number) or "0s"
