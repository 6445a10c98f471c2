from __future__ import annotations

from email.utils import formatdate

import pytest

from syncer.nxcloud.clock import ServerClock, http_date

NOW = 1_760_000_000.0


class Warnings(list[str]):
    def clock(self) -> ServerClock:
        return ServerClock(lambda: NOW, self.append)


def test_it_is_this_machines_clock_at_first() -> None:
    assert ServerClock(lambda: NOW)() == NOW


@pytest.mark.parametrize(
    ("offset", "words"),
    [(300, "5 min 0 s behind"), (-75, "1 min 15 s ahead of"), (86_400, "1440 min 0 s behind")],
)
def test_the_servers_date_corrects_it_and_the_warning_says_by_how_much(
    offset: float, words: str
) -> None:
    told = Warnings()
    clock = told.clock()
    assert clock.correct(formatdate(NOW + offset, usegmt=True), NOW)
    assert clock() == NOW + offset
    (warning,) = told
    assert words in warning
    assert "1004" in warning


def test_the_warning_is_given_once() -> None:
    told = Warnings()
    clock = told.clock()
    clock.correct(formatdate(NOW + 300, usegmt=True), NOW)
    clock.correct(formatdate(NOW + 600, usegmt=True), NOW)
    assert clock() == NOW + 600
    assert len(told) == 1


@pytest.mark.parametrize("date", ["", "yesterday", formatdate(NOW + 29, usegmt=True)])
def test_a_date_that_explains_nothing_changes_nothing(date: str) -> None:
    told = Warnings()
    clock = told.clock()
    assert not clock.correct(date, NOW)
    assert clock() == NOW
    assert told == []


def test_a_request_signed_before_another_thread_corrected_the_clock_is_worth_signing_again() -> (
    None
):
    clock = Warnings().clock()
    date = formatdate(NOW + 300, usegmt=True)
    clock.correct(date, NOW)
    assert clock.correct(date, NOW)
    assert not clock.correct(date, clock())


def test_an_http_date_is_seconds_since_1970() -> None:
    assert http_date("Thu, 09 Oct 2025 08:53:20 GMT") == NOW
    assert http_date("Thu, 99 Oct 2025 08:53:20 GMT") is None
