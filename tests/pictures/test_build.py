from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from pictures.shown import body, pieces
from support.templates import MEDIA, quick_reply, template, templates

from syncer.model import (
    FlowButton,
    MediaFile,
    MediaHeader,
    PhoneNumberButton,
    TagEvent,
    TemplateEvent,
    TemplateKey,
    TextEvent,
    TextHeader,
    UnnamedTags,
    UnsupportedButton,
    UnsupportedHeader,
    UrlButton,
)
from syncer.pictures.build import picture_of, pictures_of_change
from syncer.pictures.values import MediaPart, Span, TextPart, Trigger, UnsupportedPart

if TYPE_CHECKING:
    from typing import Any

    from syncer.model import Header, Template
    from syncer.pictures.values import Heading, Picture

FAMILY = "👨\u200d👩\u200d👧"
EVERYTHING = template(
    language="ar",
    body="Hello {{First Name}},\n- *one*",
    footer="Bye {{1}}",
    tag="orders",
    close_unassigned=True,
)


def changed(before: str, after: str) -> tuple[str, str]:
    """Both bodies, what changed in angle brackets."""
    old, new = pictures_of_change(template(body=before), template(body=after), {})
    return "\n".join(body(old.body)), "\n".join(body(new.body))


def headings(before: Header | None, after: Header | None) -> list[Heading | None]:
    pictures = pictures_of_change(template(header=before), template(header=after), {})
    return [picture.header for picture in pictures]


class TestAPicture:
    def test_has_what_the_recipient_sees_and_what_stands_beside_it(self) -> None:
        picture = picture_of(EVERYTHING, {"First Name": "Ana"})
        assert picture.key == TemplateKey("shop_greeting", "ar")
        assert (picture.category, picture.direction) == ("UTILITY", "rtl")
        assert body(picture.body) == ["Hello {{First Name=Ana}},", "one"]
        assert [block.kind for block in picture.body] == ["text", "bullets"]
        assert picture.body[1].lines == ((Span("one", frozenset({"bold"})),),)
        assert (picture.tag, picture.close_unassigned) == ("orders", True)
        assert (picture.header, picture.buttons, picture.changed) == (None, (), frozenset())

    def test_has_placeholders_in_header_body_and_url_and_none_elsewhere(self) -> None:
        one = template(
            header=TextHeader("Order {{ 1 }}"),
            footer="Bye {{1}}",
            buttons=(UrlButton("See {{1}}", "https://shop.example/{{1}}"),),
        )
        picture = picture_of(one, {"1": "A-1"})
        assert isinstance(picture.header, TextPart)
        assert pieces(picture.header.line) == "Order {{1=A-1}}"
        assert picture.footer == (Span("Bye {{1}}"),)
        assert picture.buttons[0].text == (Span("See {{1}}"),)
        assert pieces(picture.buttons[0].leads_to) == "https://shop.example/{{1=A-1}}"

    def test_shows_the_project_s_file_where_the_bytes_are_the_same(self) -> None:
        header = MEDIA[0].header
        file = MediaFile(Path("media/local.png"), header.digest or "", 17)
        with_media = template(header=header)
        assert picture_of(with_media, {}, file).header == MediaPart(
            "IMAGE", "parcel.png", header.digest, file.path, 17
        )
        nameless = template(header=replace(header, filename=""))
        assert getattr(picture_of(nameless, {}, file).header, "filename", "") == "local.png"
        for other in (None, replace(file, digest="0" * 64)):
            assert picture_of(with_media, {}, other).header == MediaPart(
                "IMAGE", "parcel.png", header.digest
            )

    def test_of_media_that_could_not_be_read_has_no_file(self) -> None:
        one = template(header=MediaHeader("VIDEO", None, "care.mp4"))
        assert picture_of(one, {}).header == MediaPart("VIDEO", "care.mp4", None)

    def test_has_the_buttons_with_where_they_lead(self) -> None:
        buttons = (
            PhoneNumberButton("Call", "+8613128000000"),
            FlowButton("Book", "appointments"),
            UnsupportedButton("COPY_CODE", "Copy"),
            quick_reply("Stop", unsubscribe=True),
        )
        shown = picture_of(template(buttons=buttons), {}).buttons
        told = [(one.type, pieces(one.leads_to), one.unsubscribe) for one in shown]
        assert told == [
            ("PHONE_NUMBER", "+8613128000000", False),
            ("FLOW", "appointments", False),
            ("COPY_CODE", "", False),
            ("QUICK_REPLY", "", True),
        ]

    def test_has_what_a_quick_reply_triggers_in_order(self) -> None:
        events = (
            TagEvent("vip"),
            TextEvent("Thanks!"),
            TemplateEvent("menu", "en"),
            TemplateEvent("menu", "de"),
            TemplateEvent("gone", None),
        )
        (button,) = picture_of(template(buttons=(quick_reply("Go", *events),)), {}).buttons
        assert button.triggers == (
            Trigger("tag", "vip"),
            Trigger("text", "Thanks!"),
            Trigger("template", "menu", TemplateKey("menu", "en")),
            Trigger("template", "menu", TemplateKey("menu", "de")),
            Trigger("template", "gone"),
        )

    def test_of_what_this_api_cannot_write_names_it(self) -> None:
        one = template(header=UnsupportedHeader("LOCATION"))
        assert picture_of(one, {}).header == UnsupportedPart("LOCATION")

    def test_of_tags_that_no_one_name_stands_for_has_what_is_known(self) -> None:
        one = template(tag=UnnamedTags((33992, 7), (None, "vip")))
        assert picture_of(one, {}).tag == "id 33992, vip"

    @given(templates())
    def test_of_any_template_has_nothing_marked(self, one: Template) -> None:
        assert not any_changed(picture_of(one, {}))
        assert pictures_of_change(one, one, {}) == (picture_of(one, {}),) * 2


