from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from support.emulated import PNG
from support.templates import desired, template
from support.writing import before_the, fail, the_action, with_image

from syncer.errors import (
    ApiError,
    ChangedSincePlanError,
    ConnectionFailedError,
)
from syncer.model import (
    TemplateKey,
)
from syncer.plan.values import Selection

if TYPE_CHECKING:
    from pathlib import Path

    from support.emulated import Emulate, Emulated, Ready

    from syncer.apply.writer import Done
    from syncer.model import DesiredTemplate


@pytest.fixture
def emulator(emulate: Emulate) -> Emulated:
    """An emulator where a template can be edited as often as one likes."""
    return emulate(edit_limits=False)


def update(emulator: Emulated, one: DesiredTemplate) -> Done:
    """Plan an update and carry it out."""
    ready = emulator.prepare([one])
    return emulator.writer(ready).update(the_action(ready))


def delete_ready(emulator: Emulated) -> Ready:
    """A plan that deletes the live template `menu/en`, whose other language stays."""
    ready = emulator.prepare([desired(template("menu", "de"))], Selection(prune=True))
    actions = [one for one in ready.planned.plan.actions if one.action == "delete"]
    plan = replace(ready.planned.plan, actions=tuple(actions))
    return replace(ready, planned=replace(ready.planned, plan=plan))


# Updating


def test_an_update_says_every_field(emulator: Emulated) -> None:
    template_id = emulator.add("menu", footer="Bye", tag_ids=[33989])
    emulator.add("other", buttons=[{"type": "QUICK_REPLY", "text": "x", "events": [_vip()]}])
    emulator.prepare([desired(template("other"))])  # the events of this one name the tag
    done = update(emulator, desired(template("menu")))
    assert (done.template_id, done.note) == (template_id, "")
    (body,) = emulator.sent("update")
    assert body == {
        "tenant_id": 1,
        "id": template_id,
        "name": "menu",
        "language": "en",
        "category_type": 2,
        "content": template().body,
        "headerText": "",
        "mediaName": "",
        "mediaId": "",
        "mediaType": "",
        "templateMediaId": "",
        "footerText": "",
        "tag_name": "",
        "is_close_auto_flow": 0,
        "syn_meta": True,
        "buttonComponents": [],
    }


def _vip() -> dict[str, Any]:
    return {"event": "tag", "tag_name": "vip"}


def test_an_update_reads_the_template_before_and_after(emulator: Emulated) -> None:
    emulator.add("menu")
    ready = emulator.prepare([desired(template("menu"))])
    emulator.console.reset_requests()
    emulator.writer(ready).update(the_action(ready))
    endpoints = [request.endpoint for request in emulator.console.requests()]
    assert endpoints == ["details", "update", "details"]


def test_what_nxcloud_alone_sees_is_updated_without_meta(emulator: Emulated) -> None:
    emulator.add("menu", body=template().body)
    update(emulator, desired(template("menu", tag="vip")))
    assert [body["syn_meta"] for body in emulator.sent("update")] == [False]


def test_a_template_that_somebody_changed_is_not_updated(emulator: Emulated) -> None:
    template_id = emulator.add("menu")
    ready = emulator.prepare([desired(template("menu"))])
    emulator.console.change_template(template_id, {"footer": "Mine!"})
    with pytest.raises(ChangedSincePlanError) as raised:
        emulator.writer(ready).update(the_action(ready))
    assert raised.value.message == (
        f"menu/en (id {template_id}) has been changed since the plan was made"
    )
    assert "syncer plan" in raised.value.hint
    assert emulator.writes() == []


def test_a_review_or_a_new_quality_is_no_change(emulator: Emulated) -> None:
    template_id = emulator.add("menu")
    ready = emulator.prepare([desired(template("menu"))])
    emulator.console.change_template(template_id, {"status": "PAUSED", "quality": "RED"})
    assert emulator.writer(ready).update(the_action(ready)).template_id == template_id


def test_a_template_that_somebody_deleted_is_not_updated(emulator: Emulated) -> None:
    template_id = emulator.add("menu")
    ready = emulator.prepare([desired(template("menu"))])
    emulator.console.delete_template(template_id)
    with pytest.raises(ChangedSincePlanError, match=r"menu/en .* has been deleted since"):
        emulator.writer(ready).update(the_action(ready))
    assert emulator.writes() == []


def test_an_update_that_cannot_be_read_back_is_done_and_says_so(emulator: Emulated) -> None:
    template_id = emulator.add("menu")
    ready = emulator.prepare([desired(template("menu"))])
    broken = emulator.meanwhile(before_the(2, "GET", fail))
    done = broken.writer(ready).update(the_action(ready))
    assert done.template_id == template_id
    assert done.note.startswith("it could not be read back: GET ")
    assert emulator.stored("menu")["body"] == template().body


def test_an_update_without_an_answer_raises(emulator: Emulated) -> None:
    emulator.add("menu")
    ready = emulator.prepare([desired(template("menu"))])
    broken = emulator.meanwhile(before_the(1, "PUT", fail))
    with pytest.raises(ConnectionFailedError):
        broken.writer(ready).update(the_action(ready))


