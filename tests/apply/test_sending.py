"""Writes whose outcome is in doubt: what was done is found, what was not is sent again."""

from __future__ import annotations

import errno
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import pytest
from support.emulated import PNG
from support.pace import impatient, quick
from support.templates import desired, leading_to, template
from support.writing import before_the, the_action, with_image

from syncer.apply import sending
from syncer.errors import ApiError, ChangedSincePlanError, RefusedError, UnexpectedAnswerError
from syncer.journal.reading import read_journal
from syncer.nxcloud.pace import Pace, Patience
from syncer.nxcloud.transport import http_client
from syncer.plan.values import Selection

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from support.emulated import Emulate, Emulated, Ready

    from syncer.apply.writer import Done
    from syncer.model import DesiredTemplate

MENU = desired(template("menu"))
PASSING = ("500", "502", "504", "429", "html", "empty", "truncated", "wrong_code", "reset")


@dataclass(frozen=True, slots=True)
class Doubt:
    """An account on which writes can go wrong, and one template that is planned on it."""

    emulator: Emulated
    ready: Ready

    def write(self) -> Done:
        action = the_action(self.ready)
        writer = self.emulator.writer(self.ready)
        step: Callable[..., Done] = getattr(writer, action.action)
        return step(action)

    def sent(self) -> int:
        """How often the write was sent."""
        return len(self.emulator.console.requests(the_action(self.ready).action))

    def outcomes(self) -> list[str]:
        """What the journal has of each attempt."""
        return [write.outcome for write in read_journal(self.emulator.folder)]


@pytest.fixture
def emulator(emulate: Emulate) -> Emulated:
    """An emulator that takes a name twice, seen by a client that tries again soon."""
    return replace(emulate(edit_limits=False, duplicates="accepted"), pace=quick)


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """A create is sent again sooner than for people, still after two looks."""
    monkeypatch.setattr(sending, "SECONDS_BEFORE_A_CREATE", 0.1)


def plan(emulator: Emulated, kind: str, fault: str = "") -> Doubt:
    """A plan to create, update or delete `menu/en`, with a fault at the write."""
    if kind != "create":
        emulator.add("menu")
    if kind == "delete":
        ready = emulator.prepare([desired(template("menu", "de"))], Selection(prune=True))
        doomed = tuple(one for one in ready.planned.plan.actions if one.action == "delete")
        planned = replace(ready.planned, plan=replace(ready.planned.plan, actions=doomed))
        ready = replace(ready, planned=planned)
    else:
        ready = emulator.prepare([MENU])
    if fault:
        emulator.console.add_fault(f"{kind}={fault}")
    return Doubt(emulator, ready)


def patient() -> Pace:
    """Waits of 250, 500, 1000, 2000 and 4000 ms before jitter."""
    return Pace(Patience(total_seconds=8))


def bodies(emulator: Emulated) -> list[Any]:
    return [one["body"] for one in emulator.console.templates() if one["name"] == "menu"]


def is_settled(emulator: Emulated, kind: str) -> bool:
    return bodies(emulator) == ([] if kind == "delete" else [template().body])


@pytest.mark.parametrize("fault", PASSING)
@pytest.mark.parametrize("kind", ["create", "update", "delete"])
def test_what_was_done_without_an_answer_is_found_and_not_sent_again(
    kind: str, fault: str, emulator: Emulated
) -> None:
    doubt = plan(emulator, kind, f"{fault}.after*1")
    done = doubt.write()
    assert done.note == ""
    assert doubt.sent() == 1
    assert is_settled(emulator, kind)
    assert doubt.outcomes() == ["done"]


@pytest.mark.parametrize("fault", [fault for fault in PASSING if fault != "504"])
@pytest.mark.parametrize("kind", ["create", "update", "delete"])
def test_what_was_not_done_is_sent_again(kind: str, fault: str, emulator: Emulated) -> None:
    doubt = plan(emulator, kind, f"{fault}*1")
    assert doubt.write().note == ""
    assert doubt.sent() == 2
    assert is_settled(emulator, kind)
    assert doubt.outcomes() == ["unknown", "done"]