class TestAChange:
    @pytest.mark.parametrize(
        ("before", "after", "old", "new"),
        [
            ("Hi Ana!", "Hi Ben!", "Hi <Ana>!", "Hi <Ben>!"),
            ("Hi {{A}}!", "Hi {{B}}!", "Hi <{{A}}>!", "Hi <{{B}}>!"),
            ("one\ntwo", "one\nthree", "one\n<two>", "one\n<three>"),
            ("one", "one\ntwo", "one", "one\n<two>"),
            ("an *old* word", "an *new* word", "an <old> word", "an <new> word"),
            ("- a\n- b", "- a\n- c", "a\n<b>", "a\n<c>"),
            (f"{FAMILY}!", f"{FAMILY[:-1]}👦!", f"<{FAMILY}>!", f"<{FAMILY[:-1]}👦>!"),
            ("1️⃣ a", "2️⃣ a", "<1️⃣> a", "<2️⃣> a"),
        ],
    )
    def test_marks_the_words_on_both_sides(
        self, before: str, after: str, old: str, new: str
    ) -> None:
        assert changed(before, after) == (old, new)

    def test_of_formatting_marks_what_looks_different(self) -> None:
        assert changed("a *b* c", "a b c")[0] == "a <b> c"
        assert changed("- a\n- b", "- a\nb")[0] == "a\n<b>"
        assert changed("1. a", "2. a")[1] == "<a>"

    def test_names_the_fields_that_differ(self) -> None:
        other = replace(EVERYTHING, category="MARKETING", tag=None, footer=None)
        for picture in pictures_of_change(EVERYTHING, other, {}):
            assert picture.changed == {"category", "tag", "footer"}

    def test_of_media_marks_other_bytes_and_not_another_name(self) -> None:
        old, new = headings(MEDIA[0].header, MEDIA[1].header)
        assert (old, new) == (
            MediaPart("IMAGE", "parcel.png", MEDIA[0].digest, changed=True),
            MediaPart("IMAGE", "shop.jpg", MEDIA[1].digest, changed=True),
        )
        for heading in headings(MEDIA[0].header, replace(MEDIA[0].header, filename="x.png")):
            assert isinstance(heading, MediaPart)
            assert not heading.changed

    def test_of_the_header_s_kind_marks_all_of_it(self) -> None:
        old, new = headings(TextHeader("Hi all"), MEDIA[0].header)
        assert isinstance(old, TextPart)
        assert pieces(old.line) == "<Hi all>"
        assert isinstance(new, MediaPart)
        assert new.changed
        assert headings(UnsupportedHeader("LOCATION"), None) == [
            UnsupportedPart("LOCATION", changed=True),
            None,
        ]

    def test_of_a_text_header_marks_its_words(self) -> None:
        (old, new) = headings(TextHeader("Your order"), TextHeader("Your parcel"))
        assert isinstance(old, TextPart)
        assert isinstance(new, TextPart)
        assert (pieces(old.line), pieces(new.line)) == ("Your <order>", "Your <parcel>")


def buttons(before: list[Any], after: list[Any]) -> list[list[str]]:
    """The buttons of both sides: `!` for one that is new there, what it says, its triggers."""
    pictures = pictures_of_change(
        template(buttons=tuple(before)), template(buttons=tuple(after)), {}
    )
    return [
        [
            ("!" if one.changed else "")
            + "|".join(filter(None, (pieces(one.text), pieces(one.leads_to))))
            + "".join(f" → {'!' * each.changed}{each.text}" for each in one.triggers)
            for one in picture.buttons
        ]
        for picture in pictures
    ]


class TestAChangeOfButtons:
    def test_marks_their_words(self) -> None:
        old, new = (
            UrlButton("See it", "https://a.example/"),
            UrlButton("See all", "https://b.example/"),
        )
        assert buttons([old], [new]) == [
            ["See <it>|https://<a>.example/"],
            ["See <all>|https://<b>.example/"],
        ]

    def test_leaves_those_alone_that_only_move(self) -> None:
        one, two = quick_reply("One"), quick_reply("Two")
        assert buttons([one], [two, one]) == [["One"], ["!<Two>", "One"]]
        assert buttons([one, two], [two]) == [["!<One>", "Two"], ["Two"]]

    def test_of_another_type_marks_all_of_it(self) -> None:
        old, new = quick_reply("Go", TagEvent("vip")), FlowButton("Go", "book")
        assert buttons([old], [new]) == [["!<Go> → !vip"], ["!<Go>|<book>"]]

    def test_marks_one_that_unsubscribes_from_now_on(self) -> None:
        assert buttons([quick_reply("Stop")], [quick_reply("Stop", unsubscribe=True)]) == [
            ["!Stop"],
            ["!Stop"],
        ]

    def test_marks_the_triggers_that_differ(self) -> None:
        old = quick_reply("Go", TagEvent("vip"), TemplateEvent("menu", "en"))
        new = quick_reply("Go", TextEvent("Hi"), TagEvent("vip"), TemplateEvent("menu", "de"))
        assert buttons([old], [new]) == [
            ["Go → vip → !menu"],
            ["Go → !Hi → vip → !menu"],
        ]


def any_changed(picture: Picture) -> bool:
    return "changed=True" in repr(picture) or bool(picture.changed)
