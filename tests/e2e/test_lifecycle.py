"""docs/lifecycle.md, cell by cell: what is planned, what apply makes of it, what Meta refuses."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from support.emulated import emulated
from support.templates import desired, quick_reply, template

from syncer.config import Scope
from syncer.errors import ApiError
from syncer.model import TagEvent, TextEvent
from syncer.nxcloud.payload import update_payload
from syncer.plan.values import Selection

if TYPE_CHECKING:
    from collections.abc import Iterator

    from support.emulated import Emulated

    from syncer.model import DesiredTemplate
    from syncer.plan.build import Planned

PAGE = (Path(__file__).parents[2] / "docs/lifecycle.md").read_text(encoding="utf-8")
EVERYTHING = Scope(include=("*",))
PRUNE = Selection(prune=True)
STATUSES = (
    "APPROVED",
    "PAUSED",
    "REJECTED",
    "PENDING",
    "IN_APPEAL",
    "DISABLED",
    "LIMIT_EXCEEDED",
    "ARCHIVED",
    "PENDING_DELETION",
)
LIVE = template(buttons=(quick_reply("Yes", TagEvent("vip")),))
WORDING = replace(LIVE, body="Good to see you, {{First Name}}, once more.")
BEHAVIOUR = replace(LIVE, buttons=(quick_reply("Yes", TextEvent("Fine")),))
CHANGES: dict[str, list[DesiredTemplate]] = {
    "wording": [desired(WORDING)],
    "behaviour": [desired(BEHAVIOUR)],
    "wording and behaviour": [desired(replace(WORDING, buttons=BEHAVIOUR.buttons))],
    "category": [desired(replace(LIVE, category="MARKETING"))],
    "category and wording": [desired(replace(WORDING, category="MARKETING"))],
    "category, accepted": [desired(replace(LIVE, category="MARKETING"), accept_category=True)],
    "removed, with `--prune`": [],
    "no change": [desired(LIVE)],
}


@dataclass(frozen=True, slots=True)
class Cell:
    """What a plan does with a live template of this status, and a change of this kind."""

    status: str
    change: str
    actions: str

    @property
    def blocked(self) -> bool:
        return "blocked" in self.actions


def rows() -> list[list[str]]:
    lines = [line for line in PAGE.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def cells() -> Iterator[Cell]:
    (_, *changes), _, *table = rows()
    for status, *actions in table:
        for change, action in zip(changes, actions, strict=True):
            yield Cell(status, change, action)


CELLS = list(cells())


@pytest.fixture(scope="module")
def emulator() -> Iterator[Emulated]:
    with emulated(
        edit_limits=False, approved_lock_seconds=0.0, lock_seconds=0.0, delete_seconds=3600.0
    ) as one:
        yield one


def put(emulator: Emulated, status: str) -> None:
    """A sender with just the one template, in this status, or with none."""
    for one in emulator.console.templates():
        emulator.console.delete_template(one["id"])
    if status != "not live":
        event = {"event": "tag", "tag_name": "vip", "tag_id": 33989}
        button = {"type": "QUICK_REPLY", "text": "Yes", "events": [event]}
        emulator.add(LIVE.name, body=LIVE.body, buttons=[button], status=status)


def said(planned: Planned) -> str:
    """The actions of a plan in the words of the page."""
    words = [_word(action) for action in planned.plan.actions]
    return ", ".join(words) or "nothing"


def _word(action: Any) -> str:
    if action.action == "update":
        return "review" if action.sync_meta else "update"
    if action.action == "delete" and "locked for 30 days" in "".join(action.costs):
        return "delete, locked"
    return str(action.action)


def test_the_page_has_every_status_and_every_kind_of_change() -> None:
    assert {cell.status for cell in CELLS} == {"not live", *STATUSES}
    assert {cell.change for cell in CELLS} == CHANGES.keys()
    assert len(CELLS) == (len(STATUSES) + 1) * len(CHANGES)


@pytest.mark.parametrize("cell", CELLS, ids=lambda cell: f"{cell.status}-{cell.change}")
def test_a_plan_does_what_the_page_says_and_leaves_what_is_blocked(
    cell: Cell, emulator: Emulated
) -> None:
    put(emulator, cell.status)
    files = CHANGES[cell.change]
    planned = emulator.plan(files, PRUNE, EVERYTHING)
    assert said(planned) == cell.actions
    for action in planned.plan.actions:
        assert bool(action.reason) is (action.action == "blocked")
    result = emulator.apply(files, PRUNE, EVERYTHING)
    outcomes = {one.action: one.outcome for one in result.results}
    assert outcomes == {
        one.action: "skipped" if one.action == "blocked" else "done" for one in planned.plan.actions
    }
    if cell.actions != "nothing" and not cell.blocked:
        assert said(emulator.plan(files, PRUNE, EVERYTHING)) == "nothing"
    elif cell.blocked and cell.status != "APPROVED":
        left = emulator.plan(files, PRUNE, EVERYTHING).plan.actions
        assert {one.action for one in left} == {"blocked"}


REFUSED = [
    cell
    for cell in CELLS
    if cell.blocked and cell.change not in ("behaviour", "no change", "category, accepted")
]


@pytest.mark.slow
@pytest.mark.parametrize("cell", REFUSED, ids=lambda cell: f"{cell.status}-{cell.change}")
def test_what_is_blocked_is_refused_by_the_emulator_as_meta_does(
    cell: Cell, emulator: Emulated
) -> None:
    put(emulator, cell.status)
    (stored,) = emulator.console.templates()
    with pytest.raises(ApiError) as caught:
        send(emulator, cell, stored["id"])
    assert caught.value.api_code == 22041
    assert emulator.console.templates() == [stored]


def send(emulator: Emulated, cell: Cell, template_id: int) -> None:
    """The call that the plan does not make."""
    if not CHANGES[cell.change]:
        emulator.client.delete(template_id)
        return
    (one,) = CHANGES[cell.change]
    payload = update_payload(template_id, one.template, media=None, event_ids={}, sync_meta=True)
    emulator.client.update(payload)
