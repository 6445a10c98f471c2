from __future__ import annotations

import re

import pytest
from markupsafe import Markup
from support.reports import planned

from syncer.errors import SyncerError
from syncer.model import Template, TextHeader, UrlButton
from syncer.pictures.build import picture_of
from syncer.plan.values import Selection
from syncer.render.html.cards import AccountPart, Card, Note, ReviewPage
from syncer.render.html.plan_page import plan_page
from syncer.render.html.review import review_page
from syncer.render.html.shell import title_of
from syncer.render.plan_report import FailedAccount, PlanReport

QUIET = Note("quiet", "2 of 100 creations this hour")
WARNING = Note("warning", "a tag is not known")
ERROR = Note("error", "no merchant has this phone")


def header(*accounts: AccountPart) -> str:
    """The head of a page, before the filters."""
    page = review_page(ReviewPage("Plan", "", accounts, (), total="6 accounts: no changes"))
    return page.partition('<header class="page">')[2].partition("</header>")[0]


def folded(head: str) -> str:
    """What opens only when it is asked for."""
    return "".join(re.findall(r"<details.*?</details>", head, flags=re.DOTALL))


class TestMaps:
    def test_each_of_a_few_has_a_link(self) -> None:
        page = review_page(ReviewPage("Plan", "", (), ()), Markup(), Markup())
        assert '<a href="#map-2">Which button leads where (2)</a>' in page

    def test_many_have_one_link(self) -> None:
        page = review_page(ReviewPage("Plan", "", (), ()), *[Markup()] * 6)
        assert '<a href="#map-1">Which button leads where: 6 maps</a>' in page
        assert "#map-2" not in page


class TestAccounts:
    def test_a_few_are_all_told(self) -> None:
        head = header(*(AccountPart(f"shop-{one}", summary="No changes.") for one in range(5)))
        assert folded(head) == ""
        assert "shop-4" in head
        assert "6 accounts: no changes" not in head

    def test_many_are_folded_below_their_sum(self) -> None:
        head = header(*(AccountPart(f"shop-{one}", notes=(QUIET,)) for one in range(6)))
        assert "6 accounts: no changes" in head
        assert "<summary>6 accounts, one by one</summary>" in folded(head)
        assert "shop-5" in folded(head)
        assert folded(head).count("2 of 100 creations this hour") == 6

    def test_of_many_those_with_errors_are_told_at_once(self) -> None:
        parts = [AccountPart(f"shop-{one}", notes=(QUIET,)) for one in range(6)]
        head = header(*parts, AccountPart("broken", notes=(ERROR,)))
        assert "no merchant has this phone" in head.replace(folded(head), "")
        assert "broken" not in folded(head)

    def test_of_many_it_is_counted_how_many_have_warnings(self) -> None:
        parts = [AccountPart(f"shop-{one}", notes=(QUIET,)) for one in range(5)]
        head = header(*parts, AccountPart("warned", notes=(WARNING, WARNING)))
        assert "<summary>6 accounts, one by one; 1 with warnings</summary>" in folded(head)


@pytest.mark.parametrize(
    ("accounts", "title"),
    [
        (["main"], "Plan of main"),
        (["a", "b", "c"], "Plan of a, b, c"),
        (["a", "b", "c", "d"], "Plan of 4 accounts"),
    ],
)
def test_a_title_names_a_few_accounts_and_counts_many(accounts: list[str], title: str) -> None:
    assert title_of("Plan", accounts) == title


def test_the_total_counts_the_accounts_that_failed() -> None:
    failed = (FailedAccount("broken", SyncerError("no such phone")),)
    page = plan_page(PlanReport("plan", Selection(), (), failed), "", (), {})
    assert page.total.endswith(" 1 account failed.")


def test_a_warning_that_is_about_no_template_stands_with_its_account() -> None:
    one = planned(account="main", warnings=("--only shp_* matches no template",))
    page = plan_page(PlanReport("plan", Selection(), (one,)), "", (), {})
    (part,) = page.accounts
    assert part.notes == (Note("warning", "--only shp_* matches no template"),)


class TestExamples:
    @pytest.mark.parametrize(
        "template",
        [
            Template("shop_hello", "en", "UTILITY", "Hello {{Name}}"),
            Template("shop_hello", "en", "UTILITY", "Hello", header=TextHeader("For {{Name}}")),
            Template(
                "shop_hello",
                "en",
                "UTILITY",
                "Hello",
                buttons=(UrlButton("See", "https://shop.example/{{Name}}"),),
            ),
        ],
        ids=["body", "header", "button"],
    )
    def test_they_can_be_switched_off_wherever_one_stands(self, template: Template) -> None:
        assert "fill in examples" in page_of(template, {"Name": "Ana"})
        assert "fill in examples" not in page_of(template, {})


def page_of(template: Template, examples: dict[str, str]) -> str:
    card = Card("main", template.key, after=picture_of(template, examples))
    return review_page(ReviewPage("Preview", "", (), (card,)))
