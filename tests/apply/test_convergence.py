"""Plan and apply together: what the parts of this folder are for."""

from __future__ import annotations

import os
import signal
import threading
import time
from dataclasses import replace
from typing import TYPE_CHECKING

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.emulated import emulated
from support.templates import FORMS, MEDIA, desired, leading_to, template, template_sets, templates
from support.writing import before_the

from syncer.apply.values import exit_code_of
from syncer.config import Scope
from syncer.model import MediaFile, MediaHeader, Template
from syncer.plan.values import Selection

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from support.emulated import Emulate, Emulated

    from syncer.apply.values import AccountResult
    from syncer.model import DesiredTemplate

DAY = 24 * 60 * 60


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the media files of the project."""
    made = tmp_path_factory.mktemp("media")
    for medium in MEDIA:
        (made / medium.filename).write_bytes(medium.content)
    return made


def from_files(folder: Path, *wanted: Template) -> list[DesiredTemplate]:
    """The files' side of these templates, their media in this folder."""
    return [
        desired(one, media=MediaFile(folder / one.header.filename, one.header.digest))
        if isinstance(one.header, MediaHeader) and one.header.digest
        else desired(one)
        for one in wanted
    ]


def add_forms(emulator: Emulated) -> None:
    for form in FORMS:
        emulator.console.add_form({"id": form.id, "name": form.name})


def outcomes(result: AccountResult) -> dict[str, str]:
    return {one.name: one.outcome for one in result.results}


def converges(emulator: Emulated, wanted: Sequence[DesiredTemplate]) -> None:
    """Apply does all; then there is nothing left to plan, nor to write."""
    planned = emulator.prepare(wanted)
    emulator.console.reset_requests()
    result = emulator.carry_out(planned)
    assert exit_code_of(result) == 0, result
    actions = planned.planned.plan.actions
    assert len(emulator.writes()) == len(actions) + sum(one.events_later for one in actions)
    assert emulator.plan(wanted).plan.actions == ()
    emulator.console.reset_requests()
    assert emulator.apply(wanted).results == ()
    assert emulator.writes() == []


# Any templates that lead to each other in any shape

SWITCHES = {"unknown_tag": "ignored", "edit_limits": False, "lock_seconds": 0.0}


@settings(max_examples=15)
@given(short_links=st.sampled_from(("off", "detail_and_list")), wanted=template_sets())
def test_after_apply_there_is_nothing_to_do(
    http: httpx.Client, folder: Path, short_links: str, wanted: tuple[Template, ...]
) -> None:
    with emulated(http, short_links=short_links, **SWITCHES) as emulator:
        add_forms(emulator)
        converges(emulator, from_files(folder, *wanted))


@st.composite
def rewritten(draw: st.DrawFn) -> tuple[tuple[Template, ...], tuple[Template, ...]]:
    """Templates before and after; Meta lets nobody change the category of an approved one."""
    before = draw(template_sets(max_size=3))
    keys = [one.key for one in before]
    after = tuple(
        replace(draw(templates(st.just(one.key), keys)), category=one.category) for one in before
    )
    return before, after


@settings(max_examples=10)
@given(versions=rewritten())
def test_any_templates_become_any_others(
    http: httpx.Client,
    folder: Path,
    versions: tuple[tuple[Template, ...], tuple[Template, ...]],
) -> None:
    with emulated(http, **SWITCHES) as emulator:
        add_forms(emulator)
        for version in versions:
            converges(emulator, from_files(folder, *version))


# Order


def test_a_chain_is_created_from_its_end_and_deleted_from_its_beginning(emulator: Emulated) -> None:
    chain = [leading_to("a", "b"), leading_to("b", "c"), template("c")]
    emulator.apply([desired(one) for one in chain])
    assert emulator.writes() == [("create", "c"), ("create", "b"), ("create", "a")]
    ids = {str(one["id"]): one["name"] for one in emulator.console.templates()}
    emulator.console.reset_requests()
    emulator.apply([], Selection(prune=True), Scope(include=("?",)))
    assert [ids[id_] for _, id_ in emulator.writes()] == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("circle", "writes"),
    [
        ([("a", "a")], 2),
        ([("a", "b"), ("b", "a")], 3),
        ([("a", "b"), ("b", "c"), ("c", "a")], 4),
        ([("a", "a"), ("b", "a")], 3),
        ([("a", "b"), ("b", "a"), ("c", "d"), ("d", "c")], 6),
    ],
)
def test_a_circle_costs_one_write_more(
    emulator: Emulated, circle: list[tuple[str, str]], writes: int
) -> None:
    wanted = [desired(leading_to(name, target)) for name, target in circle]
    converges(emulator, wanted)
    assert [request.endpoint for request in emulator.console.requests()].count("create") == 0
    again = emulator.another_machine()
    assert again.plan(wanted).plan.actions == ()
    with emulated(emulator.http) as fresh:
        fresh.apply(wanted)
        assert len(fresh.writes()) == writes


def test_independent_templates_are_written_side_by_side(emulator: Emulated) -> None:
    together = threading.Barrier(4, timeout=10)  # broken, unless four creates meet

    def meet(request: httpx.Request) -> None:
        if request.method == "POST":
            together.wait()

    result = emulator.meanwhile(meet).apply([desired(template(f"t{n}")) for n in range(4)])
    assert result.count("done") == 4


# Media


