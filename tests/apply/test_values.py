from __future__ import annotations

import pytest

from syncer.apply.values import (
    AccountResult,
    ActionResult,
    ErrorDetail,
    created_for_now,
    created_without_events,
    done,
    exit_code_of,
    failed,
    skipped,
)
from syncer.errors import (
    Aftermath,
    ApiError,
    ChangedSincePlanError,
    ConnectionFailedError,
    CrashError,
    CredentialsError,
    UnexpectedAnswerError,
)
from syncer.plan.values import Action

CREATE = Action("create", "menu", "en")
UPDATE = Action("update", "menu", "en", template_id=314)
BLOCKED = Action("blocked", "menu", "en", template_id=314, reason="in review")

DONE = done(UPDATE, 314)
SKIPPED = skipped(UPDATE, "it needs another")
HELD = skipped(BLOCKED, BLOCKED.reason)
MOVED = failed(UPDATE, ChangedSincePlanError("changed"))
REFUSED = failed(CREATE, ApiError(22041, "no"))
STRANGERS = failed(CREATE, CredentialsError(1003, "bad signature"))
LOST = failed(UPDATE, ConnectionFailedError("timed out"))
UNSENT = failed(CREATE, ConnectionFailedError("refused", aftermath=Aftermath(transient=True)))
UNCLEAR = failed(CREATE, UnexpectedAnswerError("HTML"))
SURPRISE = failed(UPDATE, CrashError("unexpected KeyError"))
HALF = created_without_events(CREATE, 314, ApiError(22041, "no"))

FOR_NOW = created_for_now(CREATE, 314, "it needs another")


def account(*results: ActionResult) -> AccountResult:
    return AccountResult("main", results)


def test_what_was_done_has_the_id_and_what_is_left_to_know() -> None:
    assert done(CREATE, 315, "shows no tag") == ActionResult(
        "create", "menu", "en", 315, "done", "shows no tag"
    )


def test_what_was_skipped_says_why() -> None:
    assert ActionResult("blocked", "menu", "en", 314, "skipped", "in review") == HELD


def test_a_refusal_keeps_nxclouds_code_and_trace_id() -> None:
    error = ApiError(22041, "no", trace_id="0af1", hint="wait")
    assert failed(UPDATE, error) == ActionResult(
        "update",
        "menu",
        "en",
        314,
        "failed",
        "wait",
        ErrorDetail(22041, "NxCloud refused the request: no (code 22041, trace id 0af1)", "0af1"),
    )


def test_any_other_error_has_its_word_for_a_code() -> None:
    error = ChangedSincePlanError("it was changed", hint="plan again")
    assert failed(UPDATE, error).error == ErrorDetail("changed_since_plan", "it was changed")


def test_a_create_that_got_no_events_says_that_it_is_there() -> None:
    result = created_without_events(CREATE, 315, "it needs b/en, which was not done")
    assert (result.template_id, result.outcome) == (315, "failed")
    assert result.reason == "apply again: it adds the events"
    assert result.error == ErrorDetail(
        "error", "created, but without its events: it needs b/en, which was not done"
    )


def test_a_create_whose_events_were_refused_keeps_the_refusal() -> None:
    error = ApiError(22041, "no", trace_id="0af1", hint="wait")
    result = created_without_events(CREATE, 315, error)
    assert result.reason == "wait; apply again: it adds the events"
    assert result.error is not None
    assert (result.error.code, result.error.trace_id) == (22041, "0af1")
    assert result.error.message.startswith("created, but without its events: NxCloud refused")


def test_a_create_whose_events_are_left_for_later_says_that_it_is_there() -> None:
    assert created_for_now(CREATE, 315, "it needs b/en, which is left for later") == ActionResult(
        "create",
        "menu",
        "en",
        315,
        "skipped",
        "created, but without its events: it needs b/en, which is left for later;"
        " apply again: it adds the events",
    )


def test_results_are_counted_by_outcome() -> None:
    result = account(DONE, SKIPPED, HELD, LOST)
    counts = [result.count(outcome) for outcome in ("done", "failed", "skipped")]
    assert counts == [1, 1, 2]


@pytest.mark.parametrize(
    ("results", "code"),
    [
        ([], 0),
        ([DONE], 0),
        ([MOVED], 1),
        ([REFUSED], 1),
        ([REFUSED, SKIPPED], 1),
        ([STRANGERS], 3),
        ([STRANGERS, STRANGERS, SKIPPED], 3),
        ([STRANGERS, REFUSED], 3),
        ([DONE, REFUSED], 4),
        ([DONE, STRANGERS], 4),
        ([DONE, SKIPPED], 4),
        ([DONE, HELD], 4),
        ([HELD], 4),
        ([SKIPPED], 4),
        ([FOR_NOW, REFUSED], 4),
        ([SKIPPED, HELD], 4),
        ([HELD, REFUSED], 4),
        ([UNSENT], 1),
        ([LOST], 4),
        ([UNCLEAR], 4),
        ([SURPRISE], 4),
        ([HALF], 4),
        ([STRANGERS, LOST], 4),
    ],
)
def test_the_exit_code_promises_what_the_contract_says(
    results: list[ActionResult], code: int
) -> None:
    assert exit_code_of(account(*results)) == code
