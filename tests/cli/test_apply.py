from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING, Any

import pytest
from cli.senders import MAIN, STAGING
from cli.terminal import answer
from support.command import Ran, syncer
from support.project import CONFIG, GREETING

from syncer.cli import connection
from syncer.render.documents import result_document

if TYPE_CHECKING:
    from support.project import Project

    from syncer.apply.values import AccountResult
    from syncer.emulator import Running
    from syncer.template_document import Document

STAGING_ACCOUNT = f'  staging: {{phone: "{STAGING}", tenant_id: 1}}\n'
TWIN_ACCOUNT = f'  twin: {{phone: "{MAIN}", tenant_id: 1}}\n'
BROKEN_ACCOUNT = '  broken: {phone: "8615800009999", tenant_id: 1}\n'
OTHER_SECRET = f"""\
  other:
    phone: "{STAGING}"
    tenant_id: 1
    access_secret: ${{env:OTHER_SECRET}}
"""


def apply(*arguments: str) -> Ran:
    return syncer("apply", "--auto-approve", "--format", "json", *arguments)


def live(emulator: Running) -> set[str]:
    return {f"{one['phone']}/{one['name']}" for one in emulator.console.templates()}


def writes(emulator: Running) -> set[str]:
    return {one.endpoint for one in emulator.console.requests() if one.method != "GET"}


def press_ctrl_c(*_: object) -> None:
    signal.raise_signal(signal.SIGINT)


def many(emulator: Running, name: str, **fields: Any) -> None:
    """Ten live languages of a name."""
    for language in ("es", "de", "fr", "it", "pt_BR", "nl", "pl", "sv", "da", "fi"):
        plain = {"category": "UTILITY", "body": "A text that a person wrote."}
        emulator.console.add_template({"name": name, "language": language, **plain, **fields})


