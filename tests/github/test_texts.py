"""What is told where syncer's own markdown cannot say it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from support.action_use import Use
    from support.forge import Forge

ERROR = {"code": "refused", "message": "it is no longer so", "hint": "plan anew", "location": None}
PROBLEM = {
    "file": "a.yaml",
    "line": 2,
    "column": 3,
    "severity": "error",
    "message": "wrong",
    "hint": "",
}


def result(name: str, outcome: str, **fields: Any) -> dict[str, Any]:
    return {
        "action": "create",
        "name": name,
        "language": "en",
        "outcome": outcome,
        "reason": "",
        "error": None,
        **fields,
    }


def summary(use: Use) -> str:
    assert use.word("summary") == 0
    return use.summary()


def test_the_summary_is_the_report_with_where_to_look_further(use: Use) -> None:
    use.inputs("plan")
    use.ran(2)
    use.folder.summary.write_text("what would change")
    use.environment["PAGE_URL"] = "https://github.example/page"
    told = summary(use)
    assert told.startswith("what would change\n[How customers will see it](https://github")
    assert "commit bbbbbbbbbb" in told


def test_a_command_that_printed_nothing_is_told_with_its_last_words(use: Use) -> None:
    use.inputs("plan")
    use.ran(137, None, "reading", "``` and <b>more</b>")
    told = summary(use)
    assert "### syncer plan gave no result (exit code 137)" in told
    assert "````text\nreading\n``` and <b>more</b>\n````" in told


def test_even_if_it_had_none(use: Use) -> None:
    use.inputs("drift")
    use.ran(1)
    use.folder.result.write_text("not json")
    assert "```text\nnothing\n```" in summary(use)


@pytest.mark.parametrize("command", ["plan", "validate", "accounts", "apply"])
def test_an_error_is_told_with_what_to_do(command: str, use: Use) -> None:
    use.inputs(command)
    use.ran(3)
    use.printed({"error": ERROR | {"location": "syncer.yaml:3:5"}})
    told = summary(use)
    assert f"### syncer {command} failed (exit code 3)" in told
    assert "syncer.yaml:3:5: it is no longer so\n  plan anew\n" in told
    assert "gave no result" not in told


def test_every_problem_in_the_files_is_listed(use: Use) -> None:
    use.inputs("plan")
    use.ran(1)
    problems = [PROBLEM, PROBLEM | {"line": 4, "hint": "right"}]
    use.printed({"error": ERROR | {"location": "a.yaml:2:3", "hint": "", "problems": problems}})
    told = summary(use)
    assert "a.yaml:2:3: error: wrong\na.yaml:4:3: error: wrong (right)\nit is no longer" in told


def test_each_account_that_failed_is_named(use: Use) -> None:
    use.inputs("apply")
    use.ran(4)
    use.printed(
        {
            "accounts": [
                {
                    "account": "one",
                    "results": [result("a", "done")],
                    "summary": {"done": 1, "failed": 0, "skipped": 0},
                }
            ],
            "error": ERROR,
            "errors": [ERROR | {"account": name} for name in ("two", "three")],
        }
    )
    told = summary(use)
    assert "two: it is no longer so" in told
    assert "three: it is no longer so" in told
    assert "### syncer apply `one`: 1 done, 0 skipped, 0 failed" in told


def test_an_apply_lists_first_what_was_not_done(use: Use) -> None:
    use.inputs("apply")
    use.ran(4)
    failed = {"message": "NxCloud refused", "trace_id": "4711"}
    results = [
        result("a", "done"),
        result("b", "skipped", reason="it depends on c"),
        result("c", "failed", error=failed, reason="apply again"),
        result("d", "failed", error=failed | {"trace_id": ""}),
    ]
    reviews = [
        {"name": "a", "language": "en", "status": "APPROVED", "rejected_reason": ""},
        {"name": "b", "language": "en", "status": "REJECTED", "rejected_reason": "SCAM"},
    ]
    account = {
        "account": "main",
        "results": results,
        "summary": {"done": 1, "failed": 2, "skipped": 1},
        "reviews": reviews,
    }
    use.printed({"accounts": [account]})
    assert """\
