from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from support.templates import MEDIA, desired, live, row, snapshot, template, template_sets

from syncer.model import (
    FlowButton,
    Form,
    MediaHeader,
    Template,
    TemplateKey,
    UnnamedTags,
    UrlButton,
)
from syncer.plan.compare import Comparison, Side, compare
from syncer.plan.values import Change, Selection

if TYPE_CHECKING:
    from collections.abc import Sequence

    from syncer.model import DesiredTemplate

SHORT = "https://nx.example/api/shortLink/doAccess/"
PARCEL, SHOP = MEDIA[0], MEDIA[1]


def side(account: str, *templates: Template, **changes: Any) -> Side:
    """An account where these are live, and no file wants anything."""
    lives = [live(one, number) for number, one in enumerate(templates, 300)]
    return Side(account, snapshot(*lives, forms=changes.get("forms", ())), {})


def wanting(one: Side, *files: DesiredTemplate) -> Side:
    """The same account with files that want this of it."""
    return replace(one, desired={each.key: each for each in files})


def compared(
    ours: Sequence[Template], theirs: Sequence[Template], selection: Selection | None = None
) -> Comparison:
    source, target = side("staging", *ours), side("production", *theirs)
    return compare(source, target, selection or Selection())


def changes(comparison: Comparison) -> list[Change]:
    return [change for one in comparison.different for change in one.changes]


@settings(max_examples=25)
@given(template_sets())
def test_equal_accounts_have_no_differences(templates: tuple[Template, ...]) -> None:
    comparison = compared(templates, templates)
    assert comparison == Comparison((), (), (), (), ())
    assert comparison.is_empty


class TestWhatOneSideLacks:
    MENU, MENU_DE, TERMS = template("menu"), template("menu", "de"), template("terms")

    def test_is_a_whole_name_or_a_translation(self) -> None:
        comparison = compared([self.MENU, self.MENU_DE, self.TERMS], [self.MENU])
        assert [(one.name, one.language, one.whole_name) for one in comparison.missing] == [
            ("menu", "de", False),
            ("terms", "en", True),
        ]
        assert comparison.extra == ()
        assert not comparison.is_empty

    def test_is_told_in_the_other_direction_too(self) -> None:
        comparison = compared([self.MENU], [self.MENU_DE, self.MENU, self.TERMS])
        assert [(one.name, one.language, one.whole_name) for one in comparison.extra] == [
            ("menu", "de", False),
            ("terms", "en", True),
        ]
        assert comparison.missing == ()
        assert not comparison.is_empty

    def test_needs_no_details(self) -> None:
        listed = snapshot(rows=[row(live(self.MENU))])
        source = Side("staging", listed, {})
        comparison = compare(source, side("production"), Selection())
        assert [one.name for one in comparison.missing] == ["menu"]

    def test_is_only_what_is_selected(self) -> None:
        ours = [self.MENU, self.TERMS, template("other", body="Mine")]
        theirs = [template("extra"), template("other", body="Yours")]
        comparison = compared(ours, theirs, Selection(only=("menu",)))
        assert [one.name for one in comparison.missing] == ["menu"]
        assert comparison.extra == ()
        assert comparison.different == ()


class TestDifferences:
    def test_say_what_has_to_change_in_the_second_to_be_as_in_the_first(self) -> None:
        comparison = compared([template(footer="New")], [template(footer="Old")])
        (one,) = comparison.different
        assert (one.name, one.language) == ("shop_greeting", "en")
        assert one.changes == (Change("footer", "Old", "New"),)
        assert not comparison.is_empty

    def test_of_media_are_by_their_bytes(self) -> None:
        renamed = MediaHeader("IMAGE", PARCEL.digest, "renamed.png")
        assert compared([template(header=PARCEL.header)], [template(header=renamed)]).is_empty
        different = compared([template(header=PARCEL.header)], [template(header=SHOP.header)])
        assert [one.path for one in changes(different)] == ["header.image"]

    def test_of_forms_are_by_their_names(self) -> None:
        here = side(
            "staging",
            template(buttons=(FlowButton("Book", "1"),)),
            forms=[Form("1", "booking", "PUBLISHED")],
        )
        there = side(
            "production",
            template(buttons=(FlowButton("Book", "2"),)),
            forms=[Form("2", "booking", "PUBLISHED"), Form("3", "survey", "PUBLISHED")],
        )
        assert compare(here, there, Selection()).is_empty
        surveying = template(buttons=(FlowButton("Book", "3"),))
        other = side("production", surveying, forms=there.snapshot.forms)
        assert changes(compare(here, other, Selection())) == [
            Change("buttons[0].flow", "survey", "booking")
        ]

    @pytest.mark.parametrize(
        "forms",
        [
            pytest.param((), id="a form that is gone"),
            pytest.param(
                (Form("1", "booking", "PUBLISHED"), Form("2", "booking", "PUBLISHED")),
                id="a name that two forms have",
            ),
        ],
    )
    def test_of_forms_that_no_name_tells_are_by_id(self, forms: tuple[Form, ...]) -> None:
        here = side("staging", template(buttons=(FlowButton("Book", "1"),)), forms=forms)
        there = side("production", template(buttons=(FlowButton("Book", "2"),)), forms=forms)
        assert changes(compare(here, there, Selection())) == [Change("buttons[0].flow", "2", "1")]