class TestApproval:
    def test_without_a_terminal_nothing_is_applied(
        self, project: Project, emulator: Running
    ) -> None:
        del project
        ran = syncer("apply", "--format", "json")
        assert ran.code == 1
        assert "no terminal" in ran.json["error"]["message"]
        assert "--auto-approve" in ran.json["error"]["hint"]
        assert writes(emulator) == set()

    @pytest.mark.parametrize("said", ["yes\n", "y\n"])
    def test_yes_on_a_terminal_applies_what_was_shown(
        self, said: str, project: Project, emulator: Running, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        del project
        answer(monkeypatch, said)
        ran = syncer("apply")
        assert ran.code == 0
        assert "Plan: 2 to create" in ran.stdout
        assert "Apply this plan? [y/N]:" in ran.stderr
        assert len(live(emulator)) == 2

    @pytest.mark.parametrize("said", ["no\n", "\n"])
    def test_anything_else_does_not(
        self, said: str, project: Project, emulator: Running, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        del project
        answer(monkeypatch, said)
        ran = syncer("apply")
        assert ran.code == 1
        assert "not approved" in ran.stderr
        assert writes(emulator) == set()

    def test_no_answer_at_all_is_an_interrupt(
        self, project: Project, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        del project
        answer(monkeypatch, "")
        assert syncer("apply").code == 130

    def test_the_plan_is_shown_beside_a_json_result(
        self, project: Project, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        del project
        answer(monkeypatch, "yes\n")
        ran = syncer("apply", "--format", "json")
        assert ran.code == 0
        assert ran.stderr.index("Plan: 2 to create") < ran.stderr.index("Apply this plan?")
        assert ran.account()["summary"]["done"] == 2

    def test_nothing_to_do_needs_none(self, project: Project) -> None:
        del project
        apply()
        ran = syncer("apply")
        assert ran.code == 0
        assert "No changes." in ran.stdout


class TestResult:
    def test_text_shows_the_plan_and_what_came_of_it_with_progress_beside(
        self, project: Project
    ) -> None:
        del project
        ran = syncer("apply", "--auto-approve")
        assert ran.code == 0
        assert "Plan: 2 to create" in ran.stdout
        assert ran.stdout.endswith("2 done, 0 failed, 0 skipped.\n")
        assert sorted(line.split()[0] for line in ran.stderr.splitlines()) == ["[1/2]", "[2/2]"]
        assert "create shop_greeting/en done" in ran.stderr

    def test_json_has_every_action(self, project: Project) -> None:
        del project
        ran = apply()
        assert ran.code == 0
        account = ran.account()
        assert account["account"] == "main"
        assert account["summary"] == {"done": 2, "failed": 0, "skipped": 0}
        assert {one["name"] for one in account["results"]} == {"shop_greeting", "shop_goodbye"}
        for result in account["results"]:
            assert (result["action"], result["outcome"], result["error"]) == (
                "create",
                "done",
                None,
            )

    def test_a_blocked_action_is_skipped_and_the_code_is_4(
        self, project: Project, emulator: Running
    ) -> None:
        apply()
        template = next(one for one in emulator.console.templates() if "greet" in one["name"])
        emulator.console.change_template(template["id"], {"status": "PENDING"})
        project.replace("templates/greeting.yaml", "good to see", "nice to see")
        ran = apply()
        assert ran.code == 4
        (result,) = ran.account()["results"]
        assert (result["action"], result["outcome"]) == ("blocked", "skipped")
        assert "in review" in result["reason"]

    def test_nothing_written_and_all_failed_is_1(self, project: Project, emulator: Running) -> None:
        (project.root / "templates/goodbye.yaml").unlink()
        project.replace("templates/greeting.yaml", "category", "tag: no_such_tag\ncategory")
        ran = apply()
        assert ran.code == 1
        assert ran.account()["summary"] == {"done": 0, "failed": 1, "skipped": 0}
        assert live(emulator) == set()

    def test_something_done_and_something_failed_is_4(self, project: Project) -> None:
        project.replace("templates/greeting.yaml", "category", "tag: no_such_tag\ncategory")
        ran = apply("--concurrency", "1")
        assert ran.code == 4
        assert ran.account()["summary"] == {"done": 1, "failed": 1, "skipped": 0}


class TestSeveralAccounts:
    def test_each_has_its_results(self, project: Project, emulator: Running) -> None:
        project.write("syncer.yaml", CONFIG + STAGING_ACCOUNT)
        ran = apply("--all-accounts")
        assert ran.code == 0
        assert [one["account"] for one in ran.json["accounts"]] == ["main", "staging"]
        assert len(live(emulator)) == 4
        assert syncer("apply", "--all-accounts").code == 0

    def test_written_in_one_and_failed_in_another_is_4(
        self, project: Project, emulator: Running
    ) -> None:
        project.write("syncer.yaml", CONFIG + BROKEN_ACCOUNT)
        ran = apply("--all-accounts")
        assert ran.code == 4
        assert ran.json["error"]["account"] == "broken"
        assert ran.account("main")["summary"]["done"] == 2
        assert "account broken:\nerror: " in ran.stderr
        assert len(live(emulator)) == 2

    def test_nothing_written_is_the_worst_of_the_codes(
        self, project: Project, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        apply()
        monkeypatch.setenv("OTHER_SECRET", "wrong")
        project.write("syncer.yaml", CONFIG + BROKEN_ACCOUNT)
        assert apply("--all-accounts").code == 1
        project.write("syncer.yaml", CONFIG + BROKEN_ACCOUNT + OTHER_SECRET)
        ran = apply("--all-accounts")
        assert ran.code == 3
        assert [one["account"] for one in ran.json["errors"]] == ["broken", "other"]
        assert ran.account("main")["results"] == []

    def test_an_answer_that_is_not_given_hides_no_other_account_s_error(
        self, project: Project, emulator: Running, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("OTHER_SECRET", "wrong")
        project.write("syncer.yaml", CONFIG + OTHER_SECRET)
        ran = syncer("apply", "--all-accounts", "--format", "json")
        assert ran.code == 3
        assert [one["code"] for one in ran.json["errors"]] == ["credentials", "refused"]
        assert live(emulator) == set()

    def test_concurrency_holds_for_the_reads_too(
        self, project: Project, emulator: Running, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        del project, emulator
        seen: list[int] = []

        def live_side(*args: Any) -> Any:
            seen.append(args[-1].config.concurrency)
            return connection.live_side(*args)

        monkeypatch.setattr("syncer.cli.planning.live_side", live_side)
        monkeypatch.setattr("syncer.cli.applying.live_side", live_side)
        assert apply("--concurrency", "3").code == 0
        assert seen == [3, 3]


class TestLimits:
    def test_a_mass_change_is_refused_with_number_limit_and_way_out(
        self, project: Project, emulator: Running
    ) -> None:
        project.write("syncer.yaml", CONFIG + "scope: {include: ['shop_*']}\n")
        many(emulator, "shop_old")
        ran = apply("--prune")
        assert ran.code == 1
        assert "10 of 10" in ran.json["error"]["message"]
        assert "max_delete_percent = 30" in ran.json["error"]["message"]
        assert "--force" in ran.json["error"]["hint"]
        assert writes(emulator) == set()
        assert apply("--prune", "--force").code == 0

    def test_no_template_at_all_takes_its_own_consent(
        self, project: Project, emulator: Running
    ) -> None:
        project.write("syncer.yaml", CONFIG + "scope: {include: ['shop_*']}\n")
        for name in ("greeting", "goodbye"):
            (project.root / f"templates/{name}.yaml").unlink()
        many(emulator, "shop_old")
        ran = apply("--prune")
        assert "; " in ran.json["error"]["message"], "both reasons at once"
        ran = apply("--prune", "--force")
        assert ran.code == 1
        assert "--allow-empty" in ran.json["error"]["hint"]
        assert apply("--prune", "--force", "--allow-empty").code == 0
        assert live(emulator) == set()

    def test_a_scope_that_suddenly_matches_nothing_takes_consent(
        self, project: Project, emulator: Running
    ) -> None:
        project.write("syncer.yaml", CONFIG + "scope: {include: ['shop_*']}\n")
        many(emulator, "shop_old")
        assert apply().code == 0
        for one in emulator.console.templates():
            emulator.console.delete_template(one["id"])
        emulator.console.skip_seconds(31 * 24 * 3600)
        warned = syncer("plan")
        assert "apply will refuse this: main: no live template is in scope" in warned.stderr
        refused = apply()
        assert refused.code == 1
        assert "where 12 were after the last apply" in refused.json["error"]["message"]
        assert live(emulator) == set()
        assert apply("--force").code == 0
        assert len(live(emulator)) == 2
        assert apply().code == 0

    def test_an_account_that_is_refused_does_not_stop_the_others(
        self, project: Project, emulator: Running
    ) -> None:
        project.write("syncer.yaml", CONFIG + STAGING_ACCOUNT + "scope: {include: ['shop_*']}\n")
        many(emulator, "shop_old", phone=STAGING)
        ran = apply("--all-accounts", "--prune")
        assert ran.code == 4
        assert ran.json["error"]["account"] == "staging"
        assert f"{MAIN}/shop_greeting" in live(emulator)
        assert f"{STAGING}/shop_greeting" not in live(emulator)


class TestInterrupt:
    def test_it_is_130_with_all_that_was_done_and_was_not(
        self, project: Project, emulator: Running, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def tell(line: str) -> None:
            if line.startswith("[1/"):
                os.kill(os.getpid(), signal.SIGINT)

        for number in range(20):
            text = GREETING.replace("shop_greeting", f"shop_{number}")
            project.write(f"templates/{number}.yaml", text)
        project.write("syncer.yaml", CONFIG + STAGING_ACCOUNT)
        monkeypatch.setattr("syncer.cli.output.tell", tell)
        ran = apply("--all-accounts", "--concurrency", "1")
        assert ran.code == 130
        assert [one["account"] for one in ran.json["accounts"]] == ["main", "staging"]
        assert sum(one["summary"]["done"] for one in ran.json["accounts"]) == len(live(emulator))
        results = [one for account in ran.json["accounts"] for one in account["results"]]
        skipped = [one["reason"] for one in results if one["outcome"] != "done"]
        assert {*skipped} == {"interrupted before it began"}
        assert len(results) == 2 * 22

    def test_between_two_accounts_of_a_sender_it_loses_no_result(
        self, project: Project, emulator: Running, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        project.write("syncer.yaml", CONFIG + TWIN_ACCOUNT)
        monkeypatch.setattr("syncer.cli.applying.remember_in_scope", press_ctrl_c)
        ran = apply("--all-accounts")
        assert ran.code == 130
        main, twin = ran.json["accounts"]
        assert main["summary"] == {"done": 2, "failed": 0, "skipped": 0}
        assert twin["summary"] == {"done": 0, "failed": 0, "skipped": 2}
        assert {one["reason"] for one in twin["results"]} == {"interrupted before it began"}
        assert len(live(emulator)) == 2

    def test_once_all_is_done_it_comes_too_late_and_the_result_is_whole(
        self, project: Project, emulator: Running, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        del project

        def tell(result: AccountResult) -> Document:
            signal.raise_signal(signal.SIGINT)
            return result_document(result)

        monkeypatch.setattr("syncer.cli.outcome.result_document", tell)
        ran = apply()
        assert ran.code == 0
        assert ran.account()["summary"] == {"done": 2, "failed": 0, "skipped": 0}
        assert len(live(emulator)) == 2
        assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


class TestUsage:
    @pytest.mark.parametrize(
        "option",
        [
            ["-a", "main"],
            ["--all-accounts"],
            ["--only", "x"],
            ["--exclude", "x"],
            ["--prune"],
            ["--no-prune"],
        ],
        ids=" ".join,
    )
    def test_what_chooses_the_plan_has_no_place_beside_a_saved_one(
        self, option: list[str], project: Project
    ) -> None:
        del project
        syncer("plan", "--out", "plan.json")
        ran = syncer("apply", "plan.json", *option, "--format", "json")
        assert ran.code == 64
        assert ran.json["error"]["code"] == "usage"


def test_a_surprise_in_one_action_is_told_with_its_crash_report(
    project: Project, emulator: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    def surprising(*_: object) -> None:
        raise KeyError("what")

    del project
    monkeypatch.setattr("syncer.apply.looking.Looking.settled", surprising)
    ran = apply("--concurrency", "1")
    assert ran.code == 4
    assert len(live(emulator)) == 2
    first, second = ran.account()["results"]
    for result in (first, second):
        assert result["outcome"] == "failed"
        assert result["error"]["code"] == "crash"
        assert result["error"]["uncertain"]
        assert "unexpected KeyError" in result["error"]["message"]
        assert "/crashes/" in result["reason"]
    assert first["reason"] == second["reason"], "one report is enough"
