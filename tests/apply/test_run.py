from __future__ import annotations

import os
import signal
import threading
import time
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from syncer.apply.run import run_plan
from syncer.apply.values import ErrorDetail
from syncer.apply.writer import Done, Writer
from syncer.errors import LeftForLaterError, RefusedError
from syncer.plan.values import AccountPlan, Action, Summary

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from syncer.apply.values import AccountResult, ActionResult
    from syncer.plan.values import ActionKind

Call = tuple[str, str]


class Recorder(Writer):
    """A writer that writes nothing but what it was asked, and does what a test says."""

    def __init__(self, does: Callable[[str, str], object] = lambda *_: None) -> None:
        self.calls: list[Call] = []
        self.stopped = False
        self.turns = 0
        self._does = does

    def stop(self) -> None:
        self.stopped = True

    def wait_for_turn(self) -> None:
        self.turns += 1

    def create(self, action: Action) -> Done:
        return self._record("create", action)

    def add_events(self, action: Action) -> Done:
        return self._record("add events", action)

    def update(self, action: Action) -> Done:
        return self._record("update", action)

    def delete(self, action: Action) -> Done:
        return self._record("delete", action)

    def _record(self, kind: str, action: Action) -> Done:
        self.calls.append((kind, action.name))
        note = self._does(kind, action.name)
        return Done(len(self.calls), note if isinstance(note, str) else "")


def action(name: str, *needs: str, kind: ActionKind = "create", later: bool = False) -> Action:
    waits = tuple(f"{need}/en" for need in needs)
    return Action(kind, name, "en", depends_on=waits, events_later=later)


def run(
    writer: Writer,
    actions: Sequence[Action],
    concurrency: int = 4,
    progress: Callable[[ActionResult], None] = lambda _: None,
) -> AccountResult:
    plan = AccountPlan(
        "main", "8615", 1, "https://api.test", Summary(), tuple(actions), (), (), (), 0, 0, (), ""
    )
    return run_plan(plan, writer, concurrency, progress)


def outcomes(result: AccountResult) -> dict[str, str]:
    return {one.name: one.outcome for one in result.results}


def failing(*names: str) -> Callable[[str, str], None]:
    def does(_: str, name: str) -> None:
        if name in names:
            raise RefusedError(f"{name} cannot be", hint="leave it")

    return does


def test_an_empty_plan_has_an_empty_result() -> None:
    result = run(Recorder(), [])
    assert (result.account, result.results, result.interrupted) == ("main", (), False)


@pytest.mark.parametrize("kind", ["create", "update", "delete"])
def test_each_kind_of_action_is_one_call(kind: ActionKind) -> None:
    writer = Recorder()
    (result,) = run(writer, [action("menu", kind=kind)]).results
    assert writer.calls == [(kind, "menu")]
    assert (result.action, result.outcome, result.template_id) == (kind, "done", 1)


def test_what_others_need_comes_first_and_results_stay_in_the_plans_order() -> None:
    writer = Recorder()
    actions = [action("a", "b"), action("b", "c"), action("c")]
    result = run(writer, actions)
    assert writer.calls == [("create", "c"), ("create", "b"), ("create", "a")]
    assert [one.name for one in result.results] == ["a", "b", "c"]


def test_deletes_wait_for_what_still_leads_to_them() -> None:
    writer = Recorder()
    run(writer, [action("old", "menu", kind="delete"), action("menu", kind="update")])
    assert writer.calls == [("update", "menu"), ("delete", "old")]


def test_a_circle_is_two_writes_for_the_one_that_was_cut_and_one_for_the_others() -> None:
    writer = Recorder()
    result = run(writer, [action("a", "b", later=True), action("b", "a")])
    assert writer.calls == [("create", "a"), ("create", "b"), ("add events", "a")]
    assert outcomes(result) == {"a": "done", "b": "done"}


def test_a_note_of_the_last_write_is_told() -> None:
    writer = Recorder(lambda kind, _: f"after {kind}")
    (result,) = run(writer, [action("a", later=True)]).results
    assert result.reason == "after add events"


def test_independent_actions_run_side_by_side() -> None:
    together = threading.Barrier(3, timeout=10)  # broken, unless three calls meet
    result = run(
        Recorder(lambda *_: together.wait()), [action("a"), action("b"), action("c")], concurrency=3
    )
    assert result.count("done") == 3


def test_no_more_calls_run_side_by_side_than_asked_for() -> None:
    under_way, most, lock = 0, 0, threading.Lock()

    def does(*_: str) -> None:
        nonlocal under_way, most
        with lock:
            under_way += 1
            most = max(most, under_way)
        time.sleep(0.01)
        with lock:
            under_way -= 1

    run(Recorder(does), [action(f"t{number}") for number in range(6)], concurrency=2)
    assert most == 2


