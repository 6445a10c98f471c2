from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from support.templates import MEDIA, bodies, desired, quick_reply, template, templates

from syncer.errors import Location, Problem
from syncer.model import (
    FlowButton,
    MediaFile,
    MediaHeader,
    PhoneNumberButton,
    TagEvent,
    TemplateEvent,
    TextEvent,
    TextHeader,
    UnsupportedButton,
    UnsupportedHeader,
    UrlButton,
)
from syncer.pictures.findings import previewed
from syncer.render.preview_text import preview_lines

if TYPE_CHECKING:
    from syncer.model import DesiredTemplate, Template
    from syncer.pictures.findings import Previewed

WRONG = Problem(Location("templates/shop_greeting.yaml", 4, 3), "is wrong", "mend it")
DOUBTFUL = Problem(Location("templates/other.yaml", 1, 1), "is odd", severity="warning")


def account(*shown: DesiredTemplate, problems: tuple[Problem, ...] = ()) -> Previewed:
    return previewed("main", shown, problems, shown)


def lines(
    *shown: DesiredTemplate, columns: int = 40, problems: tuple[Problem, ...] = ()
) -> list[str]:
    one = account(*shown, problems=problems)
    return [line.plain for line in preview_lines([one], colour=False, columns=columns)]


def bubble(one: Template, columns: int = 40) -> list[str]:
    """The rows of a template's bubble, without the frame."""
    rows = lines(desired(one), columns=columns)[2:-2]
    return [row[2:-2].rstrip() if row.startswith("│") else "-" for row in rows]


def styles(one: Template) -> set[tuple[str, str]]:
    """What looks different, and how, in colour."""
    return {
        (row.plain[span.start : span.end].strip(), str(span.style))
        for row in preview_lines([account(desired(one))], colour=True, columns=40)
        for span in row.spans
    }


def test_a_bubble_has_header_body_footer_and_buttons() -> None:
    one = template(
        header=TextHeader("Your order"),
        body="Hi {{First Name}}, it is *on its way* to you, at last.",
        footer="Reply STOP",
        tag="orders",
        close_unassigned=True,
        buttons=(
            quick_reply("Thanks", TagEvent("vip")),
            UrlButton("See it", "https://shop.example"),
        ),
    )
    assert lines(desired(one, examples={"First Name": "Ana"})) == [
        "shop_greeting/en  UTILITY, tag orders, closes unassigned sessions",
        "╭──────────────────────────────────────╮",
        "│ Your order                           │",
        "│                                      │",
        "│ Hi Ana, it is *on its way* to you,   │",
        "│ at last.                             │",
        "│                                      │",
        "│ Reply STOP                           │",
        "├──────────────────────────────────────┤",
        "│ ↩ Thanks                             │",
        "│   → tag vip                          │",
        "│ ↗ See it                             │",
        "│   https://shop.example               │",
        "╰──────────────────────────────────────╯",
        "",
    ]


def test_a_language_from_right_to_left_begins_at_the_right() -> None:
    one = template(language="ar", body="مرحبا {{1}}\n- نعم")
    assert lines(desired(one), columns=24)[2:4] == [
        "│          مرحبا {{1}} │",
        "│                • نعم │",
    ]


def test_lists_and_quotes_hang_on_their_marks() -> None:
    body = "- a point that goes on\n9. nine\n10. and ten that goes on\n> a quote that goes on"
    assert bubble(template(body=f"{body}\n```\nx = *y*\n```"), 20) == [
        "• a point that",
        "  goes on",
        "9. nine",
        "10. and ten that",
        "    goes on",
        "▏ a quote that",
        "▏ goes on",
        "  x = *y*",
    ]


