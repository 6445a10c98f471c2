from __future__ import annotations

import base64
import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import httpx
from support.emulated import PHONE, PNG

from syncer.live.snapshot import Wanted, read_snapshot
from syncer.model import (
    Form,
    LiveTemplate,
    MediaHeader,
    QuickReplyButton,
    TagEvent,
    TemplateEvent,
    TemplateKey,
    UnnamedTags,
)
from syncer.nxcloud.transport import http_client, read_only_client

if TYPE_CHECKING:
    from support.emulated import Emulate, Emulated

    from syncer.model import Snapshot

MENU = TemplateKey("menu", "en")
URL = "https://shop.example/orders?from=message"
DIGEST = hashlib.sha256(PNG).hexdigest()


def wanted(*names: str, media: bool = True, forms: bool = False) -> Wanted:
    """The templates of these names, without any all of them."""
    return Wanted(lambda key: not names or key.name in names, lambda *_: media, forms)


def snapshot(emulator: Emulated, *names: str, media: bool = True, forms: bool = False) -> Snapshot:
    return read_snapshot(emulator.side, wanted(*names, media=media, forms=forms))


def menu(emulator: Emulated) -> LiveTemplate:
    return snapshot(emulator).templates[MENU]


def image(filename: str = "menu.png", content: bytes = PNG) -> dict[str, str]:
    encoded = base64.b64encode(content).decode()
    return {"format": "IMAGE", "filename": filename, "content_base64": encoded}


def tagging(name: str, tag_id: int | None = None) -> dict[str, Any]:
    """A button whose event puts a tag on the conversation."""
    event = {"event": "tag", "tag_name": name} | ({"tag_id": tag_id} if tag_id else {})
    return {"type": "QUICK_REPLY", "text": "Yes", "events": [event]}


def leading(name: str, template_id: int) -> dict[str, Any]:
    """A button whose event leads to a template."""
    event = {"event": "template", "template_name": name, "template_id": template_id}
    return {"type": "QUICK_REPLY", "text": "Go", "events": [event]}


# What is read


def test_one_detail_is_read_for_each_template_that_matters_and_nothing_else(
    emulate: Emulate,
) -> None:
    emulator = emulate(page_size_cap=2)
    for number in range(5):
        emulator.add(f"t{number}")
    found = snapshot(emulator, "t1", "t3")
    assert {key.name for key in found.rows} == {"t0", "t1", "t2", "t3", "t4"}
    assert {key.name for key in found.templates} == {"t1", "t3"}
    assert emulator.console.request_counts() == {"list": 3, "details": 2}


def test_forms_are_read_only_if_asked_for(emulator: Emulated) -> None:
    emulator.console.add_form({"id": "41", "name": "survey", "status": "DRAFT"})
    assert snapshot(emulator).forms == ()
    assert "forms" not in emulator.console.request_counts()
    assert Form("41", "survey", "DRAFT") in snapshot(emulator, forms=True).forms
    assert emulator.console.request_counts()["forms"] == 1


def test_a_snapshot_needs_no_write(emulator: Emulated) -> None:
    emulator.add("menu", header=image())
    with read_only_client() as http:
        reader = replace(emulator, http=http)
        assert menu(reader).template.header == MediaHeader("IMAGE", DIGEST)


def test_what_is_odd_about_the_list_is_told(emulator: Emulated) -> None:
    emulator.add("menu")
    emulator.add("menu")
    (warning,) = snapshot(emulator).warnings
    assert "menu/en is listed twice" in warning


def test_a_template_is_known_by_the_platforms_id_and_never_by_metas(emulator: Emulated) -> None:
    template_id = emulator.add("menu", status="PAUSED", quality="RED")
    live = menu(emulator)
    assert live.template_id == template_id
    assert (live.status, live.quality) == ("PAUSED", "RED")
    (asked,) = emulator.console.requests("details")
    assert asked.path.endswith(f"/{template_id}")


def test_why_a_template_was_rejected_is_known_from_the_list(emulate: Emulate) -> None:
    emulator = emulate(rejections={"menu": "ABUSIVE_CONTENT"})
    template_id = emulator.add("menu", status="REJECTED", rejected_reason="ABUSIVE_CONTENT")
    assert emulator.console.template(template_id)["status"] == "REJECTED"
    assert menu(emulator).rejected_reason == "ABUSIVE_CONTENT"


def test_a_template_deleted_between_the_list_and_its_detail_is_not_there(
    emulator: Emulated,
) -> None:
    template_id = emulator.add("menu")
    emulator.add("other")
    deleted: list[int] = []

    def delete(request: httpx.Request) -> None:
        if request.url.path.endswith(f"/{template_id}") and not deleted:
            deleted.append(template_id)
            emulator.console.delete_template(template_id)

    found = snapshot(emulator.meanwhile(delete))
    assert {key.name for key in found.rows} == {"other"}
    assert {key.name for key in found.templates} == {"other"}


