from __future__ import annotations

import operator

import pytest

from syncer.progress import quiet, stepping


def test_nobody_needs_to_be_told() -> None:
    with quiet("reading", 2) as step:
        assert step() is None


def test_a_step_follows_each_call() -> None:
    steps: list[int] = []
    negative = stepping(lambda: steps.append(1), operator.neg)
    assert [negative(1), negative(2)] == [-1, -2]
    assert len(steps) == 2


def test_a_call_that_fails_has_ended_too() -> None:
    steps: list[int] = []
    integer = stepping(lambda: steps.append(1), int)
    with pytest.raises(ValueError, match="invalid literal"):
        integer("one")
    assert len(steps) == 1
