from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from syncer.render.room import Room, Section, counted, fitted, utf8_bytes, utf16_units

if TYPE_CHECKING:
    from collections.abc import Iterable

LARGE = Room(2_000, len, "the other place")


def section(title: str, items: Iterable[str], share: float = 1.0) -> Section:
    return Section(
        title, partial(counted, noun="item"), [partial(str, one) for one in items], share
    )


def test_everything_is_shown_where_there_is_room() -> None:
    sections = [section("A", ["one", "two"]), section("B", ["three"])]
    assert fitted("Opening", sections, LARGE) == "Opening\n\nA\n\none\ntwo\n\nB\n\nthree\n"


def test_a_section_without_items_has_no_title() -> None:
    assert fitted("Opening", [section("A", [])], LARGE) == "Opening\n"


def test_what_does_not_fit_is_left_out_whole_and_counted() -> None:
    text = fitted("Opening", [section("A", ["x" * 900, "y" * 900, "z"])], LARGE)
    assert "x" * 900 in text
    assert "y" not in text
    assert text.endswith("\n**Not shown, for want of room:** 2 items. See the other place.\n")


def test_a_section_takes_no_more_than_its_share() -> None:
    sections = [section("A", ["x" * 300, "y" * 300], share=0.25), section("B", ["z" * 300])]
    text = fitted("Opening", sections, LARGE)
    assert ("x" in text, "yy" in text, "zz" in text) == (True, False, True)
    assert "1 item. See" in text


def test_items_that_are_not_shown_are_not_even_made() -> None:
    def never() -> str:
        raise AssertionError

    too_long = partial(str, "x" * 5_000)
    text = fitted("Opening", [Section("A", "{} items".format, [too_long, never])], LARGE)
    assert "2 items" in text


def test_sizes_are_those_of_the_place() -> None:
    assert (utf16_units("aé你👋"), utf8_bytes("aé你👋")) == (5, 10)