def test_events_lead_to_templates_by_their_platform_ids(emulator: Emulated) -> None:
    target = emulator.add("target", "de")
    emulator.add("menu", buttons=[leading("an old name", target)])
    live = menu(emulator)
    button = QuickReplyButton("Go", events=(TemplateEvent("target", "de"),))
    assert live.template.buttons == (button,)


def test_an_event_that_leads_nowhere_has_no_language(emulator: Emulated) -> None:
    emulator.add("menu", buttons=[leading("gone", 9999)])
    live = menu(emulator)
    assert live.template.buttons == (QuickReplyButton("Go", events=(TemplateEvent("gone", None),)),)


# Tags


def test_a_tag_without_a_known_name_is_unnamed(emulator: Emulated) -> None:
    emulator.add("menu", tag_ids=[33989])
    assert menu(emulator).template.tag == UnnamedTags((33989,), (None,))


def test_the_events_of_any_template_read_teach_the_names_of_tags(emulator: Emulated) -> None:
    emulator.add("menu", tag_ids=[33989])
    emulator.add("other", buttons=[tagging("vip")])
    assert menu(emulator).template.tag == "vip"
    assert snapshot(emulator, "menu").templates[MENU].template.tag == "vip"


def test_a_renamed_tag_is_learned_anew(emulator: Emulated) -> None:
    emulator.add("menu", tag_ids=[33989])
    other = emulator.add("other", buttons=[tagging("vip", 33989)])
    assert menu(emulator).template.tag == "vip"
    emulator.console.change_template(other, {"buttons": [tagging("very important", 33989)]})
    assert menu(emulator).template.tag == "very important"


def test_of_two_names_of_a_tag_the_later_template_has_the_right_one_cached_or_not(
    emulator: Emulated,
) -> None:
    emulator.add("menu", tag_ids=[33989], updated_at=1_700_000_000.0)
    earlier = emulator.add("earlier", buttons=[tagging("vip", 33989)])
    emulator.add("later", buttons=[tagging("gold", 33989)], updated_at=1_700_000_000.0)
    assert menu(emulator).template.tag == "gold"
    emulator.console.change_template(earlier, {"buttons": [tagging("silver", 33989)]})
    assert menu(emulator).template.tag == "gold"


def test_events_without_the_id_of_their_tag_teach_nothing(emulator: Emulated) -> None:
    emulator.add("menu", tag_ids=[33989], buttons=[tagging("nobody knows it")])
    live = menu(emulator)
    assert live.template.tag == UnnamedTags((33989,), (None,))
    button = QuickReplyButton("Yes", events=(TagEvent("nobody knows it"),))
    assert live.template.buttons == (button,)


def test_the_configuration_names_tags(emulator: Emulated) -> None:
    emulator.add("menu", tag_ids=[33989])
    named = replace(emulator, knowledge=replace(emulator.knowledge, tags={"stars": 33989}))
    assert menu(named).template.tag == "stars"


def test_several_tags_are_never_one(emulator: Emulated) -> None:
    emulator.add("menu", tag_ids=[33989, 33991], buttons=[tagging("vip")])
    assert menu(emulator).template.tag == UnnamedTags((33989, 33991), ("vip", None))


def test_a_tag_that_is_not_shown_is_known_from_an_own_write(emulate: Emulate) -> None:
    emulator = emulate(tag_ids_read="empty")
    template_id = emulator.add("menu", tag_ids=[33989])
    assert menu(emulator).template.tag is None
    emulator.knowledge.learn_unread_tag(template_id, "vip")
    assert menu(emulator).template.tag == "vip"


# Short links


def clicks(emulator: Emulated) -> int:
    return sum(link["hits"] for link in emulator.console.short_links())


def test_urls_are_known_from_the_lists_content(emulate: Emulate) -> None:
    emulator = emulate(short_links="detail")
    emulator.add("menu", body=f"See {URL} today")
    assert menu(emulator).template.body == f"See {URL} today"


def test_a_short_link_is_followed_only_if_the_account_allows_it(emulate: Emulate) -> None:
    emulator = emulate(short_links="detail_and_list")
    emulator.add("menu", body=f"See {URL} today")
    assert "/api/shortLink/doAccess/" in menu(emulator).template.body
    assert clicks(emulator) == 0
    allowed = replace(emulator, resolve_short_links=True)
    assert menu(allowed).template.body == f"See {URL} today"
    assert menu(allowed).template.body == f"See {URL} today"
    assert clicks(emulator) == 1


def test_a_short_link_known_from_an_own_write_is_not_followed(emulate: Emulate) -> None:
    emulator = emulate(short_links="detail_and_list")
    emulator.add("menu", body=f"See {URL} today")
    emulator.knowledge.learn_body(menu(emulator).template.body, f"See {URL} today")
    assert menu(replace(emulator, resolve_short_links=True)).template.body == f"See {URL} today"
    assert clicks(emulator) == 0