class TestUnknowns:
    """What cannot be read back is taken as equal, and that is told."""

    def only_warning(self, ours: Template, theirs: Template) -> str:
        comparison = compared([ours], [theirs])
        assert comparison.is_empty
        (warning,) = comparison.warnings
        return warning

    def test_a_short_link_on_one_side_is_any_url(self) -> None:
        full, short = template(body="See https://shop.example/a"), template(body=f"See {SHORT}x")
        assert self.only_warning(full, short).startswith("production: shop_greeting/en: the body")
        assert self.only_warning(short, full).startswith("staging: shop_greeting/en: the body")

    def test_short_links_on_both_sides_lead_to_the_same_place(self) -> None:
        ours, theirs = template(body=f"See {SHORT}x"), template(body=f"See {SHORT}y")
        assert self.only_warning(ours, theirs) == (
            "shop_greeting/en: both bodies hold short links, which are taken to lead to"
            " the same place"
        )

    def test_short_links_do_not_hide_another_text(self) -> None:
        ours, theirs = template(body=f"See {SHORT}x"), template(body=f"Look: {SHORT}y")
        assert [one.path for one in changes(compared([ours], [theirs]))] == ["body"]
        assert compared([ours], [ours]).warnings == ()

    def test_a_tag_without_a_name_is_any_tag(self) -> None:
        named, unnamed = template(tag="orders"), template(tag=UnnamedTags((7,), (None,)))
        assert "`accounts.production.tags`" in self.only_warning(named, unnamed)
        assert "`accounts.staging.tags`" in self.only_warning(unnamed, named)
        other = template(tag=UnnamedTags((9,), (None,)))
        assert "`accounts.production.tags`" in self.only_warning(unnamed, other)

    def test_the_same_tag_needs_no_name(self) -> None:
        unnamed = template(tag=UnnamedTags((7,), (None,)))
        assert compared([unnamed], [unnamed]) == Comparison((), (), (), (), ())

    def test_several_tags_are_equal_by_their_names(self) -> None:
        ours = template(tag=UnnamedTags((1, 2), ("vip", "orders")))
        theirs = template(tag=UnnamedTags((8, 7), ("orders", "vip")))
        others = template(tag=UnnamedTags((8, 9), ("orders", "support")))
        comparison = compared([ours], [theirs])
        assert comparison == Comparison((), (), (), (), ())
        assert [one.path for one in changes(compared([ours], [others]))] == ["tag[0]", "tag[1]"]
        assert [one.path for one in changes(compared([template(tag="vip")], [others]))] == ["tag"]

    def test_media_that_could_not_be_read_are_the_same(self) -> None:
        unread = template(header=MediaHeader("IMAGE", None))
        warning = self.only_warning(template(header=PARCEL.header), unread)
        assert "the live image could not be read" in warning

    def test_what_was_odd_about_a_list_is_told_with_its_account(self) -> None:
        odd = Side("staging", snapshot(warnings=["it moved"]), {})
        calm = Side("production", snapshot(warnings=["it jumped"]), {})
        assert compare(odd, calm, Selection()).warnings == (
            "staging: it moved",
            "production: it jumped",
        )


