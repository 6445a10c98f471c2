from __future__ import annotations

import contextlib
import io
import os
import re
import signal
import threading
import time
from typing import TYPE_CHECKING, Any

import pytest
from cli.senders import MAIN, STAGING
from cli.terminal import Terminal
from support.command import Ran, syncer
from support.project import CONFIG

from syncer.cli.boundary import run
from syncer.emulator import Account, Settings, running

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from support.patience import Patience
    from support.project import Project

    from syncer.emulator import Running

STAGING_ACCOUNT = f'  staging: {{phone: "{STAGING}", tenant_id: 1}}\n'
BROKEN_ACCOUNT = '  broken: {phone: "8615800009999", tenant_id: 1}\n'
CASINO = """\
name: casino_night
category: MARKETING
translations:
  en:
    body: Come to our evening, {{First Name}}, and bring a friend.
"""


@pytest.fixture
def emulator() -> Iterator[Running]:
    """An emulator whose reviews take a minute, and that rejects what the casino writes."""
    account = Account("demo-access-key", "demo-access-secret", (MAIN, STAGING), 1)
    settings = Settings(
        accounts=(account,),
        edit_limits=False,
        review_seconds=60.0,
        rejections={"casino": "PROMOTIONAL"},
    )
    with running(settings) as emulator:
        yield emulator


@pytest.fixture(autouse=True)
def _in_the_project(project: Project, patience: Patience) -> None:
    del project, patience


def apply(*arguments: str) -> Ran:
    return syncer("apply", "--auto-approve", *arguments)


def reviews(*arguments: str, code: int = 0) -> dict[str, Any]:
    """The reviews of a run of one account, by name."""
    ran = apply("--wait", "--format", "json", *arguments)
    assert ran.code == code, ran.stderr
    return {one["name"]: one for one in ran.account()["reviews"]}


def press_ctrl_c(*_: object) -> None:
    signal.raise_signal(signal.SIGINT)


def press_ctrl_c_once_held(emulator: Running) -> None:
    """From another thread, as soon as a request gets no answer."""
    while not emulator.console.held().requests:
        time.sleep(0.01)
    os.kill(os.getpid(), signal.SIGINT)


def after(look: int, happens: Callable[[], object]) -> Callable[[int], None]:
    """What happens while the command waits for this look, and for no other."""

    def then(number: int) -> None:
        if number == look:
            happens()

    return then


def changes(emulator: Running, name: str, **fields: str) -> Callable[[int], None]:
    """What somebody at Meta does before the first look."""

    def change() -> None:
        (found,) = (one for one in emulator.console.templates() if one["name"] == name)
        emulator.console.change_template(found["id"], fields)

    return after(1, change)


