from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.forge import BOT, STRANGER

from syncer.github.inputs import Inputs
from syncer.github.own import marker_of

if TYPE_CHECKING:
    from support.action_use import Use
    from support.forge import Forge

MARKER = marker_of(Inputs("plan"))


@pytest.fixture(autouse=True)
def _planned(use: Use) -> None:
    use.event("pull_request", {"pull_request": {"number": 7}})
    use.inputs("plan")
    use.ran(2)
    use.folder.comment.write_text("what would change")


def applied(**names: str) -> object:
    """The result of an apply; names by outcome."""
    fields = {"action": "create", "language": "en", "reason": "", "error": None}
    results = [{**fields, "name": name, "outcome": outcome} for outcome, name in names.items()]
    counts = {"done": len(results), "failed": 0, "skipped": 0}
    return {"accounts": [{"account": "main", "results": results, "summary": counts}]}


def bodies(github: Forge) -> list[str]:
    return [one["body"] for one in github.comments.get(7, [])]


def test_the_first_comment_is_written_and_later_ones_replace_it(use: Use, github: Forge) -> None:
    use.environment["PAGE_URL"] = "https://github.example/artifacts/1"
    assert use.word("comment") == 0
    (body,) = bodies(github)
    assert body.startswith(f"{MARKER}\nwhat would change\n")
    assert "[How customers will see it](https://github.example/artifacts/1) · [this run](" in body
    use.folder.comment.write_text("something else")
    assert use.word("comment") == 0
    assert [body.splitlines()[1] for body in bodies(github)] == ["something else"]
    assert use.outputs()["comment-url"].startswith("https://github.example/")


def test_it_names_the_commit_that_the_pull_request_shows_not_the_merge_that_was_tried(
    use: Use, github: Forge
) -> None:
    head = {"sha": "c0ffee" * 6 + "abcd"}
    use.event("pull_request", {"pull_request": {"number": 7, "head": head}})
    use.word("comment")
    assert bodies(github)[0].endswith(", commit c0ffeec0ff\n")


def test_our_comment_is_found_on_any_page_of_them(use: Use, github: Forge) -> None:
    github.most_rows = 2
    for number in range(5):
        github.add_comment(7, f"remark {number}", STRANGER)
    github.add_comment(7, MARKER, BOT)
    use.word("comment")
    assert len(bodies(github)) == 6
    assert "what would change" in bodies(github)[5]


def test_a_comment_that_somebody_else_could_edit_is_never_taken(use: Use, github: Forge) -> None:
    github.add_comment(7, f"{MARKER}\nnothing to see here", STRANGER)
    use.word("comment")
    assert len(bodies(github)) == 2
    assert "nothing to see" in bodies(github)[0]


def test_a_person_s_token_finds_the_comments_of_that_person(use: Use, github: Forge) -> None:
    github.me = {"login": "ana", "type": "User"}
    github.add_comment(7, MARKER, BOT)
    github.add_comment(7, MARKER, {"login": "ana", "type": "User"})
    use.word("comment")
    assert "what would change" not in bodies(github)[0]
    assert "what would change" in bodies(github)[1]


def test_other_accounts_and_commands_have_comments_of_their_own(use: Use, github: Forge) -> None:
    use.word("comment")
    use.inputs("plan", accounts=("staging",))
    use.word("comment")
    use.inputs("apply")
    use.word("comment")
    assert len(bodies(github)) == 3


def test_a_pull_request_that_changes_nothing_is_left_in_peace(use: Use, github: Forge) -> None:
    use.ran(0)
    use.word("comment")
    assert bodies(github) == []
    use.ran(2)
    use.word("comment")
    use.ran(0)
    use.folder.comment.write_text("no changes")
    use.word("comment")
    assert ["no changes" in body for body in bodies(github)] == [True]


def test_an_apply_comments_on_the_pull_request_that_was_merged(use: Use, github: Forge) -> None:
    use.event("push", {})
    github.merge(7, "a" * 40, use.environment["GITHUB_SHA"])
    use.inputs("apply")
    use.folder.comment.unlink()
    use.ran(0)
    use.printed(applied())
    use.word("comment")
    assert bodies(github) == [], "there was nothing to do"
    use.printed(applied(done="shop_greeting"))
    use.word("comment")
    assert "create shop_greeting/en done" in bodies(github)[0]


@pytest.mark.parametrize(
    ("command", "event"),
    [("apply", "push"), ("apply", "workflow_dispatch"), ("plan", "push")],
)
def test_without_a_pull_request_there_is_no_comment(
    command: str, event: str, use: Use, github: Forge
) -> None:
    use.inputs(command)
    use.event(event, {})
    assert use.word("comment") == 0
    assert use.outputs()["comment-url"] == ""
    assert github.comments == {}


def test_a_refusal_is_a_warning(
    use: Use, github: Forge, capsys: pytest.CaptureFixture[str]
) -> None:
    github.refuse("POST", "/comments", 403)
    assert use.word("comment") == 0
    assert capsys.readouterr().out == (
        "::warning title=syncer::no comment was written:"
        " Resource not accessible by integration (HTTP 403)\n"
    )


def test_so_is_a_token_that_is_none(use: Use, capsys: pytest.CaptureFixture[str]) -> None:
    use.environment["GITHUB_TOKEN"] = "another-token-of-somebody"
    assert use.word("comment") == 0
    told = capsys.readouterr().out
    assert "no comment was written: Bad credentials (HTTP 401)" in told
    assert "another-token" not in told


def test_who_the_token_is_must_be_known(
    use: Use, github: Forge, capsys: pytest.CaptureFixture[str]
) -> None:
    github.add_comment(7, MARKER, BOT)
    github.refuse("GET", "/user", 404)
    assert use.word("comment") == 0
    assert "no comment was written" in capsys.readouterr().out