class TestFiles:
    """What the files want to differ is expected, if both accounts are just as they say."""

    OURS = template(buttons=(UrlButton("Shop", "https://staging.example/a"),))
    THEIRS = template(buttons=(UrlButton("Shop", "https://shop.example/a"),))
    URL = Change("buttons[0].url", "https://shop.example/a", "https://staging.example/a")

    def compared(self, ours: Template, theirs: Template) -> Comparison:
        return compare(
            wanting(side("staging", ours), desired(self.OURS)),
            wanting(side("production", theirs), desired(self.THEIRS)),
            Selection(),
        )

    def test_a_variable_is_expected(self) -> None:
        comparison = self.compared(self.OURS, self.THEIRS)
        assert [one.changes for one in comparison.expected] == [(self.URL,)]
        assert comparison.is_empty

    def test_beside_another_difference_it_is_still_expected(self) -> None:
        comparison = self.compared(self.OURS, replace(self.THEIRS, footer="By hand"))
        assert [one.changes for one in comparison.expected] == [(self.URL,)]
        assert changes(comparison) == [Change("footer", "By hand", None)]

    @pytest.mark.parametrize("wrong", ["https://staging.example/b", "https://elsewhere.example"])
    def test_what_is_not_as_the_files_say_is_a_difference(self, wrong: str) -> None:
        ours = template(buttons=(UrlButton("Shop", wrong),))
        comparison = self.compared(ours, self.THEIRS)
        assert comparison.expected == ()
        assert changes(comparison) == [replace(self.URL, after=wrong)]

    def test_files_that_declare_it_for_one_account_only_explain_nothing(self) -> None:
        source = wanting(side("staging", self.OURS), desired(self.OURS))
        comparison = compare(source, side("production", self.THEIRS), Selection())
        assert comparison.expected == ()
        assert changes(comparison) == [self.URL]

    @pytest.mark.parametrize("accept", [True, False])
    def test_a_category_of_meta_is_expected_where_the_files_accept_it(self, accept: bool) -> None:  # noqa: FBT001
        files = desired(accept_category=accept)
        comparison = compare(
            wanting(side("staging", template()), files),
            wanting(side("production", template(category="MARKETING")), files),
            Selection(),
        )
        assert comparison.is_empty is accept
        assert len(comparison.expected) == accept

    def test_media_that_no_file_has_are_a_difference(self) -> None:
        by_hand = replace(self.OURS, header=PARCEL.header)
        comparison = self.compared(by_hand, self.THEIRS)
        assert [one.changes for one in comparison.expected] == [(self.URL,)]
        assert [one.path for one in changes(comparison)] == ["header"]

    def test_media_of_another_name_at_nxcloud_are_expected_too(self) -> None:
        parcel, shop = template(header=PARCEL.header), template(header=SHOP.header)
        renamed = MediaHeader("IMAGE", PARCEL.digest, "1700000000000.png")
        comparison = compare(
            wanting(side("staging", replace(parcel, header=renamed)), desired(parcel)),
            wanting(side("production", shop), desired(shop)),
            Selection(),
        )
        assert comparison.is_empty
        assert len(comparison.expected) == 1

    def test_forms_of_other_names_are_expected_however_the_files_write_them(self) -> None:
        forms = [Form("1", "booking", "PUBLISHED"), Form("2", "survey", "PUBLISHED")]
        ours, theirs = (template(buttons=(FlowButton("Go", flow),)) for flow in ("1", "2"))
        comparison = compare(
            wanting(side("staging", ours, forms=forms), desired(ours)),
            wanting(
                side("production", theirs, forms=forms),
                desired(template(buttons=(FlowButton("Go", "survey"),))),
            ),
            Selection(),
        )
        assert comparison.is_empty
        assert [one.changes for one in comparison.expected] == [
            (Change("buttons[0].flow", "survey", "booking"),)
        ]

    def test_a_short_link_is_what_the_files_say_with_a_warning(self) -> None:
        ours, theirs = (template(body=f"See https://{host}.example/a") for host in ("a", "b"))
        comparison = compare(
            wanting(side("staging", template(body=f"See {SHORT}x")), desired(ours)),
            wanting(side("production", template(body=f"See {SHORT}y")), desired(theirs)),
            Selection(),
        )
        assert comparison.is_empty
        assert [one.changes for one in comparison.expected] == [
            (Change("body", "See https://b.example/a", "See https://a.example/a"),)
        ]
        assert len(comparison.warnings) == 2


def test_both_sides_are_keyed_by_name_and_language() -> None:
    comparison = compared([template("a", "de")], [template("a", "en")])
    assert {TemplateKey(one.name, one.language) for one in comparison.missing} == {
        TemplateKey("a", "de")
    }