@pytest.mark.parametrize("kind", ["create", "update", "delete"])
def test_work_that_is_done_late_is_waited_for(kind: str, emulator: Emulated) -> None:
    doubt = plan(replace(emulator, pace=patient), kind, "late*1")
    doubt.write()
    assert is_settled(emulator, kind)


def test_a_create_that_may_still_be_under_way_is_never_sent_again(emulator: Emulated) -> None:
    doubt = plan(emulator, "create", "504*1")
    with pytest.raises(UnexpectedAnswerError, match="HTTP status 504") as caught:
        doubt.write()
    assert caught.value.aftermath.effect == "late"
    assert doubt.sent() == 1
    assert doubt.outcomes() == ["unknown"]


def test_a_create_that_timed_out_is_never_sent_again(emulator: Emulated) -> None:
    with http_client(timeout=0.2) as http:
        doubt = plan(replace(emulator, http=http), "create", "timeout*1")
        with pytest.raises(Exception, match="timed out"):
            doubt.write()
    assert doubt.sent() == 1


@pytest.mark.parametrize("kind", ["update", "delete"])
def test_what_may_still_be_under_way_is_sent_again_where_twice_is_the_same(
    kind: str, emulator: Emulated
) -> None:
    doubt = plan(emulator, kind, "504*1")
    doubt.write()
    assert doubt.sent() == 2
    assert is_settled(emulator, kind)


@pytest.mark.parametrize("kind", ["create", "update", "delete"])
def test_a_refusal_is_final_and_noted_as_such(kind: str, emulator: Emulated) -> None:
    doubt = plan(emulator, kind, "escapes*1")
    with pytest.raises(ApiError):
        doubt.write()
    assert doubt.sent() == 1
    assert doubt.outcomes() == ["failed"]


@pytest.mark.parametrize("kind", ["create", "update", "delete"])
def test_the_patience_ends(kind: str, emulator: Emulated) -> None:
    doubt = plan(emulator, kind, "500")
    started = time.monotonic()
    with pytest.raises(UnexpectedAnswerError, match="HTTP status 500"):
        doubt.write()
    assert time.monotonic() - started < 10
    assert doubt.sent() <= 5
    assert set(doubt.outcomes()) == {"unknown"}


@pytest.mark.parametrize("kind", ["create", "update", "delete"])
def test_an_answer_that_no_second_attempt_can_help_is_only_looked_into(
    kind: str, emulator: Emulated
) -> None:
    doubt = plan(emulator, kind, "huge*1")
    with pytest.raises(UnexpectedAnswerError, match="longer than"):
        doubt.write()
    assert doubt.sent() == 1
    again = plan(emulator, "create", "huge.after*1") if kind == "create" else None
    if again:
        again.write()
        assert is_settled(emulator, kind)


@pytest.mark.parametrize("kind", ["create", "update", "delete"])
def test_an_interrupted_run_looks_once_and_sends_nothing_more(
    kind: str, emulator: Emulated
) -> None:
    pace = quick()
    stopped = replace(emulator, pace=lambda: pace)
    doubt = plan(stopped, kind, "500*1")
    pace.stop()
    with pytest.raises(UnexpectedAnswerError):
        doubt.write()
    assert doubt.sent() == 1
    found = plan(replace(emulator, pace=lambda: pace), "create", "500.after*1")
    if kind == "create":
        assert found.write().note == ""


def test_a_refusal_after_a_doubt_says_nothing_about_the_first_attempt(emulator: Emulated) -> None:
    doubt = plan(emulator, "create", "reset*1")
    emulator.console.add_fault("create=escapes@2")
    with pytest.raises(UnexpectedAnswerError, match="sent again, it was refused") as caught:
        doubt.write()
    assert caught.value.aftermath.effect == "unknown"
    assert doubt.outcomes() == ["unknown", "failed"]


def test_a_name_that_is_refused_as_taken_is_found_once_the_list_has_it(emulate: Emulate) -> None:
    """The first attempt was carried out, and the list is late."""
    emulator = replace(emulate(list_lag_seconds=0.9), pace=patient)
    doubt = plan(emulator, "create", "reset.after*1")
    assert doubt.write().template_id == emulator.stored("menu")["id"]
    assert doubt.sent() == 2
    assert doubt.outcomes() == ["unknown", "done"]