@pytest.mark.parametrize(
    ("button", "rows"),
    [
        (PhoneNumberButton("Call", "+86131"), ["☎ Call", "  +86131"]),
        (FlowButton("Book", "appointments"), ["▤ Book", "  appointments"]),
        (UnsupportedButton("COPY_CODE", "Copy"), ["▢ Copy COPY_CODE"]),
        (quick_reply("Stop", unsubscribe=True), ["↩ Stop (unsubscribe)"]),
        (
            quick_reply("Go", TextEvent("Two\nlines"), TemplateEvent("menu", "de")),
            ["↩ Go", "  → text Two", "    lines", "  → template menu/de"],
        ),
        (
            quick_reply("Go", TemplateEvent("x", None)),
            ["↩ Go", "  → template x, which leads nowhere"],
        ),
        (
            quick_reply("Go", TextEvent("A text of words, longer than a row")),
            ["↩ Go", "  → text A text of words, longer", "    than a row"],
        ),
    ],
)
def test_a_button_has_an_icon_and_what_it_leads_to(button: object, rows: list[str]) -> None:
    assert bubble(template(body="Hi", buttons=(button,)))[2:] == rows


@pytest.mark.parametrize(
    ("header", "row"),
    [
        (MEDIA[0].header, "▣ IMAGE  parcel.png  1.2 kB"),
        (MediaHeader("VIDEO", "ab", "care.mp4"), "▣ VIDEO  care.mp4"),
        (MediaHeader("DOCUMENT", None), "▣ DOCUMENT  bytes unknown"),
        (UnsupportedHeader("LOCATION"), "▣ LOCATION"),
    ],
)
def test_media_are_told_by_name_and_size(header: MediaHeader, row: str) -> None:
    file = MediaFile(Path("media/parcel.png"), MEDIA[0].digest, 1200)
    rows = lines(desired(template(header=header), media=file))
    assert rows[2].strip("│ ") == row
    assert rows[3].strip("│ ") == ""


def test_problems_stand_below_the_bubble_they_belong_to_and_others_at_the_end() -> None:
    told = lines(desired(), desired(template("other")), problems=(WRONG, DOUBTFUL))
    assert told[told.index(f"! {WRONG}") - 1].startswith("╰")
    assert told[-2:] == ["", f"! {DOUBTFUL}"]
    coloured = preview_lines(
        [account(desired(), problems=(WRONG, DOUBTFUL))], colour=True, columns=40
    )
    assert [row.style for row in coloured if row.plain.startswith("!")] == ["red", "yellow"]


def test_without_templates_it_says_so() -> None:
    assert lines() == ["There is no template to show."]


def test_of_several_accounts_each_has_its_name() -> None:
    shown = [account(desired()), previewed("other", (), (), ())]
    told = [line.plain for line in preview_lines(shown, colour=False, columns=40)]
    assert told[0] == "main"
    assert told[-2:] == ["other", "There is no template to show."]


def test_in_colour_the_footer_is_dim_and_what_is_styled_looks_so() -> None:
    found = styles(template(body="A *bold* {{1}}", footer="Bye", header=TextHeader("Hi")))
    assert {("bold", "bold"), ("{{1}}", "reverse cyan"), ("Bye", "dim"), ("Hi", "bold")} <= found


def test_it_is_no_wider_than_is_read_and_no_narrower_than_can_be() -> None:
    one = desired(template(body="word " * 40))
    assert {len(row) for row in lines(one, columns=200)[1:-1]} == {60}
    assert {len(row) for row in lines(one, columns=3)[1:-1]} == {20}


@given(templates(), st.integers(20, 60))
def test_every_row_is_as_wide_as_the_others(one: Template, columns: int) -> None:
    rows = lines(desired(one), columns=columns)[1:-1]
    assert {cell_len(row) for row in rows} == {columns}


@given(bodies())
def test_no_word_is_lost(body: str) -> None:
    words = "".join("".join(bubble(template(body=body), 60)).split())
    assert words == "".join(body.split())


def test_what_would_hide_or_command_is_spelled_out() -> None:
    assert bubble(template(body="a\u202eb \x1b[2J"))[0] == "a\\u202eb \\u001b[2J"
