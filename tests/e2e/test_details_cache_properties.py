"""Whatever happens behind the cache's back, a plan with it equals a plan without."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.command import syncer
from support.console import image
from support.project import at_home, new_project

from syncer.emulator import Settings, running
from syncer.live import cache

if TYPE_CHECKING:
    from collections.abc import Sequence

    from syncer.emulator import Console

FILES = "".join(
    f"""---
name: t{number}
category: UTILITY
translations:
  en:
    body: Hello {{{{First Name}}}}, good to see you at https://shop.example/{number}
"""
    for number in range(3)
)
LIVE = {"category": "UTILITY", "body": "Hello {{First Name}}, good to see you."}
NAMES = ("t0", "t1", "t2")
CONFIG = """\
version: 1
templates: templates
scope: {include: ["*"]}
accounts: {main: {phone: "8615800001795", tenant_id: 1}}
"""


class Clock:
    """The time of the platform and of the machine: it only goes on when it is told to."""

    def __init__(self) -> None:
        self.now = time.time()

    def __call__(self) -> float:
        return self.now


def button(*events: dict[str, Any]) -> dict[str, Any]:
    return {"type": "QUICK_REPLY", "text": "Yes", "events": list(events)}


CHANGES: Sequence[dict[str, Any]] = (
    *({"body": body} for body in ("Hello.", "Bye.", "See https://shop.example/0")),
    *({"footer": footer} for footer in ("", "One", "Two")),
    {"header": None},
    {"header": {"format": "TEXT", "text": "News"}},
    {"header": image("menu.png")},
    {"buttons": []},
    {"buttons": [button({"event": "text", "text": "Hi"})]},
    {"buttons": [button({"event": "tag", "tag_name": "vip"})]},
    {"buttons": [button({"event": "template", "template_name": "t1", "template_id": 301})]},
    *({"tag_ids": ids} for ids in ((), (33989,), (33991,))),
    *({"is_close_auto_flow": close} for close in (0, 1)),
    *({"category": category} for category in ("UTILITY", "MARKETING")),
    *({"quality": quality} for quality in ("GREEN", "RED")),
    *({"status": status} for status in ("APPROVED", "PENDING", "REJECTED", "PAUSED", "DISABLED")),
    {"status": "REJECTED", "rejected_reason": "SCAM"},
    {"status": "PENDING", "review_ends_at": 0.0},
)

Step = tuple[str, Any]
steps = st.one_of(
    st.tuples(st.just("change"), st.tuples(st.integers(0, 9), st.sampled_from(CHANGES))),
    st.tuples(st.just("change"), st.tuples(st.integers(0, 9), st.sampled_from(CHANGES))),
    st.tuples(st.just("plan"), st.none()),
    st.tuples(st.just("plan"), st.none()),
    st.tuples(st.just("tick"), st.sampled_from([0.3, 0.7, 1.0, 1.6, 2.0, 3.0])),
    st.tuples(st.just("add"), st.sampled_from(NAMES)),
    st.tuples(st.just("delete"), st.integers(0, 9)),
)
switches = st.fixed_dictionaries(
    {
        "updated_at": st.sampled_from(["contents", "all"]),
        "utc_offset_hours": st.sampled_from([0.0, 8.0, -3.5, 5.75]),
        "date_header": st.sampled_from(["kept", "missing"]),
        "page_size_cap": st.sampled_from([None, 1, 2]),
        "short_links": st.sampled_from(["off", "detail", "detail_and_list"]),
        "tag_ids_read": st.sampled_from(["kept", "empty"]),
    }
)


def act(console: Console, clock: Clock, step: Step) -> None:
    kind, value = step
    ids = [one["id"] for one in console.templates()]
    match kind:
        case "tick":
            clock.now += value
        case "add":
            console.add_template({**LIVE, "name": value, "language": "en"})
        case "change" if ids:
            number, changes = value
            console.change_template(ids[number % len(ids)], changes)
        case "delete" if ids:
            console.delete_template(ids[value % len(ids)])


def planned(folder: Path | None = None) -> Any:
    """What drift says; with the cache of this folder, or the machine's own."""
    with pytest.MonkeyPatch.context() as patch:
        if folder:
            patch.setenv("SYNCER_CACHE_DIR", str(folder))
        document = syncer("drift", "--prune", "--format", "json").json
    assert "error" not in document, document
    return document["accounts"]


@pytest.mark.slow
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(switched=switches, done=st.lists(steps, min_size=4, max_size=14))
def test_a_plan_with_a_cache_equals_a_plan_without(
    monkeypatch: pytest.MonkeyPatch, switched: dict[str, Any], done: list[Step]
) -> None:
    clock = Clock()
    monkeypatch.setattr(cache, "steady_clock", lambda: clock)
    with tempfile.TemporaryDirectory() as root:
        project = new_project(Path(root) / "project", CONFIG, all=FILES)
        known = Settings(edit_limits=False, clock=clock, **switched)
        with running(known) as emulator, at_home(project, emulator):
            for name in NAMES:
                emulator.console.add_template({**LIVE, "name": name, "language": "en"})
            for number, step in enumerate([*done, ("plan", None)]):
                act(emulator.console, clock, step)
                if step[0] == "plan":
                    assert planned() == planned(Path(root) / f"cold-{number}")
