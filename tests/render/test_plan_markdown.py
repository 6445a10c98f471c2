from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import assume, given
from hypothesis import strategies as st
from support.github_markdown import shown
from support.hostile import some
from support.reports import hostile_reports, planned, report

from syncer.errors import ApiError, RefusedError
from syncer.plan.values import Action, Change, Finding, Selection
from syncer.render.marker import marker
from syncer.render.plan_markdown import plan_markdown
from syncer.render.plan_report import FailedAccount
from syncer.render.room import COMMENT, JOB_SUMMARY, Room, utf16_units

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from syncer.render.plan_report import PlanReport

OURS = {"h3", "h4", "ul", "li", "p", "strong", "code", "pre", "details", "summary"}
KINDS = {
    "blocked": "blocked",
    "delete": "to delete",
    "update": "to update",
    "create": "to create",
}
UPDATE = Action("update", "menu", "en", 314, "templates/menu.yaml:4:3", sync_meta=True)
WHOLE = report(
    planned(
        Action("create", "new", "en", None, "a.yaml:1:1", (Change("body", None, "Hi\nyou"),)),
        replace(UPDATE, changes=(Change("body", "Hi Ana", "Hi Bob"),), costs=("one of two edits",)),
        Action("delete", "old", "en", 9),
        Action("blocked", "held", "en", 10, "b.yaml:2:2", reason="it is in review"),
        warnings=("one is odd",),
        costs=("3 of 100 creations this hour",),
        health=(Finding("menu", "en", "quality_red", "its quality is RED"),),
        refusals=(RefusedError("too much at once", hint="look at it"),),
    ),
    failed=(FailedAccount("broken", ApiError(1003, "bad signature", hint="check it")),),
)


def lines(one: PlanReport, room: Room = COMMENT) -> list[str]:
    """The report without its empty lines."""
    return [line for line in plan_markdown(one, room).splitlines() if line]


def actions_of(one: PlanReport) -> Iterator[Action]:
    return (action for each in one.accounts for action in each.plan.actions)


def distinct(actions: Iterable[Action]) -> list[Action]:
    """Those that do not look the same."""
    return list({repr(replace(one, template_id=None)): one for one in actions}.values())


def small(most: int) -> Room:
    return Room(most, utf16_units, "the job summary")


class TestContents:
    def test_what_is_wrong_comes_first_and_then_a_block_for_each_template(self) -> None:
        assert lines(WHOLE) == [
            "<!-- syncer:plan:broken,main -->",
            (
                "### syncer plan: 1 to create, 1 to update, 1 to delete, 1 blocked,"
                " 1 health finding, 1 account failed"
            ),
            "#### Accounts",
            "- `main`: 1 to create, 1 to update, 1 to delete, 1 blocked; 3 unchanged, 0 unmanaged",
            "#### Failed",
            "- `broken`: NxCloud refused the request: bad signature (code 1003); check it",
            "#### Health",
            "- `main`: `menu/en` quality red: its quality is RED",
            "#### Blocked",
            (
                "<details><summary>⛔ blocked <code>held/en</code> in <code>main</code>"
                " from <code>b.yaml:2:2</code></summary>"
            ),
            "- it is in review",
            "</details>",
            "#### Warnings",
            "- `main`: apply will refuse this: too much at once; look at it",
            "- `main`: one is odd",
            "#### Limits",
            "- `main`: 3 of 100 creations this hour",
            "#### To delete",
            "<details><summary>🔴 delete <code>old/en</code> in <code>main</code></summary>",
            "</details>",
            "#### To update",
            (
                "<details><summary>🟡 update <code>menu/en</code> in <code>main</code>"
                " from <code>templates/menu.yaml:4:3</code>: <code>body</code></summary>"
            ),
            "- one of two edits",
            "```diff",
            "@@ body @@",
            "- Hi [-Ana-]",
            "+ Hi {+Bob+}",
            "```",
            "</details>",
            "#### To create",
            (
                "<details><summary>🟢 create <code>new/en</code> in <code>main</code>"
                " from <code>a.yaml:1:1</code></summary>"
            ),
            "- stays in NxCloud: it is not sent to Meta (`sync_meta: never`)",
            "```diff",
            "@@ body @@",
            "+ Hi",
            "+ you",
            "```",
            "</details>",
        ]

    def test_without_changes_it_says_so(self) -> None:
        assert lines(report(planned())) == [
            "<!-- syncer:plan:main -->",
            "### syncer plan: no changes",
            "#### Accounts",
            "- `main`: no changes; 3 unchanged, 0 unmanaged",
        ]

    def test_a_single_account_is_not_named_in_every_line(self) -> None:
        told = lines(report(planned(UPDATE, warnings=("one is odd",))))
        assert "- one is odd" in told
        assert not any("in <code>main" in line for line in told)

    def test_what_was_selected_is_told(self) -> None:
        chosen = report(planned(), selection=Selection(("shop_*", "a"), ("*/de",)))
        assert lines(chosen)[2:4] == [
            "Only templates that match `shop_*, a`.",
            "Without templates that match `*/de`.",
        ]

    def test_of_updates_those_that_meta_hears_of_come_first(self) -> None:
        ours = replace(UPDATE, name="ours", sync_meta=False)
        text = plan_markdown(report(planned(ours, UPDATE)), COMMENT)
        assert text.index("menu/en") < text.index("ours/en")


