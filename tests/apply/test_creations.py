from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING

import pytest
from support.emulated import emulated
from support.templates import desired, leading_to, template

from syncer.apply.creations import Creations
from syncer.apply.values import exit_code_of
from syncer.errors import ConnectionFailedError, LeftForLaterError, NxCloudError
from syncer.model import TemplateKey
from syncer.plan.history import History, PastWrite

if TYPE_CHECKING:
    from collections.abc import Callable

NOW = datetime(2026, 3, 31, 12, 40, tzinfo=UTC)
MADE = PastWrite("create", TemplateKey("x", "en"), NOW - timedelta(minutes=30), sync_meta=True)


def use_up(creations: Creations) -> int:
    """How many are left, used up."""
    for used in count():
        try:
            with creations.one(sync_meta=True):
                pass
        except LeftForLaterError:
            return used
    raise AssertionError


@pytest.mark.parametrize(("made", "left"), [(0, 3), (1, 2), (3, 0), (4, 0)])
def test_there_are_as_many_as_the_hour_has_left(made: int, left: int) -> None:
    assert use_up(Creations(History(NOW, (MADE,) * made, 3))) == left


def test_what_is_left_says_when_to_apply_again() -> None:
    creations = Creations(History(NOW, (MADE,), 1))
    with pytest.raises(LeftForLaterError) as caught, creations.one(sync_meta=True):
        pass
    assert caught.value.message == (
        "left for later: Meta takes 1 creations an hour, and they are used up"
    )
    assert "apply again after 2026-03-31 13:10 UTC" in caught.value.hint


def test_without_an_earlier_one_it_is_an_hour_from_now() -> None:
    creations = Creations(History(NOW, (), 1))
    use_up(creations)
    with pytest.raises(LeftForLaterError) as caught, creations.one(sync_meta=True):
        pass
    assert "apply again after 2026-03-31 13:40 UTC" in caught.value.hint


def test_one_that_meta_does_not_hear_of_is_free() -> None:
    creations = Creations(History(NOW, (MADE,), 1))
    with creations.one(sync_meta=False):
        pass


@pytest.mark.parametrize(
    ("error", "left"),
    [
        (lambda: NxCloudError("refused"), 1),
        (lambda: ConnectionFailedError("no answer"), 0),
        (KeyboardInterrupt, 0),
    ],
)
def test_one_that_certainly_failed_is_given_back(
    error: Callable[[], BaseException], left: int
) -> None:
    creations = Creations(History(NOW, (), 1))
    raised = error()
    with pytest.raises(type(raised)), creations.one(sync_meta=True):
        raise raised
    assert use_up(creations) == left


def test_a_circle_that_the_hour_does_not_hold_is_closed_by_the_next_apply() -> None:
    files = [desired(leading_to("a", "b")), desired(leading_to("b", "a"))]
    with emulated() as emulator:
        first = replace(emulator, creations_per_hour=1).apply(files)
        assert {one.outcome for one in first.results} == {"skipped"}
        (half,) = (one for one in first.results if one.template_id)
        assert half.reason.startswith("created, but without its events: it needs")
        assert exit_code_of(first) == 4
        assert [one.outcome for one in emulator.apply(files).results] == ["done", "done"]
        assert emulator.plan(files).plan.actions == ()


def test_apply_leaves_what_the_hour_does_not_allow_and_goes_on_with_it_later() -> None:
    files = [
        desired(template("a")),
        desired(template("b")),
        desired(leading_to("c", "a", "b")),
        desired(template("d"), sync_meta="never"),
    ]
    with emulated() as emulator:
        first = replace(emulator, creations_per_hour=2).apply(files)
        outcomes = {one.name: one.outcome for one in first.results}
        assert sorted(outcomes.values()) == ["done", "done", "done", "skipped"]
        assert outcomes["d"] == "done"
        (left,) = (one for one in first.results if one.outcome == "skipped")
        assert left.error is None
        assert "left for later" in left.reason
        second = emulator.apply(files)
        assert [(one.name, one.outcome) for one in second.results] == [(left.name, "done")]
        assert emulator.plan(files).plan.actions == ()
