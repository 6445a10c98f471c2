from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from support.templates import desired, live, quick_reply, template

from syncer.apply.read_back import learn, left_different, without_events
from syncer.live.cache import opened_cache
from syncer.live.facts import opened_facts
from syncer.live.knowledge import Knowledge
from syncer.model import TagEvent, UnnamedTags, UrlButton
from syncer.nxcloud.answers import TemplateDetails

if TYPE_CHECKING:
    from collections.abc import Iterator

LINK = "https://nx.example/api/shortLink/doAccess/1a2b"
URL = "https://shop.example/orders"
DETAILS = TemplateDetails(1, "shop_greeting", "APPROVED", "en", "UTILITY", body="Hello")


@pytest.fixture
def knowledge() -> Iterator[Knowledge]:
    with opened_facts(None) as facts, opened_cache(None) as cache:
        yield Knowledge("main", {"orders": 7}, facts, cache)


def test_the_urls_behind_short_links_are_learned(knowledge: Knowledge) -> None:
    details = replace(DETAILS, body=f"See {LINK}")
    assert learn(knowledge, template(body=f"See {URL}"), 314, details) == ""
    assert knowledge.full_body(f"Go to {LINK}", "", lambda _: None) == f"Go to {URL}"


def test_the_id_of_the_written_tag_is_learned(knowledge: Knowledge) -> None:
    assert learn(knowledge, template(tag="vip"), 314, replace(DETAILS, tag_ids=(8,))) == ""
    assert knowledge.tag_names() == {7: "orders", 8: "vip"}


@pytest.mark.parametrize("ids", [(8, 9), (7,)])
def test_ids_that_cannot_be_the_written_tag_teach_nothing(
    knowledge: Knowledge, ids: tuple[int, ...]
) -> None:
    assert learn(knowledge, template(tag="vip"), 314, replace(DETAILS, tag_ids=ids)) == ""
    assert knowledge.tag_names() == {7: "orders"}


def test_without_a_written_tag_nothing_is_learned_of_one(knowledge: Knowledge) -> None:
    assert learn(knowledge, template(), 314, replace(DETAILS, tag_ids=(8,))) == ""
    unnamed = template(tag=UnnamedTags((8,), (None,)))
    assert learn(knowledge, unnamed, 314, DETAILS) == ""
    assert knowledge.tag_names() == {7: "orders"}
    assert knowledge.unread_tag(314) is None


def test_a_written_tag_that_is_not_shown_is_remembered_and_told(knowledge: Knowledge) -> None:
    note = learn(knowledge, template(tag="vip"), 314, DETAILS)
    assert note == "NxCloud took the tag 'vip' but shows none: check in the console that it exists"
    assert knowledge.unread_tag(314) == "vip"


@pytest.mark.parametrize("tag", [None, "vip"])
def test_a_tag_that_is_not_shown_is_forgotten_once_it_is_shown_or_removed(
    knowledge: Knowledge, tag: str | None
) -> None:
    learn(knowledge, template(tag="vip"), 314, DETAILS)
    ids = (8,) if tag else ()
    assert learn(knowledge, template(tag=tag), 314, replace(DETAILS, tag_ids=ids)) == ""
    assert knowledge.unread_tag(314) is None


def test_what_reads_back_as_written_leaves_nothing_to_tell() -> None:
    one = template(footer="Bye")
    assert left_different(desired(one), one, live(one)) == ""


def test_what_reads_back_differently_is_named_by_its_paths() -> None:
    one = template(footer="Bye", buttons=(UrlButton("Go", URL),))
    other = replace(one, footer=None, buttons=(UrlButton("Go", "https://elsewhere.example"),))
    assert left_different(desired(one), one, live(other)) == (
        "NxCloud took it, but reads back another value for: footer, buttons[0].url"
    )


def test_what_was_kept_by_the_write_is_not_told_again() -> None:
    """The files want more than this write could say: the plan blocks the rest and tells it."""
    written = template(category="MARKETING")
    assert left_different(desired(template(category="UTILITY")), written, live(written)) == ""


def test_what_cannot_be_known_is_not_told() -> None:
    one = template(body=f"See {URL}", tag="vip")
    unknown = replace(one, body=f"See {LINK}", tag=UnnamedTags((8,), (None,)))
    assert left_different(desired(one), one, live(unknown)) == ""


def test_without_its_events_a_template_keeps_everything_else() -> None:
    link = UrlButton("Go", URL)
    one = template(buttons=(quick_reply("Stop", TagEvent("x"), unsubscribe=True), link))
    plain = template(buttons=(quick_reply("Stop", unsubscribe=True), link))
    assert without_events(one) == plain
