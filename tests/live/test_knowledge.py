from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from syncer.live.cache import Cache, opened_cache
from syncer.live.facts import Facts, opened_facts
from syncer.live.knowledge import Knowledge

if TYPE_CHECKING:
    from collections.abc import Iterator

LINK = "https://nx.example/api/shortLink/doAccess/1a2b"
OTHER = "https://nx.example/api/shortLink/doAccess/3c4d"


def nowhere(_: str) -> None:
    """Links are not followed."""


@pytest.fixture
def memory() -> Iterator[Facts]:
    with opened_facts(None) as facts:
        yield facts


@pytest.fixture
def cache() -> Iterator[Cache]:
    with opened_cache(None) as cache:
        yield cache


@pytest.fixture
def knowledge(memory: Facts, cache: Cache) -> Knowledge:
    return Knowledge("api.example|1|8615", {"orders": 7}, memory, cache)


@pytest.fixture
def other_account(memory: Facts, cache: Cache) -> Knowledge:
    return Knowledge("api.example|1|8616", {}, memory, cache)


def test_tags_are_known_from_the_configuration_and_from_what_was_learned(
    knowledge: Knowledge,
) -> None:
    knowledge.learn_tag(8, "vip")
    assert knowledge.tag_names() == {7: "orders", 8: "vip"}


def test_the_configuration_wins_over_what_was_learned(knowledge: Knowledge) -> None:
    knowledge.learn_tag(7, "an older name")
    assert knowledge.tag_names() == {7: "orders"}


def test_accounts_do_not_share_what_they_know(
    knowledge: Knowledge, other_account: Knowledge
) -> None:
    knowledge.learn_tag(8, "vip")
    knowledge.learn_unread_tag(314, "vip")
    knowledge.learn_media("11", "ab")
    knowledge.learn_body(LINK, "https://shop.example")
    assert other_account.tag_names() == {}
    assert other_account.unread_tag(314) is None
    assert other_account.media_digest("11") is None
    assert other_account.full_body(LINK, "", nowhere) == LINK


def test_a_tag_that_is_not_shown_is_remembered_until_it_is(knowledge: Knowledge) -> None:
    assert knowledge.unread_tag(314) is None
    knowledge.learn_unread_tag(314, "vip")
    assert knowledge.unread_tag(314) == "vip"
    assert knowledge.unread_tag(315) is None
    knowledge.learn_unread_tag(314, None)
    assert knowledge.unread_tag(314) is None


def test_media_digests_are_kept_in_the_cache_and_own_writes_in_the_memory(
    knowledge: Knowledge, memory: Facts, cache: Cache
) -> None:
    knowledge.learn_media("11", "ab")
    knowledge.learn_tag(8, "vip")
    with opened_facts(None) as empty, opened_cache(None) as empty_cache:
        refreshed = Knowledge(knowledge.scope, {}, memory, empty_cache)
        assert refreshed.media_digest("11") is None
        assert refreshed.tag_names() == {8: "vip"}
        forgetful = Knowledge(knowledge.scope, {}, empty, cache)
        assert forgetful.media_digest("11") == "ab"
        assert forgetful.tag_names() == {}


def test_a_body_without_short_links_stays_as_it_is(knowledge: Knowledge) -> None:
    assert knowledge.full_body("See https://a.example", "something else", nowhere) == (
        "See https://a.example"
    )


def test_the_list_may_hold_the_original_urls(knowledge: Knowledge) -> None:
    assert knowledge.full_body(f"See {LINK}!", "See https://a.example!", nowhere) == (
        "See https://a.example!"
    )


@pytest.mark.parametrize("content", ["", "Another text", f"See {LINK}!", "See you!"])
def test_a_list_that_shows_something_else_is_no_source(knowledge: Knowledge, content: str) -> None:
    assert knowledge.full_body(f"See {LINK}!", content, nowhere) == f"See {LINK}!"


def test_urls_are_remembered_from_own_writes(knowledge: Knowledge) -> None:
    knowledge.learn_body(f"See {LINK} or {OTHER}", "See https://a.example or https://b.example")
    assert knowledge.full_body(f"Go: {OTHER}", "", nowhere) == "Go: https://b.example"


def test_a_body_that_was_not_written_so_teaches_nothing(knowledge: Knowledge) -> None:
    knowledge.learn_body(f"See {LINK}", "Something else altogether")
    assert knowledge.full_body(f"See {LINK}", "", nowhere) == f"See {LINK}"


def test_a_link_is_asked_once_if_it_may_be_and_then_remembered(knowledge: Knowledge) -> None:
    asked: list[str] = []

    def follow(link: str) -> str:
        asked.append(link)
        return "https://a.example"

    for _ in range(2):
        assert knowledge.full_body(f"See {LINK}", "", follow) == "See https://a.example"
    assert asked == [LINK]


def test_what_was_remembered_is_not_asked_for(knowledge: Knowledge) -> None:
    knowledge.learn_body(LINK, "https://a.example")
    assert knowledge.full_body(LINK, "", lambda link: f"{link}/asked") == "https://a.example"


def test_links_that_are_unknown_stay_beside_those_that_are_known(knowledge: Knowledge) -> None:
    knowledge.learn_body(LINK, "https://a.example")
    assert knowledge.full_body(f"{LINK} {OTHER}", "", nowhere) == f"https://a.example {OTHER}"