def test_what_is_ready_waits_for_nothing_but_what_it_needs() -> None:
    reached_the_end = threading.Event()

    def does(_: str, name: str) -> None:
        if name == "alone":
            assert reached_the_end.wait(10)
        if name == "c":
            reached_the_end.set()

    actions = [action("c", "b"), action("b", "a"), action("a"), action("alone")]
    assert run(Recorder(does), actions, concurrency=2).count("done") == 4


def test_what_the_longest_chain_waits_for_goes_first_and_else_the_plans_order_holds() -> None:
    writer = Recorder()
    actions = [
        action("alone"),
        action("other"),
        action("pair", "end"),
        action("end"),
        action("c", "b"),
        action("b", "a"),
        action("a"),
        action("last", kind="delete"),
    ]
    run(writer, actions, concurrency=1)
    names = [name for _, name in writer.calls]
    assert names == ["a", "end", "b", "alone", "other", "pair", "c", "last"]


def test_a_wide_plan_with_one_chain_takes_no_longer_than_its_chain() -> None:
    """Two at a time, each a round of its own: 4 in a chain and 4 beside it are 4 rounds."""
    rounds = threading.Barrier(2, timeout=10)  # broken, if one thread were ever alone
    beside = [action(f"beside{number}") for number in range(4)]
    chain = [action("d", "c"), action("c", "b"), action("b", "a"), action("a")]
    result = run(Recorder(lambda *_: rounds.wait()), [*beside, *chain], concurrency=2)
    assert result.count("done") == 8


def test_each_write_waits_for_its_turn() -> None:
    writer = Recorder()
    run(writer, [action("a", "b", later=True), action("b", "a")])
    assert writer.turns == len(writer.calls) == 3


def test_what_is_interrupted_while_it_waits_for_its_turn_is_not_begun() -> None:
    class Waiting(Recorder):
        def wait_for_turn(self) -> None:
            press_ctrl_c()

    writer = Waiting()
    (result,) = run(writer, [action("a")]).results
    assert writer.calls == []
    assert (result.outcome, result.reason) == ("skipped", "interrupted before it began")


def test_a_failure_stops_only_what_depends_on_it() -> None:
    writer = Recorder(failing("a"))
    result = run(writer, [action("c", "b"), action("b", "a"), action("a"), action("d")])
    assert outcomes(result) == {"a": "failed", "b": "skipped", "c": "skipped", "d": "done"}
    by_name = {one.name: one for one in result.results}
    assert by_name["a"].error == ErrorDetail("refused", "a cannot be")
    assert by_name["a"].reason == "leave it"
    assert by_name["b"].reason == "it needs a/en, which was not done"
    assert by_name["c"].reason == "it needs b/en, which was not done"
    assert sorted(name for _, name in writer.calls) == ["a", "d"]


def test_a_create_that_fails_gets_no_second_write() -> None:
    writer = Recorder(failing("a"))
    (result,) = run(writer, [action("a", "a", later=True)]).results
    assert writer.calls == [("create", "a")]
    assert (result.outcome, result.template_id) == ("failed", None)


def test_a_create_whose_second_write_fails_is_told_as_half_done() -> None:
    def does(kind: str, _: str) -> None:
        if kind == "add events":
            raise RefusedError("no events", hint="leave it")

    (result,) = run(Recorder(does), [action("a", "a", later=True)]).results
    assert (result.outcome, result.template_id) == ("failed", 1)
    assert result.error == ErrorDetail("refused", "created, but without its events: no events")
    assert result.reason == "leave it; apply again: it adds the events"


def test_a_create_whose_events_lead_to_a_failure_is_told_as_half_done() -> None:
    result = run(Recorder(failing("b")), [action("a", "b", later=True), action("b", "a")])
    half, failed = result.results
    assert (half.outcome, half.template_id, failed.outcome) == ("failed", 1, "failed")
    assert half.error == ErrorDetail(
        "error", "created, but without its events: it needs b/en, which was not done"
    )


def leaving(*names: str) -> Callable[[str, str], None]:
    def does(_: str, name: str) -> None:
        if name in names:
            raise LeftForLaterError("left for later", hint="apply again after noon")

    return does


def test_what_needs_one_that_is_left_for_later_is_left_too() -> None:
    result = run(Recorder(leaving("a")), [action("c", "b"), action("b", "a"), action("a")])
    assert [(one.outcome, one.reason) for one in result.results] == [
        ("skipped", "it needs b/en, which is left for later"),
        ("skipped", "it needs a/en, which is left for later"),
        ("skipped", "left for later; apply again after noon"),
    ]


