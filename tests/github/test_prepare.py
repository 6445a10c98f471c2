from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from support.action_use import Use

INPUTS = {
    "INPUT_REVIEWED_PLAN": "false",
    "INPUT_KEEP": "true",
    "INPUT_FAIL_ON_DRIFT": "true",
}
OURS = {"full_name": "shop/templates"}


def prepared(use: Use, command: str, **environment: str) -> dict[str, str]:
    use.environment |= {**INPUTS, "INPUT_COMMAND": command, **environment}
    assert use.word("prepare") == 0
    return use.outputs()


def pull_request(repository: dict[str, str] | None) -> dict[str, object]:
    return {"pull_request": {"number": 7, "head": {"repo": repository}}}


@pytest.mark.parametrize(
    ("command", "event", "saved"),
    [
        ("apply", "push", {"cache", "state"}),
        ("drift", "schedule", {"cache", "told"}),
        ("plan", "workflow_dispatch", {"cache"}),
        ("plan", "pull_request", set()),
        ("validate", "push", set()),
        ("accounts", "push", set()),
    ],
)
def test_what_is_saved_for_the_next_run(
    command: str, event: str, saved: set[str], use: Use
) -> None:
    use.event(event, pull_request(OURS) if event == "pull_request" else {})
    outputs = prepared(use, command)
    assert {name for name in ("cache", "state", "told") if outputs[f"save-{name}"] == "true"} == (
        saved
    )


@pytest.mark.parametrize(
    ("command", "restored"),
    [("plan", "true"), ("apply", "true"), ("drift", "true"), ("validate", "false")],
)
def test_what_needs_no_credentials_restores_nothing(command: str, restored: str, use: Use) -> None:
    assert prepared(use, command)["restore-state"] == restored


def test_nothing_is_kept_where_that_is_not_wanted(use: Use) -> None:
    outputs = prepared(use, "apply", INPUT_KEEP="false")
    assert (outputs["restore-state"], outputs["save-state"]) == ("false", "false")


def test_a_folder_that_the_workflow_names_itself_is_left_to_it(use: Use) -> None:
    outputs = prepared(use, "apply", SYNCER_STATE_DIR="/our/journal")
    assert outputs["state-dir"] == "/our/journal"
    assert (outputs["restore-state"], outputs["save-state"]) == ("false", "false")
    assert outputs["save-cache"] == "true"


def test_plan_and_apply_find_what_the_other_kept(use: Use) -> None:
    first = prepared(use, "plan", INPUT_ACCOUNT="one")
    second = prepared(use, "apply", INPUT_ACCOUNT="one")
    assert first["state-key"] == second["state-key"]
    assert first["state-dir"] == second["state-dir"]
    assert first["stamp"] != second["stamp"], "GitHub changes no cache"
    assert first["folder"] != second["folder"], "a saved plan outlives the next use"


@pytest.mark.parametrize("repository", [{"full_name": "stranger/templates"}, None])
@pytest.mark.parametrize("command", ["plan", "apply", "drift"])
def test_a_fork_is_only_validated(
    command: str,
    repository: dict[str, str] | None,
    use: Use,
    capsys: pytest.CaptureFixture[str],
) -> None:
    use.event("pull_request", pull_request(repository))
    assert prepared(use, command, INPUT_ARGUMENTS="--refresh")["command"] == "validate"
    assert "::notice title=syncer::A pull request from a fork" in capsys.readouterr().out


def test_so_is_dependabot(use: Use) -> None:
    use.event("pull_request", pull_request(OURS))
    assert prepared(use, "plan", GITHUB_ACTOR="dependabot[bot]")["command"] == "validate"


def test_a_fork_may_list_its_accounts(use: Use) -> None:
    use.event("pull_request", pull_request(None))
    assert prepared(use, "accounts")["command"] == "accounts"


def test_a_branch_of_the_same_repository_gets_its_plan(use: Use) -> None:
    use.event("pull_request", pull_request(OURS))
    assert prepared(use, "plan")["command"] == "plan"


def test_a_missing_checkout_is_said(
    use: Use, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = str(tmp_path / "nowhere")
    use.environment |= {
        **INPUTS,
        "INPUT_COMMAND": "plan",
        "INPUT_WORKING_DIRECTORY": missing,
    }
    assert use.word("prepare") == 64
    assert f"::error title=syncer::there is no folder '{missing}'" in capsys.readouterr().out
