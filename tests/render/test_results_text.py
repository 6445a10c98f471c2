from __future__ import annotations

from syncer.apply.values import AccountResult, ActionResult, ErrorDetail
from syncer.render.results_text import action_result_lines, result_lines, results_lines

DONE = ActionResult("create", "menu", "en", 314, "done")
NOTED = ActionResult("update", "terms", "en", 315, "done", "it shows no tag")
FAILED = ActionResult("delete", "old", "en", 9, "failed", "plan again", ErrorDetail("x", "moved"))
SKIPPED = ActionResult("create", "next", "en", None, "skipped", "it needs old/en")


def plain(*results: ActionResult) -> list[str]:
    return [line.plain for line in result_lines(AccountResult("main", results))]


def test_every_action_is_listed_in_order_with_what_to_know_and_the_counts() -> None:
    assert plain(DONE, NOTED, FAILED, SKIPPED) == [
        "Applied main",
        "  ✓ create menu/en (id 314) done",
        "  ✓ update terms/en (id 315) done",
        "      it shows no tag",
        "  ✗ delete old/en (id 9) failed",
        "      moved",
        "      plan again",
        "  ○ create next/en skipped",
        "      it needs old/en",
        "2 done, 1 failed, 1 skipped.",
    ]


def test_an_account_without_actions_has_its_counts() -> None:
    assert plain() == ["Applied main", "0 done, 0 failed, 0 skipped."]


def test_several_accounts_stand_apart_and_are_summed_up_below() -> None:
    accounts = [
        AccountResult("main", (DONE,)),
        AccountResult("idle", ()),
        AccountResult("staging", (DONE, FAILED)),
    ]
    assert [line.plain for line in results_lines(accounts)] == [
        *plain(DONE),
        "",
        "Applied staging",
        *plain(DONE, FAILED)[1:],
        "",
        "2 accounts: 2 done, 1 failed, 0 skipped.",
    ]


def test_one_account_is_its_own_sum() -> None:
    lines = results_lines([AccountResult("main", (DONE,)), AccountResult("idle", ())])
    assert [line.plain for line in lines] == plain(DONE)


def test_nothing_from_outside_reaches_the_terminal_raw() -> None:
    error = ErrorDetail("x", "bad\x1b[31m\nworse")
    nasty = ActionResult("create", "a\nb", "e\u202en", None, "failed", "why\r?", error)
    assert [line.plain for line in action_result_lines(nasty)] == [
        "  ✗ create a\\u000ab/e\\u202en failed",
        "      bad\\u001b[31m\\u000aworse",
        "      why\\u000d?",
    ]


def test_outcomes_have_colours() -> None:
    styles = [str(next(iter(action_result_lines(one))).style) for one in (DONE, FAILED, SKIPPED)]
    assert styles == ["green", "red", "yellow"]
