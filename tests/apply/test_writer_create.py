from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from support.emulated import PHONE, PNG
from support.templates import desired, leading_to, quick_reply, template
from support.writing import altered, before_the, fail, the_action, with_image

from syncer.errors import (
    ApiError,
    ChangedSincePlanError,
    UnexpectedAnswerError,
)
from syncer.model import (
    TagEvent,
    TemplateEvent,
    TextHeader,
    UrlButton,
)

if TYPE_CHECKING:
    from pathlib import Path

    import httpx
    from support.emulated import Emulate, Emulated

    from syncer.apply.writer import Done
    from syncer.model import DesiredTemplate

URL = "https://shop.example/orders"


@pytest.fixture
def emulator(emulate: Emulate) -> Emulated:
    """An emulator where a template can be edited as often as one likes."""
    return emulate(edit_limits=False)


def create(emulator: Emulated, one: DesiredTemplate) -> Done:
    """Plan a create and carry it out."""
    ready = emulator.prepare([one])
    return emulator.writer(ready).create(the_action(ready))


# Creating


@pytest.mark.parametrize("answer", ["id", "nothing", "meta_id"])
def test_the_platforms_id_is_learned_whatever_the_create_answers(
    emulate: Emulate, answer: str
) -> None:
    emulator = emulate(create_answer=answer)
    done = create(emulator, desired(template("menu")))
    assert (done.template_id, done.note) == (emulator.stored("menu")["id"], "")


def test_a_create_that_answers_with_the_id_is_read_back_with_one_call(emulator: Emulated) -> None:
    ready = emulator.prepare([desired(template("menu"))])
    emulator.console.reset_requests()
    emulator.writer(ready).create(the_action(ready))
    assert emulator.console.request_counts() == {"list": 1, "create": 1, "details": 1}


def test_a_create_says_all_that_is_set_and_nothing_else(emulator: Emulated) -> None:
    one = template("menu", header=TextHeader("Menu"), tag="vip", close_unassigned=True)
    create(emulator, desired(one))
    assert emulator.sent("create") == [
        {
            "tenant_id": 1,
            "name": "menu",
            "language": "en",
            "category_type": 2,
            "content": one.body,
            "headerText": "Menu",
            "tag_name": "vip",
            "is_close_auto_flow": 1,
            "syn_meta": True,
        }
    ]


def test_a_template_that_is_for_nxcloud_only_is_not_sent_to_meta(emulator: Emulated) -> None:
    create(emulator, desired(template("menu"), sync_meta="never"))
    assert [body["syn_meta"] for body in emulator.sent("create")] == [False]


def test_the_header_of_a_create_is_uploaded_before(emulator: Emulated, tmp_path: Path) -> None:
    (tmp_path / "menu.png").write_bytes(PNG)
    create(emulator, with_image(tmp_path / "menu.png"))
    header = emulator.stored("menu")["header"]
    assert (header["format"], header["filename"]) == ("IMAGE", "menu.png")
    endpoints = [request.endpoint for request in emulator.console.requests()]
    assert endpoints.index("upload") < endpoints.index("create")


def test_a_template_that_somebody_created_meanwhile_is_not_created(emulator: Emulated) -> None:
    ready = emulator.prepare([desired(template("menu"))])
    template_id = emulator.add("menu")
    with pytest.raises(ChangedSincePlanError, match=rf"menu/en has been created .*{template_id}"):
        emulator.writer(ready).create(the_action(ready))
    assert emulator.writes() == []


def test_names_that_only_contain_the_new_one_are_in_nobodys_way(emulator: Emulated) -> None:
    emulator.add("menu_old")
    emulator.add("menu", "de")
    assert create(emulator, desired(template("menu"))).template_id == emulator.stored("menu")["id"]


def test_a_refused_create_raises_what_nxcloud_said(emulator: Emulated) -> None:
    with pytest.raises(ApiError, match="content has 1024 characters at most"):
        create(emulator, desired(template("menu", body="x" * 1025)))


def test_a_create_that_cannot_be_read_back_is_told_as_open(emulate: Emulate) -> None:
    emulator = emulate(create_answer="nothing")
    ready = emulator.prepare([desired(template("menu"))])
    broken = emulator.meanwhile(before_the(2, "GET", fail))
    with pytest.raises(UnexpectedAnswerError) as raised:
        broken.writer(ready).create(the_action(ready))
    assert raised.value.message.startswith(
        "NxCloud took menu/en, but it could not be read back: GET http://127.0.0.1:"
    )
    assert raised.value.trace_id
    assert "plan" in raised.value.hint


def test_a_create_that_is_not_listed_is_told_as_open(emulate: Emulate) -> None:
    emulator = emulate(create_answer="nothing")
    ready = emulator.prepare([desired(template("menu"))])

    def delete() -> None:
        emulator.console.delete_template(emulator.stored("menu")["id"])

    late = emulator.meanwhile(before_the(2, "GET", delete))
    with pytest.raises(UnexpectedAnswerError, match="took menu/en, but does not list it"):
        late.writer(ready).create(the_action(ready))