```text
✗ create c/en failed
    apply again
    NxCloud refused (trace id 4711)
✗ create d/en failed
    NxCloud refused
○ create b/en skipped
    it depends on c
✓ create a/en done
review of a/en: APPROVED
review of b/en: REJECTED: SCAM
```""" in summary(use)


def test_of_hundreds_of_accounts_those_that_failed_are_told_and_the_comment_is_not_too_long(
    use: Use, github: Forge
) -> None:
    def account(number: int, outcome: str) -> dict[str, Any]:
        results = [result(f"a{number}", "done")] * 5 + [result(f"b{number}", outcome)]
        counts = {"done": 5, "failed": 0, "skipped": 0}
        return {"account": f"shop-number-{number}", "results": results, "summary": counts}

    use.event("pull_request", {"pull_request": {"number": 7}})
    use.inputs("apply")
    use.ran(4)
    outcomes = {700: "failed", 600: "skipped"}
    use.printed({"accounts": [account(one, outcomes.get(one, "done")) for one in range(800)]})
    assert use.word("comment") == 0
    body = github.comments[7][0]["body"]
    assert len(body) < 65_536
    assert body.index("✗ create b700/en") < body.index("○ create b600/en") < body.index("a0/en")
    assert body.count("shop-number-") + int(body.split("… and ")[1].split()[0]) == 800


def test_an_apply_of_which_every_account_failed_lists_the_errors(use: Use) -> None:
    use.inputs("apply")
    use.ran(1)
    use.printed({"accounts": [], "error": ERROR, "errors": [ERROR | {"account": "one"}]})
    assert "one: it is no longer so" in summary(use)


def test_an_apply_with_nothing_to_do_says_so(use: Use) -> None:
    use.inputs("apply")
    use.ran(0)
    counts = {"done": 0, "failed": 0, "skipped": 0}
    use.printed({"accounts": [{"account": "main", "results": [], "summary": counts}]})
    assert "nothing to do" in summary(use)


def test_a_validation_counts_and_lists(use: Use) -> None:
    use.inputs("validate")
    use.ran(0)
    counts = {"templates": 3, "errors": 0, "warnings": 0, "ignored": 0}
    use.printed({"problems": [], "summary": counts})
    told = summary(use)
    assert "### syncer validate: 3 templates, 0 errors, 0 warnings\n" in told
    assert "```" not in told
    use.printed({"problems": [PROBLEM], "summary": counts | {"errors": 1}})
    assert "1 errors, 0 warnings\n```text\na.yaml:2:3: error: wrong\n```" in summary(use)


def test_accounts_are_counted(use: Use) -> None:
    use.inputs("accounts")
    use.ran(0)
    use.printed([{"account": "one"}, {"account": "two"}])
    assert summary(use).startswith("### syncer accounts: 2\n")


def test_a_long_list_is_cut_and_counted_and_longer_in_the_summary(use: Use, github: Forge) -> None:
    use.event("pull_request", {"pull_request": {"number": 7}})
    use.inputs("plan")
    use.ran(1, None, *("word " * 1000 for _ in range(10)))
    use.word("comment")
    assert "\n… and 7 more\n```" in github.comments[7][0]["body"]
    assert "… and" not in summary(use)


def test_a_refused_plan_says_what_to_do(use: Use) -> None:
    use.inputs("apply", reviewed_plan=True)
    use.reviewed(plan_file="reviewed-plan.json", origin="#7")
    use.ran(1)
    use.printed({"error": ERROR})
    told = summary(use)
    assert "**The plan that was reviewed in #7 was not applied**, for the reason\nbelow." in told
    assert "moved" not in told, "it may have been refused because it changes too much at once"
    assert "run a workflow by hand" in told


@pytest.mark.parametrize(
    ("exit_code", "document", "said"),
    [
        (0, {"accounts": []}, "There is nothing to apply"),
        (1, {"accounts": []}, "**Nothing was applied.**"),
        (1, {"error": ERROR, "accounts": []}, "syncer plan failed"),
    ],
)
def test_a_plan_that_nobody_reviewed_is_not_applied(
    exit_code: int, document: dict[str, Any], said: str, use: Use
) -> None:
    use.inputs("apply", reviewed_plan=True)
    use.reviewed(reason="no pull request was merged as 0123456789")
    use.ran(exit_code, "plan")
    use.printed(document)
    told = summary(use)
    assert "No plan that was reviewed can be applied: no pull request was merged" in told
    assert said in told
