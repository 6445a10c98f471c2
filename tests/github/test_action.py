"""The steps of `action.yml` as shell, against the emulator and a GitHub on loopback."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.workflow import HEAD, MERGED, Repository, health, pull_request, repository

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.slow


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Repository]:
    with repository(tmp_path) as made:
        yield made


def test_a_pull_request_is_commented_and_its_merge_applies_exactly_what_was_reviewed(
    here: Repository,
) -> None:
    planned = here.run("pull_request", pull_request(), command="plan")
    assert not planned.failed, planned.log
    assert planned.outputs["exit-code"] == "2"
    assert (planned.outputs["create"], planned.outputs["changes"]) == ("2", "true")
    (comment,) = here.forge.comments[7]
    assert comment["html_url"] == planned.outputs["comment-url"]
    assert f"[How customers will see it]({planned.outputs['page-url']})" in comment["body"]
    for text in (comment["body"], planned.summary):
        assert "2 to create" in text
    assert here.caches == {}, "pull requests leave no cache"

    here.forge.merge(7, HEAD, MERGED)
    here.project.replace("templates/goodbye.yaml", "See you soon", "Goodbye")
    refused = here.run("push", {}, command="apply", reviewed_plan="true")
    assert (refused.failed, refused.outputs["exit-code"]) == (True, "1")
    assert here.emulator.console.requests("create") == []
    for text in (here.forge.comments[7][1]["body"], refused.summary):
        assert "The plan that was reviewed in #7 was not applied" in text
        assert "Run workflow" in text

    here.project.replace("templates/goodbye.yaml", "Goodbye", "See you soon")
    applied = here.run("push", {}, command="apply", reviewed_plan="true")
    assert not applied.failed, applied.log
    assert (applied.outputs["done"], applied.outputs["exit-code"]) == ("2", "0")
    for text in (here.forge.comments[7][1]["body"], applied.summary):
        assert "✓ create shop_greeting/en done" in text
    assert len(here.forge.comments[7]) == 2, "one comment for the plan, one for what became of it"
    assert any(key.startswith("syncer-state-v1-default-") for key in here.caches)


def test_a_fork_validates_only_and_sees_its_problems_at_their_lines(here: Repository) -> None:
    here.project.replace("templates/goodbye.yaml", "MARKETING", "MARKETTING")
    fork = pull_request(repository="stranger/templates")
    ran = here.run("pull_request", fork, command="plan")
    assert ran.outputs["command"] == "validate"
    assert ran.failed
    assert ran.outputs["exit-code"] == "1"
    assert "::error file=templates/goodbye.yaml,line=2," in ran.log
    assert "templates/goodbye.yaml:2:" in ran.summary
    assert here.emulator.console.requests() == [], "nobody has asked NxCloud for anything"
    assert here.forge.asked == [], "nor GitHub"


def test_without_a_reviewed_plan_nothing_is_applied(here: Repository) -> None:
    ran = here.run("push", {}, command="apply", reviewed_plan="true")
    assert (ran.failed, ran.outputs["exit-code"]) == (True, "1")
    assert "Nothing was applied" in ran.summary
    assert here.emulator.console.requests("create") == []


def test_drift_opens_updates_and_closes_one_issue_and_tells_a_webhook_once(
    here: Repository,
) -> None:
    def drift() -> None:
        ran = here.run(
            "schedule",
            {},
            command="drift",
            issue="true",
            fail_on_drift="false",
            webhook=f"{here.forge.url}/hook",
        )
        assert not ran.failed, ran.log
        assert "/hook" not in ran.log, "the URL is a secret"

    here.make_live()
    health(here.emulator, status="PAUSED")
    drift()
    (issue,) = here.forge.issues
    assert issue["state"] == "open"
    (told,) = here.forge.hooks
    assert "shop_greeting/en is paused" in told["text"]
    health(here.emulator, body="Somebody wrote something else.")
    drift()
    (issue,) = here.forge.issues
    assert "1 to update" in issue["body"]
    assert len(here.forge.hooks) == 1, "the same finding is told once"
    health(here.emulator, status="APPROVED", body="Hello {{First Name}}, good to see you.")
    drift()
    (issue,) = here.forge.issues
    assert issue["state"] == "closed"
    assert [one["finding"] for one in here.forge.hooks[1]["gone"]] == ["paused"]


def test_the_truth_is_told_when_nxcloud_cannot_be_reached(here: Repository) -> None:
    here.credentials = {**here.credentials, "NXCLOUD_BASE_URL": "http://127.0.0.1:9"}
    here.project.replace("syncer.yaml", "accounts:", "network: {retry_seconds: 0}\naccounts:")
    ran = here.run("pull_request", pull_request(), command="plan")
    assert ran.failed
    assert ran.outputs["exit-code"] == "1"
    assert (ran.outputs["plan-file"], ran.outputs["changes"]) == ("", "false")
    (comment,) = here.forge.comments[7]
    for text in (comment["body"], ran.summary):
        assert "1 account failed" in text
    assert "demo-access-secret" not in ran.log + ran.summary + comment["body"]


def test_a_wrong_input_is_said_before_anything_is_done(here: Repository) -> None:
    ran = here.run("pull_request", pull_request(), command="plam")
    assert ran.failed
    assert "::error title=syncer::there is no command 'plam'" in ran.log
    assert ran.summary == "### syncer gave no result. The log says why.\n"
