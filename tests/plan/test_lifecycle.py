from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.templates import (
    EDITABLE_STATUSES,
    MEDIA,
    STATUSES,
    desired,
    live,
    quick_reply,
    template,
    templates,
)

from syncer.model import (
    QuickReplyButton,
    SyncMeta,
    TagEvent,
    Template,
    TemplateEvent,
    TextEvent,
    TextHeader,
    UnnamedTags,
    UnsupportedButton,
    UnsupportedHeader,
    UrlButton,
)
from syncer.plan.lifecycle import Split, creates_in_meta, meta_view, split, undeletable_reason

YES = quick_reply("Yes", TagEvent("old"))
BEFORE = template(buttons=(YES, UrlButton("Go", "https://shop.example/")), tag="orders")
REVIEW = "it is in review ({}) and cannot be edited until that ends; plan again then"
STATUS = (
    "Meta does not let a template with the status {} be edited, only APPROVED, REJECTED and PAUSED"
    " ones: plan again when it is one of these, or make a new template under another name"
)
CATEGORY = (
    "the category of an approved template cannot be edited: Meta has it as UTILITY, the file says"
    " MARKETING; UTILITY costs about a quarter of MARKETING; write `category: UTILITY` or"
    " `accept_category: true` in the file, or make a new template under another name"
)
REASONS = {
    "PENDING": REVIEW.format("PENDING"),
    "IN_APPEAL": REVIEW.format("IN_APPEAL"),
    "DISABLED": (
        "Meta disabled it (DISABLED) and does not let it be edited: appeal in Meta's console, or"
        " make a new template under another name"
    ),
    "ARCHIVED": STATUS.format("ARCHIVED"),
    "LIMIT_EXCEEDED": STATUS.format("LIMIT_EXCEEDED"),
    "": STATUS.format("unknown"),
}


def button(**changes: Any) -> dict[str, Any]:
    return {"buttons": (replace(YES, **changes), BEFORE.buttons[1])}


