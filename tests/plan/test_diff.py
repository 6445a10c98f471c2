from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from support.edits import Edit, edits
from support.templates import MEDIA, quick_reply, template, templates

from syncer.model import (
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
from syncer.plan.diff import changes_between
from syncer.plan.values import Change
from syncer.template_document import button_document, to_document

PARCEL, SHOP = MEDIA[:2]


@settings(max_examples=100)
@given(edits())
def test_a_single_edit_is_exactly_one_change_at_its_path(edit: Edit) -> None:
    assert changes_between(edit.before, edit.after) == (Change(edit.path, edit.old, edit.new),)


@settings(max_examples=30)
@given(templates())
def test_a_template_does_not_differ_from_itself(one: Template) -> None:
    assert changes_between(one, replace(one)) == ()


@settings(max_examples=25)
@given(templates(), templates())
def test_the_other_way_round_each_change_is_reversed(one: Template, other: Template) -> None:
    there, back = changes_between(one, other), changes_between(other, one)
    assert {(c.before is None, c.after is None) for c in there} == {
        (c.after is None, c.before is None) for c in back
    }
    assert [c for c in there if "[" not in c.path] == [
        Change(c.path, c.after, c.before) for c in back if "[" not in c.path
    ]


@settings(max_examples=25)
@given(templates())
def test_a_new_template_shows_each_set_field_and_each_button_whole(one: Template) -> None:
    document = to_document(one)
    set_fields = {
        name: value
        for name, value in document.items()
        if name != "buttons" and value not in (None, False)
    }
    buttons = {f"buttons[{at}]": button for at, button in enumerate(document["buttons"])}
    created = changes_between(None, one)
    assert {change.path: change.after for change in created} == set_fields | buttons
    assert all(change.before is None for change in created)
    removed = changes_between(one, None)
    assert removed == tuple(Change(c.path, c.after, None) for c in created)


def test_changes_stand_in_the_order_of_a_template_file() -> None:
    before = template(tag="orders", buttons=(quick_reply("A"), quick_reply("B", TagEvent("x"))))
    after = template(
        category="MARKETING",
        body="Another",
        header=TextHeader("New"),
        footer="Bye",
        buttons=(quick_reply("B", TagEvent("y"), TextEvent("z")), UrlButton("C", "https://c.de")),
        close_unassigned=True,
    )
    assert [change.path for change in changes_between(before, after)] == [
        "category",
        "header",
        "body",
        "footer",
        "buttons[0]",
        "buttons[0].events[0].tag",
        "buttons[0].events[1]",
        "buttons[1]",
        "tag",
        "close_unassigned",
    ]


def test_a_removed_button_keeps_its_old_index_and_an_added_one_has_its_new_one() -> None:
    one, two, three = quick_reply("1"), quick_reply("2"), quick_reply("3")
    removed = changes_between(template(buttons=(one, two, three)), template(buttons=(one, three)))
    added = changes_between(template(buttons=(one, three)), template(buttons=(one, two, three)))
    shown = button_document(two, "en")
    assert removed == (Change("buttons[1]", shown, None),)
    assert added == (Change("buttons[1]", None, shown),)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        pytest.param(
            {"header": PARCEL.header},
            {"header": SHOP.header},
            Change(
                "header.image",
                f"parcel.png (sha256:{PARCEL.digest})",
                f"shop.jpg (sha256:{SHOP.digest})",
            ),
            id="other bytes",
        ),
        pytest.param(
            {"header": UnsupportedHeader("LOCATION")},
            {"header": TextHeader("Hi")},
            Change("header", {"unsupported": "LOCATION"}, {"text": "Hi"}),
            id="a header that cannot be written",
        ),
        pytest.param(
            {"buttons": (UnsupportedButton("COPY_CODE", "Copy"),)},
            {"buttons": ()},
            Change("buttons[0]", {"type": "COPY_CODE", "text": "Copy"}, None),
            id="a button that cannot be written",
        ),
        pytest.param(
            {"tag": UnnamedTags((7, 8), ("orders", None))},
            {"tag": UnnamedTags((8,), (None,))},
            Change("tag[0]", "orders", None),
            id="a tag less of several",
        ),
        pytest.param(
            {"tag": UnnamedTags((7, 8), ("orders", None))},
            {"tag": "vip"},
            Change("tag", ["orders", "id 8"], "vip"),
            id="several tags",
        ),
        pytest.param(
            {"buttons": (quick_reply("A", TemplateEvent("menu", "en")),)},
            {"buttons": (quick_reply("A", TemplateEvent("menu", "de")),)},
            Change("buttons[0].events[0].template", "menu", {"name": "menu", "language": "de"}),
            id="another language",
        ),
        pytest.param(
            {"buttons": (quick_reply("A", TemplateEvent("menu", None)),)},
            {"buttons": (quick_reply("A", TemplateEvent("menu", "en")),)},
            Change("buttons[0].events[0].template", {"name": "menu", "language": None}, "menu"),
            id="a target that is gone",
        ),
        pytest.param(
            {"buttons": (quick_reply("A", TemplateEvent("menu", "fr")),)},
            {"buttons": (quick_reply("A", TemplateEvent("start", "fr")),)},
            Change("buttons[0].events[0].template.name", "menu", "start"),
            id="another name in another language",
        ),
    ],
)
def test_what_a_change_shows(
    before: dict[str, Any], after: dict[str, Any], expected: Change
) -> None:
    assert changes_between(template(**before), template(**after)) == (expected,)


def test_a_renamed_media_file_is_no_change_beside_one() -> None:
    renamed = replace(PARCEL.header, filename="1705406614735.jpg")
    before, after = template(header=renamed), template(header=PARCEL.header, footer="Bye")
    assert changes_between(before, after) == (Change("footer", None, "Bye"),)
