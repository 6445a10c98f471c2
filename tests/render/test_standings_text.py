from __future__ import annotations

from dataclasses import replace

import pytest

from syncer.render.reviews_text import review_lines
from syncer.render.standings_text import counts_line, standing_lines, table_lines
from syncer.reviews.values import Declared, Standing

ONE = Standing(
    "menu", "en", 314, "APPROVED", "UTILITY", "GREEN", declared=Declared("UTILITY", accepted=False)
)
TWO = Standing("terms", "de", 7, "PENDING", "MARKETING", "")
COSTLY = replace(ONE, category="MARKETING")


def plain(*standings: Standing) -> list[str]:
    return [line.plain for line in standing_lines(standings)]


def test_each_template_is_a_line_by_name() -> None:
    assert plain(TWO, ONE) == [
        "TEMPLATE  ID   STATUS    QUALITY  CATEGORY",
        "menu/en   314  APPROVED  GREEN    UTILITY",
        "terms/de  7    PENDING   -        MARKETING",
    ]


def test_a_table_that_is_too_wide_goes_without_the_ids() -> None:
    widths = {line.cell_len for line in table_lines([ONE])}
    assert [line.plain for line in table_lines([ONE], max(widths))] == plain(ONE)
    assert [line.plain for line in table_lines([ONE], max(widths) - 1)] == [
        "TEMPLATE  STATUS    QUALITY  CATEGORY",
        "menu/en   APPROVED  GREEN    UTILITY",
    ]


def test_a_rejection_comes_with_its_reason_in_words() -> None:
    (_, _, reason) = plain(replace(TWO, status="REJECTED", rejected_reason="SCAM"))
    assert reason.startswith("    SCAM: Meta takes it for a fraud; name your business")


def test_a_reason_of_long_ago_is_not_told() -> None:
    assert len(plain(replace(ONE, rejected_reason="SCAM"))) == 2


def test_another_category_comes_with_its_cost() -> None:
    (_, line, cost) = plain(COSTLY)
    assert line.endswith("  MARKETING (file: UTILITY)")
    assert cost.startswith("    Meta has it as MARKETING, the file says UTILITY; MARKETING costs")
    assert "`accept_category: true`" in cost


def test_another_category_before_the_approval_costs_nothing_yet() -> None:
    (_, line) = plain(replace(COSTLY, status="PENDING"))
    assert line.endswith("  MARKETING (file: UTILITY)")


def test_a_category_that_is_accepted_is_said_to_be() -> None:
    (_, line, cost) = plain(replace(COSTLY, declared=Declared("UTILITY", accepted=True)))
    assert line.endswith("  MARKETING (file: UTILITY) (accepted)")
    assert cost.endswith("; MARKETING costs about four times as much as UTILITY")


def test_what_could_not_be_read_comes_with_the_error() -> None:
    assert plain(replace(TWO, status="UNKNOWN", error="no answer"))[2] == "    no answer"


def test_nothing_from_outside_reaches_the_terminal_raw() -> None:
    nasty = Standing("a\nb", "e\u202en", 1, "RE\x1bD", "\x1b[31m", "\r", error="x\ny")
    text = "\n".join(plain(nasty, replace(nasty, status="REJECTED", rejected_reason="\x1b")))
    assert not {"\x1b", "\r", "\u202e"} & set(text)
    assert len(text.split("\n")) == 6


@pytest.mark.parametrize(
    ("status", "style"), [("APPROVED", "green"), ("PENDING", "yellow"), ("REJECTED", "red")]
)
def test_a_status_has_a_colour(status: str, style: str) -> None:
    (_, line) = table_lines([replace(ONE, status=status, quality="")])
    assert style in [span.style for span in line.spans]


@pytest.mark.parametrize(
    ("standings", "expected"),
    [
        ((), "0 templates."),
        ((ONE,), "1 template: 1 APPROVED."),
        ((ONE, TWO, COSTLY), "3 templates: 2 APPROVED, 1 PENDING."),
    ],
)
def test_the_counts_are_by_status(standings: tuple[Standing, ...], expected: str) -> None:
    assert counts_line(standings, "template").plain == expected


class TestReviews:
    def plain(self, *standings: Standing) -> list[str]:
        return [line.plain for line in review_lines("main", standings, "15m")]

    def test_that_have_ended_are_told_with_the_counts(self) -> None:
        lines = self.plain(ONE)
        assert lines[:2] == ["", "Reviews of main"]
        assert lines[-1] == "1 review: 1 APPROVED."

    def test_that_have_not_are_said_to_go_on(self) -> None:
        assert self.plain(ONE, TWO)[-1] == (
            "1 has not ended (waited 15m at most): `syncer status` shows it at any time."
        )
        assert self.plain(replace(TWO, status="IN_APPEAL"), TWO)[-1] == (
            "2 have not ended (waited 15m at most): `syncer status` shows them at any time."
        )

    def test_that_nobody_waited_for_are_no_news(self) -> None:
        assert self.plain() == []