class TestManyAccounts:
    def test_what_they_have_in_common_is_told_once(self) -> None:
        update = replace(UPDATE, changes=(Change("body", "Hi", "Hello"),))
        names = [f"shop-{number:03}" for number in range(200)]
        accounts = [
            planned(
                replace(update, template_id=number),
                account=name,
                costs=("1 of 100 creations this hour",),
            )
            for number, name in enumerate(names)
        ]
        told = lines(report(*accounts, planned(account="other")))
        first = ", ".join(f"`{name}`" for name in names[:10])
        assert f"- {first} and 190 more: 1 to update; 3 unchanged, 0 unmanaged" in told
        assert "- `other`: no changes; 3 unchanged, 0 unmanaged" in told
        assert f"- {first} and 190 more: 1 of 100 creations this hour" in told
        (block,) = (line for line in told if "<summary>" in line)
        assert "<code>shop-009</code> and 190 more from <code>templates/menu" in block

    def test_what_has_no_room_is_counted_for_each_of_them(self) -> None:
        accounts = [
            planned(replace(UPDATE, name=f"menu{number // 2}"), account=f"shop-{number}")
            for number in range(1000)
        ]
        *blocks, last = [
            line
            for line in lines(report(*accounts), small(20_000))
            if "<su" in line or "**" in line
        ]
        assert all(line.count("<code>shop") == 2 for line in blocks)
        assert f"{1000 - 2 * len(blocks)} to update" in last


class TestMarker:
    def test_is_the_same_whatever_fails_and_in_whatever_order(self) -> None:
        failed = FailedAccount("a", ApiError(1, "no"))
        one = report(planned(account="b"), planned(account="a"))
        other = report(planned(account="b"), failed=(failed,))
        assert marker(one) == marker(other) == "<!-- syncer:plan:a,b -->"

    def test_differs_by_command_accounts_and_selection(self) -> None:
        reports = [
            report(planned()),
            report(planned(), kind="drift"),
            report(planned(account="staging")),
            report(planned(), selection=Selection(("a",))),
            report(planned(), selection=Selection((), ("a",))),
        ]
        assert len({marker(one) for one in reports}) == len(reports)

    def test_of_many_accounts_it_is_short_and_still_theirs(self) -> None:
        many = [planned(account=f"account-{number}") for number in range(300)]
        assert len(marker(report(*many))) < 60
        assert marker(report(*many)) != marker(report(*many[1:], planned(account="another")))

    def test_names_cannot_end_it(self) -> None:
        assert marker(report(planned(account="a-->b\ud800"))) == (
            "<!-- syncer:plan:a%2D%2D%3Eb%5Cud800 -->"
        )


