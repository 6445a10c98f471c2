from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from support.templates import MEDIA, desired, live, template, templates

from syncer.model import MediaHeader, Template, TextHeader, UnnamedTags
from syncer.plan.unknowns import comparable

SHORT = "https://nx.example/api/shortLink/doAccess/Y3Mjmq"
SHORTER = "https://nx.example/api/shortLink/doAccess/Zz"
PARCEL, CARE = MEDIA[0], MEDIA[2]


def settled(ours: Template, theirs: Template) -> tuple[Template, tuple[str, ...]]:
    found = comparable("shop", desired(ours), live(theirs))
    return found.template, found.warnings


@settings(max_examples=40)
@given(templates(), templates())
def test_what_is_known_is_compared_as_it_is(ours: Template, theirs: Template) -> None:
    assert settled(ours, theirs) == (theirs, ())


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("See https://shop.example/a", f"See {SHORT}"),
        ("https://a.de https://b.de", f"{SHORT} {SHORTER}"),
        ("https://a.de https://b.de", f"{SHORT} https://b.de"),
    ],
)
def test_a_short_link_equals_any_url_in_its_place_with_a_warning(ours: str, theirs: str) -> None:
    found, warnings = settled(template(body=ours), template(body=theirs))
    assert found.body == ours
    (warning,) = warnings
    assert warning.startswith("the body holds ")
    assert SHORT in warning
    assert "`accounts.shop.resolve_short_links: true`" in warning


@pytest.mark.parametrize("ours", ["See https://a.de/x now", "See you", "Look: https://a.de/x"])
def test_a_short_link_does_not_hide_another_text(ours: str) -> None:
    theirs = template(body=f"See {SHORT}")
    assert settled(template(body=ours), theirs) == (theirs, ())


def test_a_short_link_that_was_written_as_such_is_no_unknown() -> None:
    body = f"See {SHORT}"
    assert settled(template(body=body), template(body=body)) == (template(body=body), ())


@pytest.mark.parametrize("ours", ["orders", None])
@pytest.mark.parametrize(
    ("tags", "says"),
    [
        (UnnamedTags((7,), (None,)), "tag 7 has no known name here"),
        (UnnamedTags((7, 8), (None, "vip")), "it has several tags (7, 8)"),
        (UnnamedTags((7, 8), ("orders", "vip")), "it has several tags (7, 8)"),
    ],
)
def test_tags_that_could_be_the_desired_one_equal_it_with_a_warning(
    ours: str | None, tags: UnnamedTags, says: str
) -> None:
    found, warnings = settled(template(tag=ours), template(tag=tags))
    assert found.tag == ours
    (warning,) = warnings
    assert says in warning


def test_the_warning_of_a_tag_without_a_name_says_where_to_name_it() -> None:
    _, (warning,) = settled(template(), template(tag=UnnamedTags((7,), (None,))))
    assert warning.endswith("name it under `accounts.shop.tags` in syncer.yaml")


def test_tags_whose_names_are_all_known_and_others_are_a_difference() -> None:
    theirs = template(tag=UnnamedTags((7, 8), ("vip", "news")))
    assert settled(template(tag="orders"), theirs) == (theirs, ())


def test_media_that_could_not_be_read_equal_the_files_of_their_format_with_a_warning() -> None:
    ours = template(header=PARCEL.header)
    theirs = template(header=MediaHeader("IMAGE", None, "1.png"))
    found, warnings = settled(ours, theirs)
    assert found == ours
    assert warnings == ("the live image could not be read, so it is taken as unchanged",)


@pytest.mark.parametrize(
    "header",
    [CARE.header, TextHeader("Hi"), None, replace(PARCEL.header, digest="0" * 64)],
    ids=["another format", "a text", "none", "known bytes"],
)
def test_media_are_no_unknown_beside_anything_else(header: MediaHeader | None) -> None:
    known = header is not None and header != CARE.header
    theirs = template(header=header if known else MediaHeader("IMAGE", None, "1.png"))
    ours = template(header=PARCEL.header if known else header)
    assert settled(ours, theirs) == (theirs, ())