SEEN_BY_META: dict[str, dict[str, Any]] = {
    "body": {"body": "Hi"},
    "header": {"header": TextHeader("Hi")},
    "media": {"header": MEDIA[0].header},
    "footer": {"footer": "Bye"},
    "button text": button(text="No"),
    "button type": {"buttons": (UrlButton("Yes", "https://a.de"), BEFORE.buttons[1])},
    "button url": {"buttons": (YES, UrlButton("Go", "https://a.de"))},
    "a button less": {"buttons": (YES,)},
    "the order": {"buttons": BEFORE.buttons[::-1]},
}
IN_NXCLOUD_ONLY: dict[str, dict[str, Any]] = {
    "events": button(events=(TagEvent("new"), TextEvent("Fine"))),
    "no events": button(events=()),
    "unsubscribe": button(unsubscribe=True),
    "tag": {"tag": "vip"},
    "no tag": {"tag": None},
    "close_unassigned": {"close_unassigned": True},
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is written of a difference, whether Meta hears of it, and why the rest is blocked."""

    written: dict[str, Any]
    sync_meta: bool
    reasons: tuple[str, ...] = ()


def split_of(
    ours: Template, theirs: Template, status: str = "APPROVED", sync_meta: SyncMeta = "auto"
) -> Split:
    return split("shop", desired(ours, sync_meta=sync_meta), live(theirs, status=status), theirs)


def outcome(changes: dict[str, Any], status: str, sync_meta: SyncMeta = "auto") -> Outcome:
    found = split_of(replace(BEFORE, **changes), BEFORE, status, sync_meta)
    if found.write is None:
        return Outcome({}, sync_meta=False, reasons=found.reasons)
    target = found.write.target
    written = {
        name: getattr(target, name)
        for name in ("category", "body", "header", "footer", "buttons", "tag", "close_unassigned")
        if getattr(target, name) != getattr(BEFORE, name)
    }
    return Outcome(written, found.write.sync_meta, found.reasons)


@pytest.mark.parametrize("change", SEEN_BY_META)
@pytest.mark.parametrize("status", EDITABLE_STATUSES)
def test_what_meta_sees_is_sent_to_meta_while_the_template_can_be_edited(
    change: str, status: str
) -> None:
    changes = SEEN_BY_META[change]
    assert outcome(changes, status) == Outcome(changes, sync_meta=True)
    assert outcome(changes, status, "always") == Outcome(changes, sync_meta=True)


@pytest.mark.parametrize("change", SEEN_BY_META)
@pytest.mark.parametrize("status", REASONS)
def test_what_meta_sees_is_blocked_while_the_template_cannot_be_edited(
    change: str, status: str
) -> None:
    blocked = Outcome({}, sync_meta=False, reasons=(REASONS[status],))
    assert outcome(SEEN_BY_META[change], status) == blocked
    assert outcome(SEEN_BY_META[change], status, "always") == blocked


@pytest.mark.parametrize("change", IN_NXCLOUD_ONLY)
@pytest.mark.parametrize("status", [*EDITABLE_STATUSES, *REASONS])
def test_what_lives_in_nxcloud_only_is_never_blocked_and_costs_no_review(
    change: str, status: str
) -> None:
    changes = IN_NXCLOUD_ONLY[change]
    assert outcome(changes, status) == Outcome(changes, sync_meta=False)
    assert outcome(changes, status, "never") == Outcome(changes, sync_meta=False)


@pytest.mark.parametrize("change", IN_NXCLOUD_ONLY)
def test_with_sync_meta_always_it_is_sent_to_meta_and_blocked_with_the_rest(change: str) -> None:
    changes = IN_NXCLOUD_ONLY[change]
    assert outcome(changes, "APPROVED", "always") == Outcome(changes, sync_meta=True)
    blocked = Outcome({}, sync_meta=False, reasons=(REASONS["PENDING"],))
    assert outcome(changes, "PENDING", "always") == blocked


@pytest.mark.parametrize("status", ["APPROVED", *REASONS])
def test_with_sync_meta_never_everything_but_a_category_is_written_without_meta(
    status: str,
) -> None:
    for changes in SEEN_BY_META.values():
        assert outcome(changes, status, "never") == Outcome(changes, sync_meta=False)


@pytest.mark.parametrize("sync_meta", ["auto", "always", "never"])
def test_the_category_of_an_approved_template_is_blocked(sync_meta: SyncMeta) -> None:
    found = outcome({"category": "MARKETING"}, "APPROVED", sync_meta)
    assert found == Outcome({}, sync_meta=False, reasons=(CATEGORY,))


@pytest.mark.parametrize("status", ["REJECTED", "PAUSED"])
def test_the_category_of_one_that_is_not_approved_can_be_edited(status: str) -> None:
    changes = {"category": "MARKETING"}
    assert outcome(changes, status) == Outcome(changes, sync_meta=True)


@pytest.mark.parametrize(
    ("change", "sync_meta"), [(SEEN_BY_META["body"], True), (IN_NXCLOUD_ONLY["tag"], False)]
)
def test_beside_a_blocked_category_the_rest_is_written(
    change: dict[str, Any], *, sync_meta: bool
) -> None:
    found = outcome({"category": "MARKETING", **change}, "APPROVED")
    assert found == Outcome(change, sync_meta, (CATEGORY,))


@pytest.mark.parametrize("status", REASONS)
def test_in_review_the_part_of_a_difference_that_meta_does_not_see_is_written(status: str) -> None:
    events = (TextEvent("Fine"),)
    more = quick_reply("New", TextEvent("Hi"))
    changes = {
        "body": "Hi",
        "category": "MARKETING",
        "footer": "Bye",
        "buttons": (more, UrlButton("Went", "https://a.de"), replace(YES, events=events)),
        "tag": "vip",
        "close_unassigned": True,
    }
    written = {**button(events=events), "tag": "vip", "close_unassigned": True}
    expected = Outcome(written, sync_meta=False, reasons=(REASONS[status],))
    assert outcome(changes, status) == expected


def test_in_review_buttons_that_say_the_same_keep_their_events_in_order() -> None:
    theirs = template(buttons=(quick_reply("A"), quick_reply("A"), quick_reply("B")))
    first, second = quick_reply("A", TagEvent("1")), quick_reply("A", TagEvent("2"))
    found = split_of(template(buttons=(first, second)), theirs, "PENDING")
    assert found.write is not None
    assert found.write.target.buttons == (first, second, quick_reply("B"))


@pytest.mark.parametrize(
    ("tags", "reason"),
    [
        (
            UnnamedTags((7,), (None,)),
            "it has tag 7, whose name is unknown, and an update could drop it; name it under ",
        ),
        (
            UnnamedTags((7, 8), ("vip", None)),
            "it has several tags (7, 8), and an update can send only one: it would drop the ",
        ),
    ],
)
@pytest.mark.parametrize("sync_meta", ["auto", "always", "never"])
def test_no_update_may_lose_a_tag_that_cannot_be_named(
    tags: UnnamedTags, reason: str, sync_meta: SyncMeta
) -> None:
    one = desired(template(body="Hi"), sync_meta=sync_meta)
    found = split("shop", one, live(template(tag=tags)), template())
    assert found.write is None
    assert [text.startswith(reason) for text in found.reasons] == [True]


@pytest.mark.parametrize(
    ("theirs", "reason"),
    [
        ({"category": "AUTHENTICATION"}, "its live category AUTHENTICATION cannot be written"),
        ({"header": UnsupportedHeader("LOCATION")}, "its live LOCATION header cannot be written"),
        ({"buttons": (UnsupportedButton("COPY_CODE", "A"),)}, "a live button of it cannot be"),
        (
            {"body": "See https://nx.example/api/shortLink/doAccess/Y3"},
            "its live body holds a short link, and nothing tells what to write in its place",
        ),
        (
            {"buttons": (quick_reply("A", TemplateEvent("gone", None)),)},
            "a live button of it leads to a template that is gone",
        ),
    ],
)
def test_a_live_value_that_has_to_stay_and_cannot_be_written_blocks_the_rest(
    theirs: dict[str, Any], reason: str
) -> None:
    found = split_of(template(tag="vip"), template(**theirs), "PENDING")
    assert found.write is None
    assert found.reasons[0] == REASONS["PENDING"]
    assert reason in found.reasons[1]


def test_a_short_link_that_the_file_has_too_can_be_written() -> None:
    body = "See https://nx.example/api/shortLink/doAccess/Y3"
    found = split_of(template(body=body, tag="vip", footer="Bye"), template(body=body), "PENDING")
    assert found.write is not None
    assert found.write.target == template(body=body, tag="vip")


def test_an_approved_template_of_a_category_that_files_cannot_have_needs_another_name() -> None:
    (reason,) = split_of(template(), template(category="AUTHENTICATION")).reasons
    assert "Meta has it as AUTHENTICATION, the file says UTILITY; make" in reason
    assert reason.endswith("; make a new template under another name")


@settings(max_examples=60)
@given(templates(), templates(), st.sampled_from((*STATUSES, "")))
def test_no_write_changes_what_the_status_forbids_and_a_second_one_has_nothing_to_do(
    ours: Template, theirs: Template, status: str
) -> None:
    ours = replace(ours, name=theirs.name, language=theirs.language)
    found = split_of(ours, theirs, status)
    if found.write is None:
        assert found.reasons or ours == theirs
        return
    target = found.write.target
    assert target != theirs
    assert found.write.sync_meta == (meta_view(target) != meta_view(theirs))
    if status not in EDITABLE_STATUSES:
        assert not found.write.sync_meta
    if status == "APPROVED":
        assert target.category == theirs.category
    assert bool(found.reasons) == (target != ours)
    again = split_of(ours, target, status)
    assert again.write is None
    assert again.reasons == found.reasons


def test_meta_sees_the_texts_and_targets_of_buttons_but_not_what_a_tap_does() -> None:
    one = template(buttons=(replace(YES, unsubscribe=True),), tag="vip", close_unassigned=True)
    assert meta_view(one) == template(buttons=(QuickReplyButton("Yes"),))


def test_a_create_is_sent_to_meta_unless_the_file_says_never() -> None:
    assert [creates_in_meta(one) for one in ("auto", "always", "never")] == [True, True, False]


@pytest.mark.parametrize("status", STATUSES)
def test_only_a_disabled_template_cannot_be_deleted(status: str) -> None:
    reason = undeletable_reason(live(status=status))
    assert bool(reason) == (status == "DISABLED")