def test_a_create_is_sent_again_only_when_a_late_list_would_have_it(
    emulate: Emulate, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "SECONDS_BEFORE_A_CREATE", 2.0)
    late = emulate(list_lag_seconds=1.5, duplicates="accepted")
    doubt = plan(replace(late, pace=patient), "create", "reset.after*1")
    doubt.write()
    assert doubt.sent() == 1
    assert len(bodies(late)) == 1


def test_a_journal_that_fails_after_a_doubt_leaves_the_doubt(
    emulator: Emulated, monkeypatch: pytest.MonkeyPatch
) -> None:
    doubt = plan(emulator, "create", "500*1")
    begin = emulator.journal.begin
    begun: list[object] = []

    def once(*arguments: Any) -> Any:
        begun.append(arguments)
        if len(begun) > 1:
            raise RefusedError("the disk is full")
        return begin(*arguments)

    monkeypatch.setattr(emulator.journal, "begin", once)
    with pytest.raises(UnexpectedAnswerError, match="not sent again: the disk is full") as caught:
        doubt.write()
    assert caught.value.aftermath.effect == "unknown"


def test_a_late_list_is_waited_for_after_a_create_without_an_id(emulate: Emulate) -> None:
    emulator = replace(emulate(list_lag_seconds=0.3, create_answer="nothing"), pace=quick)
    assert plan(emulator, "create").write().template_id == emulator.stored("menu")["id"]


def test_somebody_elses_template_is_not_taken_for_a_doubtful_create(emulator: Emulated) -> None:
    def create() -> None:
        emulator.add("menu", body="Theirs entirely")

    doubt = plan(emulator.meanwhile(before_the(1, "POST", create)), "create", "500*1")
    with pytest.raises(UnexpectedAnswerError, match="somebody else may have made it so") as caught:
        doubt.write()
    assert "another value for: body" in caught.value.message
    assert bodies(emulator) == ["Theirs entirely"]


def test_somebody_elses_change_is_not_taken_for_a_doubtful_update(emulator: Emulated) -> None:
    def change() -> None:
        emulator.console.change_template(emulator.stored("menu")["id"], {"body": "Theirs entirely"})

    doubt = plan(emulator.meanwhile(before_the(1, "PUT", change)), "update", "500*1")
    with pytest.raises(UnexpectedAnswerError, match="somebody else may have made it so"):
        doubt.write()
    assert bodies(emulator) == ["Theirs entirely"]
    assert doubt.sent() == 1


def test_what_somebody_changed_after_a_doubtful_delete_stays(emulator: Emulated) -> None:
    def change() -> None:
        emulator.console.change_template(emulator.stored("menu")["id"], {"body": "Theirs entirely"})

    doubt = plan(emulator.meanwhile(before_the(1, "DELETE", change)), "delete", "500*1")
    with pytest.raises(UnexpectedAnswerError, match="has been changed since the plan was made"):
        doubt.write()
    assert bodies(emulator) == ["Theirs entirely"]
    assert doubt.sent() == 1


def test_a_doubt_that_cannot_be_looked_into_is_told_with_both_reasons(emulator: Emulated) -> None:
    doubt = plan(emulator, "update", "reset*1")
    emulator.console.add_fault("details=500@2")
    with pytest.raises(UnexpectedAnswerError, match="what came of it cannot be told") as caught:
        doubt.write()
    assert "the connection was reset" in caught.value.message
    assert "HTTP status 500" in caught.value.message
    assert caught.value.aftermath.effect == "unknown"


def test_a_template_that_is_gone_by_the_time_its_media_are_kept_is_done(
    emulator: Emulated, tmp_path: Path
) -> None:
    (tmp_path / "menu.png").write_bytes(PNG)
    emulator.apply([with_image(tmp_path / "menu.png"), desired(template("menu", "de"))])

    def delete() -> None:
        emulator.console.delete_template(emulator.stored("menu")["id"])

    stranger = emulator.another_machine()
    ready = stranger.prepare([desired(template("menu", "de"))], Selection(prune=True))
    late = stranger.meanwhile(before_the(2, "GET", delete))
    assert Doubt(late, ready).write().note == "it was deleted already"
    assert emulator.console.requests("delete") == []


