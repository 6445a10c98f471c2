from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from support.forge import BOT, STRANGER

from syncer.github.inputs import Inputs
from syncer.github.issue import LABEL
from syncer.github.own import marker_of

if TYPE_CHECKING:
    from support.action_use import Use
    from support.forge import Forge

MARKER = marker_of(Inputs("drift", accounts=("production",)))
UPDATE: dict[str, Any] = {"account": "production", "actions": [{}], "health": []}
HEALTH: dict[str, Any] = {"account": "production", "actions": [], "health": [{}]}
FINE: dict[str, Any] = {"account": "production", "actions": [], "health": []}


@pytest.fixture
def found(use: Use) -> Any:
    def found(exit_code: int, *accounts: dict[str, Any], text: str = "drift") -> None:
        use.inputs("drift", accounts=("production",))
        use.printed({"accounts": accounts})
        use.folder.comment.write_text(text)
        use.ran(exit_code)
        assert use.word("issue") == 0

    return found


@pytest.mark.parametrize("account", [UPDATE, HEALTH])
def test_drift_or_ill_health_opens_an_issue(
    account: dict[str, Any], found: Any, use: Use, github: Forge
) -> None:
    found(2, account)
    (issue,) = github.issues
    assert issue["title"].endswith("differs from the files (production)")
    assert issue["body"].startswith(f"{MARKER}\ndrift\n")
    assert issue["labels"] == [LABEL]
    assert use.outputs()["issue-url"] == issue["html_url"]


def test_many_accounts_are_counted_in_its_title(use: Use, github: Forge) -> None:
    use.inputs("drift", accounts=tuple(f"client-{number}" for number in range(50)))
    use.printed({"accounts": [UPDATE]})
    use.folder.comment.write_text("drift")
    use.ran(2)
    assert use.word("issue") == 0
    (issue,) = github.issues
    assert issue["title"].endswith("differs from the files (50 accounts)")


def test_it_is_updated_in_place_and_closed_when_the_drift_is_gone(
    found: Any, github: Forge
) -> None:
    found(2, UPDATE)
    found(2, HEALTH, text="ill health")
    (issue,) = github.issues
    assert (issue["state"], "ill health" in issue["body"]) == ("open", True)
    found(0, FINE)
    assert (issue["state"], issue["state_reason"]) == ("closed", "completed")
    assert "The drift is gone" in github.comments[1][0]["body"]
    found(0, FINE)
    assert len(github.comments[1]) == 1
    found(2, UPDATE)
    assert [one["state"] for one in github.issues] == ["closed", "open"]


@pytest.mark.parametrize("exit_code", [1, 3])
def test_a_drift_that_failed_closes_nothing(
    exit_code: int, found: Any, use: Use, github: Forge
) -> None:
    found(exit_code)
    assert github.issues == []
    assert use.outputs()["issue-url"] == ""
    found(2, UPDATE)
    found(exit_code)
    (issue,) = github.issues
    assert issue["state"] == "open"
    assert use.outputs()["issue-url"] == issue["html_url"]


def test_drift_of_one_account_is_told_though_another_failed(found: Any, github: Forge) -> None:
    found(1, UPDATE)
    assert len(github.issues) == 1


def test_without_accounts_the_title_names_none(use: Use, github: Forge) -> None:
    use.inputs("drift")
    use.printed({"accounts": [UPDATE]})
    use.ran(2)
    use.word("issue")
    assert github.issues[0]["title"].endswith("differs from the files")


def test_an_issue_of_others_or_of_other_accounts_is_left_alone(found: Any, github: Forge) -> None:
    others = (
        github.add_issue(STRANGER, body=MARKER, labels=[LABEL]),
        github.add_issue(BOT, body=marker_of(Inputs("drift")), labels=[LABEL]),
        github.add_issue(BOT, body=None, labels=[LABEL]),
    )
    found(0, FINE)
    assert [one["state"] for one in others] == ["open"] * 3
    found(2, UPDATE)
    assert len(github.issues) == 4


def test_a_refusal_is_a_warning(
    found: Any, github: Forge, capsys: pytest.CaptureFixture[str]
) -> None:
    github.refuse("GET", "/issues", 410)
    found(2, UPDATE)
    assert "::warning title=syncer::the issue is not up to date: " in capsys.readouterr().out