def test_unchanged_media_is_sent_by_its_live_handle(emulator: Emulated, tmp_path: Path) -> None:
    (tmp_path / "menu.png").write_bytes(PNG)
    emulator.apply([with_image(tmp_path / "menu.png")])
    before = emulator.stored("menu")["header"]
    update(emulator, with_image(tmp_path / "menu.png", footer="New"))
    assert emulator.stored("menu")["header"] == before
    assert emulator.console.request_counts()["upload"] == 1


def test_media_whose_bytes_could_not_be_read_stays_as_it_is(
    emulate: Emulate, tmp_path: Path
) -> None:
    emulator = emulate(media_url_seconds=-1, edit_limits=False)
    (tmp_path / "menu.png").write_bytes(PNG)
    emulator.apply([with_image(tmp_path / "menu.png")])
    before = emulator.stored("menu")["header"]
    stranger = emulator.another_machine()
    (tmp_path / "menu.png").write_bytes(PNG + b"other pixels")
    update(stranger, with_image(tmp_path / "menu.png", footer="New"))
    assert emulator.stored("menu")["header"] == before
    assert stranger.knowledge.media_digest(before["media_id"]) is None


def test_media_that_changed_meanwhile_stops_the_update(emulator: Emulated, tmp_path: Path) -> None:
    (tmp_path / "menu.png").write_bytes(PNG)
    emulator.apply([with_image(tmp_path / "menu.png")])
    ready = emulator.prepare([with_image(tmp_path / "menu.png", footer="New")])
    again = emulator.client.upload("menu.png", PNG + b"other", "image/png")
    header = emulator.stored("menu")["header"] | {"media_id": again.media_id}
    emulator.console.change_template(emulator.stored("menu")["id"], {"header": header})
    with pytest.raises(ChangedSincePlanError):
        emulator.writer(ready).update(the_action(ready))


def test_a_live_header_is_kept_while_meta_does_not_take_another(
    emulator: Emulated, tmp_path: Path
) -> None:
    """In review only what NxCloud alone sees is written, with the media that is live."""
    (tmp_path / "menu.png").write_bytes(PNG)
    emulator.apply([with_image(tmp_path / "menu.png")])
    before = emulator.stored("menu")
    emulator.console.change_template(before["id"], {"status": "PENDING"})
    (tmp_path / "new.png").write_bytes(PNG + b"other pixels")
    ready = emulator.prepare([with_image(tmp_path / "new.png", tag="vip")])
    kinds = {action.action: action for action in ready.planned.plan.actions}
    assert emulator.writer(ready).update(kinds["update"]).note == ""
    after = emulator.stored("menu")
    assert (after["header"], after["tag_ids"]) == (before["header"], (33989,))


# Deleting


def test_a_template_is_deleted_by_its_platform_id(emulator: Emulated) -> None:
    template_id = emulator.add("menu")
    ready = delete_ready(emulator)
    done = emulator.writer(ready).delete(the_action(ready))
    assert (done.template_id, done.note) == (template_id, "")
    assert emulator.writes() == [("delete", str(template_id))]
    assert emulator.names() == set()


def test_a_template_that_somebody_changed_is_not_deleted(emulator: Emulated) -> None:
    template_id = emulator.add("menu")
    ready = delete_ready(emulator)
    emulator.console.change_template(template_id, {"body": "Needed again"})
    with pytest.raises(ChangedSincePlanError):
        emulator.writer(ready).delete(the_action(ready))
    assert emulator.writes() == []


def test_what_somebody_deleted_already_is_done(emulator: Emulated) -> None:
    template_id = emulator.add("menu")
    ready = delete_ready(emulator)
    emulator.console.delete_template(template_id)
    done = emulator.writer(ready).delete(the_action(ready))
    assert (done.template_id, done.note) == (template_id, "it was deleted already")
    assert emulator.writes() == []


def test_what_somebody_is_deleting_is_done(emulator: Emulated) -> None:
    template_id = emulator.add("menu")
    ready = delete_ready(emulator)
    emulator.console.change_template(template_id, {"status": "PENDING_DELETION"})
    done = emulator.writer(ready).delete(the_action(ready))
    assert done.note == "it was deleted already"
    assert emulator.writes() == []


def test_what_somebody_deletes_at_the_last_moment_is_done(emulator: Emulated) -> None:
    template_id = emulator.add("menu")
    ready = delete_ready(emulator)
    delete = before_the(1, "DELETE", lambda: emulator.console.delete_template(template_id))
    done = emulator.meanwhile(delete).writer(ready).delete(the_action(ready))
    assert done.note == "it was deleted already"


def test_a_refused_delete_raises_what_nxcloud_said(emulator: Emulated) -> None:
    template_id = emulator.add("menu")
    ready = delete_ready(emulator)
    emulator.console.change_template(template_id, {"status": "DISABLED"})
    with pytest.raises(ApiError, match="DISABLED cannot be deleted"):
        emulator.writer(ready).delete(the_action(ready))


def test_of_a_template_listed_twice_the_one_in_the_plan_is_written(emulator: Emulated) -> None:
    older, newer = emulator.add("menu"), emulator.add("menu")
    update(emulator, desired(template("menu")))
    assert emulator.console.template(older)["body"] == "Hello there"
    assert emulator.console.template(newer)["body"] == template().body
    assert TemplateKey("menu", "en") in emulator.prepare([desired(template("menu"))]).snapshot.rows