def test_a_short_link_that_leads_nowhere_stays_unknown(emulator: Emulated) -> None:
    link = f"{emulator.running.base_url}/api/shortLink/doAccess/unknown"
    emulator.add("menu", body=f"See {link}")
    assert menu(replace(emulator, resolve_short_links=True)).template.body == f"See {link}"


def test_a_short_link_that_cannot_be_asked_stays_unknown(emulator: Emulated) -> None:
    link = "http://127.0.0.1:1/api/shortLink/doAccess/1a2b"
    emulator.add("menu", body=f"See {link}")
    assert menu(replace(emulator, resolve_short_links=True)).template.body == f"See {link}"


# Media


def downloads(emulator: Emulated) -> int:
    return emulator.console.request_counts().get("media", 0)


def test_media_are_known_by_their_bytes(emulator: Emulated) -> None:
    emulator.add("menu", header=image())
    live = menu(emulator)
    assert live.template.header == MediaHeader("IMAGE", DIGEST)
    assert live.media is not None
    assert live.media.filename == "menu.png"
    assert (live.media.media_id, live.media.handle) == (
        emulator.stored("menu")["header"]["media_id"],
        emulator.stored("menu")["header"]["handle"],
    )


def test_bytes_are_read_once_for_all_templates_and_runs(emulator: Emulated) -> None:
    emulator.add("menu", header=image())
    shared = emulator.stored("menu")["header"]
    emulator.add("menu", "de", header=shared)
    emulator.add("menu", "es", header=shared)
    for _ in range(2):
        templates = snapshot(emulator).templates.values()
        assert {live.template.header for live in templates} == {MediaHeader("IMAGE", DIGEST)}
    assert downloads(emulator) == 1


def test_only_media_that_matter_are_read(emulator: Emulated) -> None:
    emulator.add("menu", header=image())
    emulator.add("terms", header={"format": "TEXT", "text": "Terms"})
    asked: list[tuple[TemplateKey, str]] = []

    def wants_media(key: TemplateKey, header_format: str) -> bool:
        asked.append((key, header_format))
        return False

    found = read_snapshot(emulator.side, Wanted(lambda _: True, wants_media, forms=False))
    assert found.templates[MENU].template.header == MediaHeader("IMAGE", None)
    assert sorted(asked) == [(MENU, "IMAGE"), (TemplateKey("terms", "en"), "TEXT")]
    assert downloads(emulator) == 0


def test_bytes_that_cannot_be_read_are_unknown_and_asked_for_again(emulate: Emulate) -> None:
    emulator = emulate(media_url_seconds=-1)
    emulator.add("menu", header=image())
    for _ in range(2):
        assert menu(emulator).template.header == MediaHeader("IMAGE", None)
    assert downloads(emulator) == 2


def scripted(emulator: Emulated, details: dict[str, Any], media: bytes) -> Emulated:
    """The machine with an API that has one template, `menu`, with these details."""
    page = {
        "list": [{"id": 314, "channel": 2, "name": "menu", "language": "en"}],
        "total": 1,
        "has_next_page": False,
    }

    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.host == "media.test":
            return httpx.Response(200, content=media)
        data = details if request.url.path.endswith("/314") else page
        return httpx.Response(200, json={"code": 0, "message": "", "data": data})

    http = emulator.stack.enter_context(http_client(transport=httpx.MockTransport(answer)))
    return replace(emulator, http=http)


def test_media_without_an_id_are_read_but_cannot_be_remembered(emulator: Emulated) -> None:
    header = {
        "type": "HEADER",
        "format": "IMAGE",
        "example": {"header_handle": ["https://media.test/x"]},
    }
    details = {"id": 1, "name": "menu", "language": "en", "components": [header]}
    for content in (PNG, PNG + b"changed"):
        live = menu(scripted(emulator, details, content))
        digest = hashlib.sha256(content).hexdigest()
        assert live.template.header == MediaHeader("IMAGE", digest)


def test_a_template_is_called_what_the_list_calls_it(emulator: Emulated) -> None:
    details = {"id": 1, "name": "Menu", "language": "EN", "components": []}
    assert menu(scripted(emulator, details, b"")).key == MENU


def test_two_readings_of_the_same_template_have_the_same_digest(emulate: Emulate) -> None:
    emulator = emulate(short_links="detail")
    emulator.add("menu", header=image(), body=f"See {URL}", buttons=[tagging("vip")])
    first, second = menu(emulator), menu(emulator)
    assert first.media != second.media  # each has a signed address of its own
    assert first.digest == second.digest


def test_the_sender_of_all_requests_is_the_account(emulator: Emulated) -> None:
    emulator.add("menu")
    snapshot(emulator)
    assert {one.path.split("/")[4] for one in emulator.console.requests()} == {PHONE}