def test_an_id_that_leads_to_another_template_is_not_taken(emulator: Emulated) -> None:
    other = emulator.add("other")

    def alter(request: httpx.Request, data: Any) -> Any:
        return {"id": other} if request.method == "POST" else data

    done = create(altered(emulator, alter), desired(template("menu")))
    assert done.template_id == emulator.stored("menu")["id"] != other


def test_metas_id_is_not_taken_even_if_it_can_be_read(emulator: Emulated) -> None:
    metas = 432230866355873

    def alter(request: httpx.Request, data: Any) -> Any:
        if request.method == "POST":
            return {"id": metas}
        if request.url.path.endswith(f"/{metas}"):
            return {"id": metas, "name": "menu", "language": "en", "components": []}
        return data

    done = create(altered(emulator, alter), desired(template("menu")))
    assert done.template_id == emulator.stored("menu")["id"]


# Events


def test_events_name_what_was_created_before_by_the_platforms_id(emulate: Emulate) -> None:
    emulator = emulate(create_answer="meta_id")
    ready = emulator.prepare([desired(leading_to("a", "b")), desired(template("b"))])
    writer = emulator.writer(ready)
    actions = {action.name: action for action in ready.planned.plan.actions}
    created = writer.create(actions["b"])
    writer.create(actions["a"])
    (event,) = emulator.stored("a")["buttons"][0]["events"]
    assert (event["template_id"], event["template_name"]) == (created.template_id, "b")


def test_the_events_of_a_circle_come_in_a_second_write_without_meta(emulator: Emulated) -> None:
    ready = emulator.prepare([desired(leading_to("menu", "menu"))])
    writer, action = emulator.writer(ready), the_action(ready)
    done = writer.create(action)
    assert emulator.stored("menu")["buttons"][0]["events"] == ()
    assert writer.add_events(action).template_id == done.template_id
    (event,) = emulator.stored("menu")["buttons"][0]["events"]
    assert event["template_id"] == done.template_id
    assert [body["syn_meta"] for body in emulator.sent("update")] == [False]


def test_the_second_write_sends_the_media_of_the_first(emulator: Emulated, tmp_path: Path) -> None:
    (tmp_path / "menu.png").write_bytes(PNG)
    button = quick_reply("Again", TemplateEvent("menu", "en"))
    ready = emulator.prepare([with_image(tmp_path / "menu.png", buttons=(button,))])
    writer, action = emulator.writer(ready), the_action(ready)
    writer.create(action)
    before = emulator.stored("menu")["header"]
    assert writer.add_events(action).note == ""
    assert emulator.stored("menu")["header"] == before
    assert emulator.console.request_counts()["upload"] == 1


def test_a_new_template_that_somebody_changed_gets_no_second_write(emulator: Emulated) -> None:
    ready = emulator.prepare([desired(leading_to("menu", "menu"))])
    writer, action = emulator.writer(ready), the_action(ready)
    created = writer.create(action)
    emulator.console.change_template(created.template_id, {"body": "Mine!"})
    with pytest.raises(ChangedSincePlanError, match=r"menu/en .* has been changed since"):
        writer.add_events(action)
    assert emulator.console.request_counts().get("update") is None


# What is left to know


def test_a_tag_that_is_not_shown_is_told(emulate: Emulate) -> None:
    emulator = emulate(unknown_tag="ignored")
    done = create(emulator, desired(template("menu", tag="typo")))
    assert "the tag 'typo' but shows none" in done.note
    assert emulator.plan([desired(template("menu", tag="typo"))]).plan.actions == ()


def test_all_that_reads_back_differently_is_told_together(emulate: Emulate) -> None:
    emulator = emulate(unknown_tag="ignored")

    def alter(request: httpx.Request, data: Any) -> Any:
        if request.method == "GET" and request.url.path.endswith(f"/{PHONE}/300"):
            return data | {"category": "MARKETING", "category_type": 1}
        return data

    note = create(altered(emulator, alter), desired(template("menu", tag="typo"))).note
    assert note == (
        "NxCloud took the tag 'typo' but shows none: check in the console that it exists;"
        " NxCloud took it, but reads back another value for: category"
    )


@pytest.mark.parametrize("short_links", ["detail", "detail_and_list"])
def test_the_urls_of_own_writes_are_known_afterwards(emulate: Emulate, short_links: str) -> None:
    emulator = emulate(short_links=short_links, edit_limits=False)
    one = template("menu", body=f"See {URL}", buttons=(UrlButton("Go", URL),))
    assert create(emulator, desired(one)).note == ""
    other = replace(one, body=f"See {URL}/new")
    ready = emulator.prepare([desired(other)])
    assert [change.path for change in the_action(ready).changes] == ["body"]
    assert emulator.writer(ready).update(the_action(ready)).note == ""
    assert emulator.plan([desired(other)]).plan.actions == ()


def test_the_name_of_a_written_tag_is_known_afterwards(emulator: Emulated) -> None:
    one = template("menu", tag="vip", buttons=(quick_reply("Yes", TagEvent("orders")),))
    create(emulator, desired(one))
    assert emulator.knowledge.tag_names()[33989] == "vip"