class TestHostileTexts:
    @some
    @given(hostile_reports())
    def test_show_as_text_and_nothing_else(self, one: PlanReport) -> None:
        found = shown(plan_markdown(one, COMMENT))
        assert set(found.tags) <= OURS
        assert found.attributes <= {("lang", "diff")}
        assert not re.search(r"[@#`<>*_~$\[\]\\/&|]|www\.|[0-9a-f]{7}", "".join(found.words))

    @some
    @given(hostile_reports())
    def test_end_no_block_and_add_no_marker(self, one: PlanReport) -> None:
        text = plan_markdown(one, COMMENT)
        found, actions = shown(text), distinct(actions_of(one))
        assert text.startswith(f"{marker(one)}\n")
        assert [f"<!--{comment}-->" for comment in found.comments] == [marker(one)]
        assert found.tags["details"] == len(actions)
        assert found.tags["pre"] == sum(bool(action.changes) for action in actions)


class TestRoom:
    @some
    @given(hostile_reports(), st.integers(3_000, 60_000))
    def test_is_never_exceeded(self, one: PlanReport, most: int) -> None:
        assert utf16_units(plan_markdown(one, small(most))) <= most

    @some
    @given(hostile_reports(), st.integers(8_000, 20_000))
    def test_what_has_none_is_counted(self, one: PlanReport, most: int) -> None:
        assume(len(distinct(actions_of(one))) == len(list(actions_of(one))))
        *_, last = text = lines(one, small(most))
        for kind, words in KINDS.items():
            actions = [each for each in actions_of(one) if each.action == kind]
            blocks = sum(f" {kind} <code>" in line for line in text if "<summary>" in line)
            counted = re.search(rf"(\d+) {words}", last) if "Not shown" in last else None
            assert blocks + int(counted[1] if counted else 0) == len(actions)

    def test_a_thousand_templates_fit_a_comment_and_the_rest_is_in_the_job_summary(self) -> None:
        body = "Hi {{First Name}}, 你好 👋 your order is on its way.\n" * 10
        actions = [
            replace(UPDATE, name=f"t{number}", changes=(Change("body", body, f"{number}" + body),))
            for number in range(1000)
        ]
        comment = plan_markdown(report(planned(*actions)), COMMENT)
        assert 55_000 < utf16_units(comment) <= 60_000
        (count,) = re.findall(
            r"\*\*Not shown, for want of room:\*\* (\d+) to update. See the job summary.", comment
        )
        assert comment.count("<details>") + int(count) == 1000
        summary = plan_markdown(report(planned(*actions)), JOB_SUMMARY)
        assert 500_000 < len(summary.encode()) <= 1_000_000

    def test_one_template_takes_no_more_than_a_quarter_of_it(self) -> None:
        change = Change("body", None, "one line of many\n" * 10_000)
        text = plan_markdown(report(planned(replace(UPDATE, changes=(change,)))), COMMENT)
        assert 14_000 < len(text) < 16_000
        (rest,) = re.findall(r"\n(\d+) more lines of this template: see the job summary.\n", text)
        assert text.count("one line of many") + int(rest) + 1 == 10_002

    def test_a_line_that_is_too_long_by_itself_is_counted(self) -> None:
        change = Change("body", None, "x" * 20_000)
        text = plan_markdown(report(planned(replace(UPDATE, changes=(change,)))), COMMENT)
        assert "\n1 more line of this template: see the job summary.\n" in text

    def test_long_lists_leave_room_for_the_templates(self) -> None:
        warnings = tuple(f"warning {number}" for number in range(10_000))
        text = plan_markdown(report(planned(UPDATE, warnings=warnings)), COMMENT)
        assert "update <code>menu/en" in text
        shown_ones = text.count("\n- warning")
        assert f"{10_000 - shown_ones} warnings" in text
        assert shown_ones > 300