def test_a_file_that_many_templates_show_is_uploaded_once(emulator: Emulated, folder: Path) -> None:
    parcel, shop = MEDIA[0].header, MEDIA[1].header
    headers = [parcel] * 5 + [shop] * 3
    wanted = [template(f"t{number}", header=header) for number, header in enumerate(headers)]
    converges(emulator, from_files(folder, *wanted))
    with emulated(emulator.http) as fresh:
        fresh.apply(from_files(folder, *wanted))
        assert fresh.console.request_counts()["upload"] == 2


@pytest.mark.parametrize("media_names", ["kept", "replaced"])
def test_media_is_recognised_on_another_machine(
    emulate: Emulate, folder: Path, media_names: str
) -> None:
    emulator = emulate(media_names=media_names)
    wanted = from_files(folder, *(template(f"t{n}", header=m.header) for n, m in enumerate(MEDIA)))
    emulator.apply(wanted)
    assert emulator.another_machine().plan(wanted).plan.actions == ()


def test_a_handle_that_expired_since_is_replaced_by_an_upload(
    emulator: Emulated, folder: Path
) -> None:
    one = template(header=MEDIA[0].header)
    emulator.apply(from_files(folder, one))
    emulator.console.skip_seconds(5 * DAY)
    later = replace(emulator, clock=lambda: time.time() + 5 * DAY)
    converges(later, from_files(folder, replace(one, footer="New")))
    handle = emulator.stored(one.name)["header"]["handle"]
    assert int(handle.split(":e:")[1].split(":")[0]) > later.clock()


# What NxCloud does not show


def test_a_tag_that_nobody_can_read_is_changed_and_removed_all_the_same(
    emulate: Emulate,
) -> None:
    emulator = emulate(tag_ids_read="empty")
    for tag in ("vip", "orders", None):
        converges(emulator, [desired(template(tag=tag))])


def test_a_tag_that_nobody_knows_is_told_once_and_planned_no_more(emulate: Emulate) -> None:
    emulator = emulate(unknown_tag="ignored")
    (result,) = emulator.apply([desired(template(tag="typo"))]).results
    assert (result.outcome, "shows none" in result.reason) == ("done", True)
    assert emulator.plan([desired(template(tag="typo"))]).plan.actions == ()


# What goes wrong


def test_what_somebody_did_meanwhile_fails_alone_and_the_rest_is_done(emulate: Emulate) -> None:
    emulator = emulate(edit_limits=False)
    before = [leading_to("a", "b"), template("b"), template("c"), template("d")]
    emulator.apply([desired(one) for one in before])
    after = [
        desired(leading_to("a", "new")),
        desired(template("new")),
        desired(template("c", body="New")),
        desired(template("d", body="New")),
    ]
    ready = emulator.prepare(after)
    emulator.console.change_template(emulator.stored("c")["id"], {"footer": "Mine!"})
    emulator.add("new")
    emulator.console.reset_requests()
    result = emulator.carry_out(ready)
    assert outcomes(result) == {"a": "skipped", "new": "failed", "c": "failed", "d": "done"}
    assert [one.name for one in result.results] == [one.name for one in ready.planned.plan.actions]
    codes = {one.name: one.error.code for one in result.results if one.error}
    assert codes == {"new": "changed_since_plan", "c": "changed_since_plan"}
    assert emulator.writes() == [("update", "d")]
    assert exit_code_of(result) == 4


def test_a_refusal_stops_what_depends_on_it(emulator: Emulated) -> None:
    wanted = [leading_to("a", "b"), template("b", body="x" * 1025), template("c")]
    result = emulator.apply([desired(one) for one in wanted])
    assert outcomes(result) == {"a": "skipped", "b": "failed", "c": "done"}
    (error,) = [one.error for one in result.results if one.error]
    assert error.code == 22041
    assert error.trace_id
    assert emulator.names() == {"c"}


def test_a_circle_that_broke_off_is_finished_by_the_next_apply(emulator: Emulated) -> None:
    def fail() -> None:
        raise httpx.ReadTimeout("no answer")

    wanted = [desired(leading_to("a", "a"))]
    result = emulator.meanwhile(before_the(1, "PUT", fail)).apply(wanted)
    (half,) = result.results
    assert (half.outcome, half.template_id) == ("failed", emulator.stored("a")["id"])
    assert exit_code_of(result) == 4
    converges(emulator, wanted)


def test_what_ctrl_c_left_is_done_by_the_next_apply(emulator: Emulated) -> None:
    def press_ctrl_c() -> None:
        time.sleep(0.05)  # the main thread waits by now
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(0.2)

    wanted = [desired(template(f"t{number}")) for number in range(6)]
    interrupted = replace(emulator.meanwhile(before_the(1, "POST", press_ctrl_c)), concurrency=1)
    result = interrupted.apply(wanted)
    assert result.interrupted
    assert (result.count("done"), result.count("skipped")) == (1, 5)
    assert len(emulator.names()) == 1
    converges(emulator, wanted)


@pytest.mark.parametrize("kind", ["500", "504", "429", "html", "wrong_types", "reset"])
def test_what_fails_before_the_write_is_sent_leaves_no_doubt(emulate: Emulate, kind: str) -> None:
    emulator = emulate()
    for name, language in (("menu", "en"), ("menu", "de")):
        emulator.add(name, language)
    wanted = [desired(template("menu")), desired(template("terms"))]
    ready = emulator.prepare(wanted, Selection(prune=True))
    emulator.console.add_fault(f"any={kind}")
    result = emulator.carry_out(ready)
    assert [one.action for one in result.results] == ["update", "create", "delete"]
    assert [one.error.uncertain for one in result.results if one.error] == [False] * 3
    assert exit_code_of(result) == 1