class TestMedia:
    """The bytes of an old header are kept before a write that may lose them."""

    @pytest.fixture
    def image(self, tmp_path: Path) -> DesiredTemplate:
        (tmp_path / "menu.png").write_bytes(PNG)
        return with_image(tmp_path / "menu.png")

    def update(self, emulator: Emulated, one: DesiredTemplate) -> Done:
        return Doubt(emulator, emulator.prepare([one])).write()

    def kept(self, emulator: Emulated) -> bytes | str:
        (*_, last) = read_journal(emulator.folder)
        assert last.kept is not None
        assert last.kept.header is not None
        media = last.kept.header.media
        return media.reason or (emulator.folder / "journal-media" / str(media.digest)).read_bytes()

    def test_from_the_projects_file_if_it_is_what_is_live(
        self, emulator: Emulated, image: DesiredTemplate
    ) -> None:
        emulator.apply([image])
        emulator.console.reset_requests()
        self.update(emulator, replace(image, template=replace(image.template, footer="New")))
        assert self.kept(emulator) == PNG
        assert emulator.console.requests("media") == []

    def test_from_the_live_side_otherwise_and_once_only(
        self, emulator: Emulated, image: DesiredTemplate, tmp_path: Path
    ) -> None:
        emulator.apply([image])
        (tmp_path / "other.png").write_bytes(PNG + b"other")
        emulator.console.reset_requests()
        self.update(emulator, with_image(tmp_path / "other.png"))
        assert self.kept(emulator) == PNG
        assert len(emulator.console.requests("media")) == 1
        self.update(emulator, image)
        self.update(emulator, with_image(tmp_path / "other.png"))
        assert self.kept(emulator) == PNG
        assert len(emulator.console.requests("media")) == 2

    def test_and_where_they_cannot_be_read_the_journal_says_why(
        self, emulate: Emulate, image: DesiredTemplate, tmp_path: Path
    ) -> None:
        emulator = emulate(edit_limits=False, media_url_seconds=-1)
        emulator.apply([image])
        (tmp_path / "other.png").write_bytes(PNG + b"other")
        done = self.update(emulator, with_image(tmp_path / "other.png"))
        assert done.note.startswith("the old header's media could not be kept")
        reason = self.kept(emulator)
        assert isinstance(reason, str)
        assert "could not be read" in reason

    def test_a_file_that_changed_since_the_plan_stops_the_write(
        self, emulator: Emulated, image: DesiredTemplate, tmp_path: Path
    ) -> None:
        emulator.apply([image])
        ready = emulator.prepare([replace(image, template=replace(image.template, footer="New"))])
        (tmp_path / "menu.png").write_bytes(PNG + b"changed")
        with pytest.raises(ChangedSincePlanError):
            Doubt(emulator, ready).write()
        assert emulator.console.requests("update") == []


def test_media_that_may_be_readable_later_stop_a_delete(emulator: Emulated, tmp_path: Path) -> None:
    (tmp_path / "menu.png").write_bytes(PNG)
    emulator.apply([with_image(tmp_path / "menu.png"), desired(template("menu", "de"))])
    stranger = emulator.another_machine(pace=impatient)
    ready = stranger.prepare([desired(template("menu", "de"))], Selection(prune=True))
    emulator.console.add_fault("media=500")
    with pytest.raises(UnexpectedAnswerError) as caught:
        Doubt(stranger, ready).write()
    assert caught.value.aftermath.effect == "none"
    assert emulator.console.requests("delete") == []


def test_the_second_write_of_a_circle_leaves_nothing_to_bring_back(emulator: Emulated) -> None:
    emulator.apply([desired(leading_to("menu", "menu"))])
    writes = list(read_journal(emulator.folder))
    assert [(one.action, one.kept, one.outcome) for one in writes] == [
        ("create", None, "done"),
        ("create", None, "done"),
    ]
    assert writes[1].template_id == emulator.stored("menu")["id"]


def test_without_a_journal_nothing_is_sent(
    emulator: Emulated, monkeypatch: pytest.MonkeyPatch
) -> None:
    doubt = plan(emulator, "update")

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("syncer.journal.lines.os.fsync", full)
    with pytest.raises(RefusedError, match="No space left on device"):
        doubt.write()
    assert doubt.sent() == 0