class TestResult:
    def test_all_approved_is_0_and_json_has_each_review(self) -> None:
        found = reviews()
        assert found.keys() == {"shop_greeting", "shop_goodbye"}
        one = found["shop_greeting"]
        assert (one["status"], one["category"], one["quality"]) == (
            "APPROVED",
            "UTILITY",
            "UNKNOWN",
        )
        assert (one["language"], one["ended"], one["error"]) == ("en", True, None)
        assert one["template_id"]

    def test_a_rejection_is_4_with_its_reason(self, project: Project) -> None:
        project.write("templates/casino.yaml", CASINO)
        found = reviews(code=4)
        assert found["casino_night"]["status"] == "REJECTED"
        assert found["casino_night"]["rejected_reason"] == "PROMOTIONAL"
        assert found["shop_greeting"]["status"] == "APPROVED"

    def test_a_rejection_stays_4_without_a_wait_as_long_as_it_is_there(
        self, project: Project, patience: Patience
    ) -> None:
        project.write("templates/casino.yaml", CASINO)
        reviews(code=4)
        patience.waits.clear()
        found = reviews(code=4)
        assert found.keys() == {"casino_night"}
        assert found["casino_night"]["rejected_reason"] == "PROMOTIONAL"
        ran = apply("--wait")
        assert ran.code == 4
        assert "No changes." in ran.stdout
        assert "PROMOTIONAL: the text promotes something" in ran.stdout
        assert ran.stdout.endswith("1 review: 1 REJECTED.\n")
        assert ran.stderr == ""
        assert patience.waits == []
        assert apply("--wait", "--exclude", "casino_*").code == 0
        project.replace("templates/casino.yaml", "our evening", "see us")
        assert reviews(code=4)["casino_night"]["ended"]

    def test_a_rejection_does_not_hide_that_nothing_was_done(self, project: Project) -> None:
        project.write("templates/casino.yaml", CASINO)
        reviews(code=4)
        project.replace("templates/casino.yaml", "category", "tag: no_such_tag\ncategory")
        assert reviews(code=1)["casino_night"]["status"] == "REJECTED"

    def test_text_tells_the_results_then_the_reviews(self, project: Project) -> None:
        project.write("templates/casino.yaml", CASINO)
        ran = apply("--wait")
        assert ran.code == 4
        results, _, ended = ran.stdout.partition("\nReviews of main\n")
        assert results.endswith("3 done, 0 failed, 0 skipped.\n")
        assert "PROMOTIONAL: the text promotes something" in ended
        assert ended.endswith("3 reviews: 2 APPROVED, 1 REJECTED.\n")

    def test_the_results_are_printed_before_the_wait(
        self, patience: Patience, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        printed: list[str] = []
        before: list[str] = []
        monkeypatch.setattr("syncer.cli.output.say", printed.append)
        patience.then = lambda _: before.extend(printed)
        assert apply("--wait").code == 0
        assert "2 done, 0 failed, 0 skipped." in before

    def test_another_category_is_told_with_what_it_costs(
        self, patience: Patience, emulator: Running
    ) -> None:
        patience.then = changes(emulator, "shop_greeting", status="APPROVED", category="MARKETING")
        ran = apply("--wait")
        assert ran.code == 0
        assert "MARKETING (file: UTILITY)\n    Meta has it as MARKETING" in ran.stdout
        assert "about four times as much" in ran.stdout

    def test_the_exit_code_of_the_apply_stays(self, project: Project) -> None:
        project.replace("templates/greeting.yaml", "category", "tag: no_such_tag\ncategory")
        ran = apply("--wait", "--format", "json", "--concurrency", "1")
        assert ran.code == 4
        assert [one["name"] for one in ran.account()["reviews"]] == ["shop_goodbye"]
        assert ran.account()["reviews"][0]["status"] == "APPROVED"

    def test_without_it_nothing_is_followed(self, patience: Patience) -> None:
        ran = apply("--format", "json")
        assert ran.code == 0
        assert "reviews" not in ran.account()
        assert patience.waits == []


class TestWhatIsFollowed:
    def test_nothing_written_and_nothing_in_review_is_over_at_once(
        self, patience: Patience
    ) -> None:
        reviews()
        patience.waits.clear()
        assert reviews() == {}
        assert patience.waits == []
        ran = apply("--wait")
        assert ran.stdout.endswith("0 unmanaged.\n")
        assert ran.stderr == ""

    def test_what_another_run_left_in_review_is_followed(self) -> None:
        apply()
        assert {one["status"] for one in reviews().values()} == {"APPROVED"}

    def test_what_is_not_approved_by_the_user_is_not_waited_for(self, patience: Patience) -> None:
        ran = syncer("apply", "--wait", "--format", "json")
        assert ran.code == 1
        assert patience.waits == []

    def test_a_saved_plan_can_be_waited_for(self) -> None:
        syncer("plan", "--out", "plan.json")
        ran = syncer("apply", "plan.json", "--wait", "--timeout", "2h", "--format", "json")
        assert ran.code == 0
        assert {one["status"] for one in ran.account()["reviews"]} == {"APPROVED"}

    def test_all_accounts_are_followed_together(self, project: Project) -> None:
        project.write("syncer.yaml", CONFIG + STAGING_ACCOUNT + BROKEN_ACCOUNT)
        ran = apply("--wait", "--all-accounts", "--format", "json")
        assert ran.code == 4
        assert ran.json["error"]["account"] == "broken"
        for name in ("main", "staging"):
            statuses = [one["status"] for one in ran.account(name)["reviews"]]
            assert statuses == ["APPROVED", "APPROVED"]
        assert "[4/4] staging: shop_greeting/en APPROVED" in ran.stderr

    def test_the_text_of_several_accounts_has_only_those_with_reviews(
        self, project: Project
    ) -> None:
        apply("--wait")
        project.write("syncer.yaml", CONFIG + STAGING_ACCOUNT)
        ran = apply("--wait", "--all-accounts")
        assert "Reviews of staging" in ran.stdout
        assert "Reviews of main" not in ran.stdout

    def test_while_waiting_nothing_is_written(self, emulator: Running, patience: Patience) -> None:
        patience.then = after(1, emulator.console.reset_requests)
        reviews()
        assert {one.method for one in emulator.console.requests()} == {"GET"}
        assert "details" in emulator.console.request_counts()


class TestTimeout:
    @pytest.mark.parametrize("text", ["30s", "30"])
    def test_it_is_no_error_and_is_said(self, text: str, patience: Patience) -> None:
        ran = apply("--wait", "--timeout", text)
        assert ran.code == 0
        assert sum(patience.waits) == 30
        assert ran.stdout.endswith(
            "2 reviews: 2 PENDING.\n"
            "2 have not ended (waited 30s at most): `syncer status` shows them at any time.\n"
        )

    def test_it_is_half_an_hour_unless_said_otherwise(
        self, patience: Patience, emulator: Running
    ) -> None:
        patience.then = changes(emulator, "shop_greeting", status="IN_APPEAL")
        found = reviews()
        assert sum(patience.waits) == 1800
        assert (found["shop_greeting"]["status"], found["shop_greeting"]["ended"]) == (
            "IN_APPEAL",
            False,
        )

    def test_without_wait_it_is_wrong_usage(self, emulator: Running) -> None:
        ran = apply("--timeout", "5m", "--format", "json")
        assert ran.code == 64
        assert "--wait" in ran.json["error"]["hint"]
        assert emulator.console.requests() == []

    def test_a_duration_that_is_none_is_wrong_usage(self) -> None:
        ran = apply("--wait", "--timeout", "soon", "--format", "json")
        assert ran.code == 64
        assert "'soon' is no duration" in ran.json["error"]["message"]


class TestTrouble:
    def test_a_template_that_cannot_be_read_is_unknown_until_it_can(
        self, patience: Patience, emulator: Running
    ) -> None:
        patience.then = after(1, lambda: emulator.console.add_fault("details=wrong_types*1"))
        ran = apply("--wait")
        assert ran.code == 0
        assert " UNKNOWN: " in ran.stderr
        assert ran.stdout.endswith("2 reviews: 2 APPROVED.\n")

    def test_one_that_can_never_be_read_is_listed_with_the_error(
        self, patience: Patience, emulator: Running
    ) -> None:
        patience.then = after(1, lambda: emulator.console.add_fault("details=wrong_types"))
        ran = apply("--wait", "--timeout", "5s", "--format", "json")
        assert ran.code == 0
        assert ran.account()["summary"]["done"] == 2
        for one in ran.account()["reviews"]:
            assert (one["status"], one["ended"]) == ("UNKNOWN", False)
            assert one["error"]

    def test_a_fault_of_syncer_loses_nothing(self, patience: Patience) -> None:
        def surprising(_: int) -> None:
            raise KeyError("what")

        patience.then = surprising
        ran = apply("--wait", "--format", "json")
        assert ran.code == 4
        assert ran.account()["summary"] == {"done": 2, "failed": 0, "skipped": 0}
        assert {one["status"] for one in ran.account()["reviews"]} == {"PENDING"}
        assert "unexpected KeyError" in ran.stderr

    def test_ctrl_c_ends_the_wait_and_tells_all_that_is_known(
        self, project: Project, patience: Patience
    ) -> None:
        project.write("templates/casino.yaml", CASINO)
        patience.then = after(3, press_ctrl_c)
        ran = apply("--wait", "--format", "json")
        assert ran.code == 130
        assert len(patience.waits) == 3
        assert ran.account()["summary"]["done"] == 3
        assert {one["status"] for one in ran.account()["reviews"]} == {"PENDING"}
        assert signal.getsignal(signal.SIGINT) is signal.default_int_handler

    def test_ctrl_c_ends_a_look_that_gets_no_answer_at_once(
        self, patience: Patience, emulator: Running
    ) -> None:
        def never_answer() -> None:
            emulator.console.add_fault("details=timeout")
            threading.Thread(target=press_ctrl_c_once_held, args=(emulator,)).start()

        patience.then = after(1, never_answer)
        began_at = time.monotonic()
        ran = apply("--wait", "--format", "json")
        assert ran.code == 130
        assert time.monotonic() - began_at < 5
        assert ran.account()["summary"]["done"] == 2
        assert len(ran.account()["reviews"]) == 2

    def test_ctrl_c_before_the_wait_begins_is_not_lost(
        self, patience: Patience, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("syncer.cli.applying.remember_in_scope", press_ctrl_c)
        ran = apply("--wait")
        assert ran.code == 130
        assert patience.waits == []
        assert "2 done, 0 failed, 0 skipped." in ran.stdout
        assert "2 reviews: 2 PENDING." in ran.stdout

    def test_ctrl_c_while_applying_leaves_nothing_to_wait_for(
        self, patience: Patience, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def tell(line: str) -> None:
            if line.startswith("[1/2] create"):
                press_ctrl_c()

        monkeypatch.setattr("syncer.cli.output.tell", tell)
        ran = apply("--wait", "--format", "json", "--concurrency", "1")
        assert ran.code == 130
        assert patience.waits == []

    def test_a_result_that_cannot_be_printed_is_not_waited_for(
        self, patience: Patience, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        class Full(io.StringIO):
            def write(self, text: str) -> int:
                if "Applied" in text:
                    raise OSError(28, "No space left on device")
                return len(text)

            def fileno(self) -> int:
                return nowhere.fileno()

        with open("nowhere", "w") as nowhere:  # noqa: PTH123
            monkeypatch.setattr("sys.stdout", Full())
            assert run(["apply", "--auto-approve", "--wait"]) == 4
        assert patience.waits == []


def on_terminal(*arguments: str) -> tuple[str, str]:
    """What an apply that waits puts on stdout, and on a stderr that is a terminal."""
    stdout, stderr = io.StringIO(), Terminal()
    with contextlib.redirect_stdout(stdout), contextlib.redirect_stderr(stderr):
        assert run(["apply", "--auto-approve", "--wait", *arguments]) == 0
    return stdout.getvalue(), stderr.getvalue()


class TestProgress:
    def test_without_a_terminal_each_change_is_a_line(self, project: Project) -> None:
        project.write("templates/casino.yaml", CASINO)
        lines = apply("--wait").stderr.splitlines()
        assert lines[3] == "waiting for 3 reviews, 30m at most"
        assert sorted(lines[4:]) == [
            "[3/3] casino_night/en REJECTED",
            "[3/3] shop_goodbye/en APPROVED",
            "[3/3] shop_greeting/en APPROVED",
        ]

    def test_what_was_rejected_before_is_not_waited_for(self, project: Project) -> None:
        project.write("templates/casino.yaml", CASINO)
        apply("--wait", "--only", "casino_*")
        lines = apply("--wait").stderr.splitlines()
        assert lines[2] == "waiting for 2 reviews, 30m at most"
        assert sorted(lines[3:]) == [
            "[2/2] shop_goodbye/en APPROVED",
            "[2/2] shop_greeting/en APPROVED",
        ]

    def test_one_review_is_one(self) -> None:
        assert "waiting for 1 review, 30m at most" in apply("--wait", "--only", "*bye").stderr

    def test_on_a_terminal_it_is_a_table_that_goes_again(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("TERM", "xterm")
        stdout, shown = on_terminal()
        assert "shop_greeting/en" in shown
        assert shown.index("PENDING") < shown.index("APPROVED")
        assert "\x1b[2K" in shown, "lines are taken back"
        assert "[2/2] shop_greeting/en APPROVED" not in shown
        assert "main\n" not in shown
        assert "2 of 2 pending, 30m left" in shown
        assert re.search("0 of 2 pending, [0-9ms]+ left", shown), "the time left is counted down"
        assert stdout.endswith("2 reviews: 2 APPROVED.\n")

    def test_the_tables_of_several_accounts_have_their_names(
        self, project: Project, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("TERM", "xterm")
        apply("--wait")
        project.write("syncer.yaml", CONFIG + STAGING_ACCOUNT)
        _, shown = on_terminal("-a", "main", "-a", "staging")
        plain = re.sub("\x1b\\[[0-9;?]*[A-Za-z]", "", shown)
        assert "staging\nTEMPLATE" in plain.replace("\r", "")
        assert "main\nTEMPLATE" not in plain.replace("\r", "")

    def test_a_terminal_that_can_do_nothing_gets_lines(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("TERM", "dumb")
        _, shown = on_terminal()
        assert "[2/2] shop_greeting/en APPROVED\n" in shown