def test_a_create_whose_events_lead_to_one_that_is_left_for_later_has_not_failed() -> None:
    result = run(Recorder(leaving("b")), [action("a", "b", later=True), action("b", "a")])
    half, left = result.results
    assert (half.outcome, half.template_id, half.error) == ("skipped", 1, None)
    assert half.reason == (
        "created, but without its events: it needs b/en, which is left for later;"
        " apply again: it adds the events"
    )
    assert (left.outcome, left.template_id) == ("skipped", None)


def test_a_create_whose_events_lead_to_a_failure_too_has_failed() -> None:
    def does(kind: str, name: str) -> None:
        leaving("b")(kind, name)
        failing("c")(kind, name)

    actions = [action("a", "b", "c", later=True), action("b"), action("c")]
    half, *_ = run(Recorder(does), actions).results
    assert half.error == ErrorDetail(
        "error", "created, but without its events: it needs c/en, which was not done"
    )


def test_blocked_actions_are_skipped_with_their_reason_beside_what_is_written() -> None:
    blocked = replace(action("a", kind="blocked"), reason="in review")
    result = run(Recorder(), [action("a", kind="update"), blocked])
    assert [(one.action, one.outcome) for one in result.results] == [
        ("update", "done"),
        ("blocked", "skipped"),
    ]
    assert result.results[1].reason == "in review"


def test_progress_is_told_once_for_each_action_that_was_to_be_done() -> None:
    told: list[ActionResult] = []
    actions = [
        action("a", "b", later=True),
        action("b", "a"),
        action("c", "d"),
        action("d"),
        action("e", kind="blocked"),
    ]
    result = run(Recorder(failing("d")), actions, progress=told.append)
    assert sorted(one.name for one in told) == ["a", "b", "c", "d"]
    assert {one for one in result.results if one.action != "blocked"} == set(told)


def test_a_surprise_in_one_action_does_not_lose_the_others() -> None:
    def does(_: str, name: str) -> None:
        if name == "a":
            raise KeyError("what")

    result = run(Recorder(does), [action("a"), action("b")])
    assert outcomes(result) == {"a": "failed", "b": "done"}
    assert result.results[0].error == ErrorDetail("crash", "unexpected KeyError", uncertain=True)
    assert "report it" in result.results[0].reason


def test_if_progress_cannot_be_told_nothing_more_is_begun() -> None:
    writer = Recorder(lambda *_: time.sleep(0.02))

    def closed(_: ActionResult) -> None:
        raise BrokenPipeError

    with pytest.raises(BrokenPipeError):
        run(writer, [action(f"t{n}") for n in range(20)], concurrency=1, progress=closed)
    assert len(writer.calls) < 20


# Ctrl-C


def press_ctrl_c(*_: str) -> None:
    """The signal, with time for the main thread to wait for it, and to take it."""
    time.sleep(0.05)
    os.kill(os.getpid(), signal.SIGINT)
    time.sleep(0.2)


def test_ctrl_c_lets_the_calls_in_flight_end_and_skips_the_rest() -> None:
    writer = Recorder(press_ctrl_c)
    actions = [action("a"), action("b"), action("c"), action("d", "a")]
    result = run(writer, actions, concurrency=1)
    assert result.interrupted
    assert writer.calls == [("create", "a")]
    assert outcomes(result) == {"a": "done", "b": "skipped", "c": "skipped", "d": "skipped"}
    assert {one.reason for one in result.results} == {"", "interrupted before it began"}
    assert writer.stopped


def test_ctrl_c_between_the_two_writes_of_a_circle_says_what_is_there() -> None:
    (result,) = run(Recorder(press_ctrl_c), [action("a", "a", later=True)]).results
    assert (result.outcome, result.template_id) == ("failed", 1)
    assert result.error == ErrorDetail(
        "error", "created, but without its events: interrupted before it began"
    )


def test_ctrl_c_raises_again_once_the_run_is_over() -> None:
    run(Recorder(), [action("a")])
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_who_ignores_ctrl_c_is_not_interrupted() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        result = run(Recorder(press_ctrl_c), [action("a"), action("b")], concurrency=1)
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    assert not result.interrupted
    assert result.count("done") == 2


def test_a_plan_can_be_run_from_any_thread() -> None:
    found: list[AccountResult] = []
    thread = threading.Thread(target=lambda: found.append(run(Recorder(), [action("a")])))
    thread.start()
    thread.join()
    assert outcomes(found[0]) == {"a": "done"}
