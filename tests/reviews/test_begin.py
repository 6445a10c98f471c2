from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from support.planning import planned
from support.templates import desired, live, snapshot, template

from syncer.apply.values import (
    AccountResult,
    created_for_now,
    created_without_events,
    done,
    failed,
    skipped,
)
from syncer.errors import ConnectionFailedError, SyncerError
from syncer.plan.values import Selection
from syncer.reviews.begin import awaited

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from syncer.apply.values import ActionResult
    from syncer.model import DesiredTemplate, Snapshot
    from syncer.plan.values import Action
    from syncer.reviews.values import Standing

OTHER_WORDS = live(template(body="Hello {{First Name}}, other words."), 314)
TAGGED = live(template(tag="vip"), 314)
IN_REVIEW = live(status="PENDING")


def waited_for(
    ends: Callable[[Action], ActionResult],
    files: Sequence[DesiredTemplate],
    before: Snapshot | None = None,
    selection: Selection | None = None,
) -> tuple[Standing, ...]:
    """What is waited for after every action of the plan has ended like this."""
    before = before or snapshot()
    plan = planned(files, before, selection=selection).plan
    result = AccountResult(plan.account, tuple(map(ends, plan.actions)))
    return awaited(plan, result, files, before)


def as_done(action: Action) -> ActionResult:
    return done(action, action.template_id or 7)


def test_a_create_that_was_sent_is_waited_for_with_what_the_files_say() -> None:
    (one,) = waited_for(as_done, [desired()])
    assert (one.key, one.template_id, one.status) == (template().key, 7, "PENDING")
    assert one.declared
    assert one.declared.category == "UTILITY"


def test_an_update_that_was_sent_goes_through_review_again() -> None:
    rejected = replace(OTHER_WORDS, status="REJECTED", rejected_reason="SCAM")
    (one,) = waited_for(as_done, [desired()], snapshot(rejected))
    assert (one.template_id, one.status, one.rejected_reason) == (314, "PENDING", "")


@pytest.mark.parametrize(
    ("files", "before"),
    [
        pytest.param([desired()], snapshot(TAGGED), id="an update that Meta does not hear of"),
        pytest.param([desired(sync_meta="never")], snapshot(), id="a create kept from Meta"),
        pytest.param([desired()], snapshot(live()), id="nothing to do"),
        pytest.param(
            [desired(sync_meta="never")], snapshot(IN_REVIEW), id="it waits, but not for Meta"
        ),
        pytest.param(
            [desired(sync_meta="never")],
            snapshot(live(status="REJECTED")),
            id="rejected, but kept from Meta since",
        ),
    ],
)
def test_what_is_in_no_review_is_not_waited_for(
    files: list[DesiredTemplate], before: Snapshot
) -> None:
    assert waited_for(as_done, files, before) == ()


@pytest.mark.parametrize("status", ["PENDING", "IN_APPEAL"])
def test_what_was_in_review_before_is_waited_for_too(status: str) -> None:
    (one,) = waited_for(as_done, [desired()], snapshot(live(status=status)))
    assert (one.template_id, one.status) == (314, status)


def test_what_meta_rejected_before_is_among_them_with_the_reason_and_has_ended() -> None:
    rejected = replace(live(), status="REJECTED", rejected_reason="SCAM")
    (one,) = waited_for(as_done, [desired()], snapshot(rejected))
    assert (one.template_id, one.status, one.rejected_reason) == (314, "REJECTED", "SCAM")
    assert one.ended


@pytest.mark.parametrize("status", ["PENDING", "REJECTED"])
def test_only_what_is_selected_and_declared_is_waited_for(status: str) -> None:
    files = [desired(), desired(template("menu"))]
    before = snapshot(live(status=status), live(template("unmanaged"), 1, status=status))
    found = waited_for(as_done, files, before, Selection(only=("menu",)))
    assert [one.name for one in found] == ["menu"]


@pytest.mark.parametrize(
    ("end", "before", "expected"),
    [
        pytest.param(lambda one: skipped(one, "interrupted"), (), 0, id="not begun"),
        pytest.param(lambda one: failed(one, SyncerError("no")), (), 0, id="a create failed"),
        pytest.param(
            lambda one: created_without_events(one, 7, "stopped"), (), 1, id="created, no events"
        ),
        pytest.param(
            lambda one: created_for_now(one, 7, "left"), (), 1, id="created, its events later"
        ),
        pytest.param(
            lambda one: failed(one, SyncerError("no")), (OTHER_WORDS,), 0, id="an update failed"
        ),
        pytest.param(
            lambda one: failed(one, ConnectionFailedError("lost")),
            (OTHER_WORDS,),
            1,
            id="an update may have been sent",
        ),
    ],
)
def test_an_action_that_did_not_end_well_is_waited_for_if_meta_may_have_it(
    end: Callable[[Action], ActionResult], before: tuple[Any, ...], expected: int
) -> None:
    assert len(waited_for(end, [desired()], snapshot(*before))) == expected
