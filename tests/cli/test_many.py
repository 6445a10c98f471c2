"""Many accounts in one process: within bounds, in order, and ended at once."""

from __future__ import annotations

import signal
import threading
import time
from collections import Counter
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

import httpx
import pytest
from support.command import syncer
from support.project import GREETING, Project, at_home, new_project

from syncer.cli.chosen import open_config
from syncer.cli.many import accounts_at_once, for_each_account
from syncer.cli.options import ProjectOptions
from syncer.cli.output import Output
from syncer.cli.planning import plan_accounts
from syncer.cli.project import open_project
from syncer.cli.session import Session, opened_session
from syncer.emulator import Account as Customer
from syncer.emulator import Running, Settings, running
from syncer.nxcloud.transport import (
    MOST_CONNECTIONS,
    EnvironmentTransport,
    http_client,
    read_only_client,
)
from syncer.plan.values import Selection

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from syncer.config import Account

COUNT = 24
PHONES = tuple(f"8615800{number:06}" for number in range(COUNT))
ACCOUNTS = "".join(
    f'  a{number}: {{phone: "{phone}", tenant_id: 1}}\n' for number, phone in enumerate(PHONES)
)
CONFIG = f"version: 1\naccounts:\n{ACCOUNTS}"
NAMES = [f"a{number}" for number in range(COUNT)]
TWINS = CONFIG + f'  twin: {{phone: "{PHONES[0]}", tenant_id: 1}}\n'


@pytest.fixture
def emulator() -> Iterator[Running]:
    customer = Customer("demo-access-key", "demo-access-secret", PHONES, 1)
    with running(Settings(accounts=(customer,), latency_seconds=0.01)) as emulator:
        yield emulator


@pytest.fixture
def project(tmp_path: Path, emulator: Running) -> Iterator[Project]:
    project = new_project(tmp_path / "project", CONFIG, greeting=GREETING)
    with at_home(project, emulator):
        yield project


@contextmanager
def session_of(config: str | None = None, project: Project | None = None) -> Iterator[Session]:
    if project and config:
        project.write("syncer.yaml", config)
    with opened_session(open_config(None), Output(), refresh=False) as session:
        yield session


class Crowd:
    """Counts who is at work at one time, of all and of each sender."""

    def __init__(self) -> None:
        self.most = 0
        self.most_of_a_sender = 0
        self._now: Counter[str | None] = Counter()
        self._lock = threading.Lock()

    def work(self, account: Account, session: Session) -> str:
        del session
        with self._lock:
            self._now[account.phone] += 1
            self.most = max(self.most, self._now.total())
            self.most_of_a_sender = max(self.most_of_a_sender, self._now[account.phone])
        time.sleep(0.01 if account.name == "a0" else 0.005)
        with self._lock:
            self._now[account.phone] -= 1
        return account.name


@pytest.mark.parametrize(
    ("concurrency", "accounts"), [(1, 16), (2, 16), (4, 16), (8, 8), (16, 4), (40, 1), (64, 1)]
)
def test_the_more_calls_an_account_makes_the_fewer_accounts_are_at_work(
    concurrency: int, accounts: int
) -> None:
    assert accounts_at_once(concurrency) == accounts
    assert accounts_at_once(concurrency) * concurrency <= MOST_CONNECTIONS


def test_results_are_in_the_order_of_the_accounts_whatever_comes_first(project: Project) -> None:
    with session_of(TWINS, project) as session:
        found = for_each_account(session.config.accounts, session, Crowd().work)
    assert found == [*NAMES, "twin"]


def test_several_accounts_are_at_work_at_one_time_and_no_more_than_may(project: Project) -> None:
    crowd = Crowd()
    with session_of(CONFIG + "concurrency: 16\n", project) as session:
        for_each_account(session.config.accounts, session, crowd.work)
    assert 1 < crowd.most <= 4


def test_accounts_of_one_sender_follow_each_other(project: Project) -> None:
    crowd = Crowd()
    with session_of(TWINS, project) as session:
        for_each_account(session.config.accounts, session, crowd.work)
    assert crowd.most > 1
    assert crowd.most_of_a_sender == 1


def test_an_error_that_is_no_result_is_raised_and_ends_the_others(project: Project) -> None:
    begun: list[str] = []

    def work(account: Account, session: Session) -> None:
        begun.append(account.name)
        if account.name == "a3":
            raise ZeroDivisionError
        session.pace_of(account.name).enter()
        time.sleep(0.05)

    with session_of(CONFIG + "concurrency: 16\n", project) as session:
        with pytest.raises(ZeroDivisionError):
            for_each_account(session.config.accounts, session, work)
        assert session.pace_of("a0").stopped
    assert len(begun) < COUNT


def test_ctrl_c_ends_all_of_them_at_once(project: Project) -> None:
    forever = threading.Event()

    def work(account: Account, session: Session) -> None:
        session.pace_of(account.name)
        if account.name == "a1":
            signal.raise_signal(signal.SIGINT)
        forever.wait(30)

    began_at = time.monotonic()
    with session_of(CONFIG, project) as session:
        with pytest.raises(KeyboardInterrupt):
            for_each_account(session.config.accounts, session, work)
        assert session.pace_of("a1").stopped
    forever.set()
    assert time.monotonic() - began_at < 10


def test_of_what_has_not_changed_no_account_keeps_anything(
    project: Project, emulator: Running
) -> None:
    del project
    body = "Hello {{First Name}}, good to see you."
    shared = {"language": "en", "category": "UTILITY", "body": body}
    emulator.console.add_templates(
        {**shared, "phone": phone, "name": name}
        for phone in PHONES
        for name in ("shop_greeting", "somebody_elses")
    )
    opened = open_project(ProjectOptions(None, (), all_accounts=True), Output())
    with session_of() as session:
        run = plan_accounts(opened, Selection(), session)
    assert [one.account.name for one in run.ready] == NAMES
    assert all(one.planned.plan.summary.unchanged == 1 for one in run.ready)
    assert {(*one.snapshot.rows, *one.snapshot.templates) for one in run.ready} == {()}


@pytest.mark.parametrize("command", ["plan", "drift", "status"])
def test_an_account_that_fails_is_told_in_its_place_and_stops_no_other(
    command: str, project: Project
) -> None:
    project.replace("syncer.yaml", PHONES[5], "8615899999999")
    ran = syncer(command, "--all-accounts", "--format", "json")
    assert ran.code == 1
    assert [one["account"] for one in ran.json["errors"]] == ["a5"]
    assert [one["account"] for one in ran.json["accounts"]] == [*NAMES[:5], *NAMES[6:]]


def test_each_account_is_read_once_whoever_shares_its_sender(
    project: Project, emulator: Running
) -> None:
    project.write("syncer.yaml", TWINS)
    assert syncer("plan", "--all-accounts").code == 0
    assert emulator.console.request_counts() == {"list": COUNT + 1}


class Counting(httpx.BaseTransport):
    """The network, with a count of the requests that are under way at one time."""

    def __init__(self) -> None:
        self.most = 0
        self._now = 0
        self._inner = EnvironmentTransport()
        self._lock = threading.Lock()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        with self._lock:
            self._now += 1
            self.most = max(self.most, self._now)
        try:
            return self._inner.handle_request(request)
        finally:
            with self._lock:
                self._now -= 1

    def close(self) -> None:
        self._inner.close()


@pytest.mark.parametrize("concurrency", [1, 16])
def test_all_accounts_together_have_no_more_requests_under_way_than_may(
    concurrency: int, project: Project, emulator: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = [GREETING.replace("shop_greeting", f"shop_{number}") for number in range(8)]
    project.write("templates/more.yaml", "---\n".join(files))
    project.write("syncer.yaml", CONFIG + f"concurrency: {concurrency}\n")
    emulator.console.add_templates(
        {"phone": phone, "name": f"shop_{number}", "language": "en", "body": "Hello."}
        for phone in PHONES
        for number in range(8)
    )
    counting = Counting()
    client = partial(read_only_client, transport=counting)
    monkeypatch.setattr("syncer.cli.session.read_only_client", client)
    assert syncer("plan", "--all-accounts").code == 0
    assert 1 < counting.most <= accounts_at_once(concurrency) * concurrency
    assert emulator.console.request_counts() == {"list": COUNT, "details": COUNT * 8}


class TestApply:
    def test_all_accounts_are_applied_and_told_in_their_order(
        self, project: Project, emulator: Running
    ) -> None:
        del project
        ran = syncer("apply", "--all-accounts", "--auto-approve", "--format", "json")
        assert ran.code == 0
        assert [one["account"] for one in ran.json["accounts"]] == NAMES
        assert sorted(one["phone"] for one in emulator.console.templates()) == sorted(PHONES)
        assert emulator.console.request_counts()["create"] == COUNT

    def test_each_line_on_the_way_names_its_account(self, project: Project) -> None:
        del project
        ran = syncer("apply", "-a", "a0", "-a", "a1", "--auto-approve")
        assert sorted(ran.stderr.splitlines()) == [
            "[1/1] a0: create shop_greeting/en done",
            "[1/1] a1: create shop_greeting/en done",
        ]

    def test_senders_are_written_to_at_one_time_and_no_more_calls_are_under_way_than_may(
        self, project: Project, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        project.write("syncer.yaml", CONFIG + "concurrency: 16\n")
        counting = Counting()
        client = partial(http_client, transport=counting)
        monkeypatch.setattr("syncer.cli.session.http_client", client)
        assert syncer("apply", "--all-accounts", "--auto-approve").code == 0
        assert 1 < counting.most <= MOST_CONNECTIONS

    def test_accounts_of_one_sender_are_applied_one_after_the_other(
        self, project: Project, emulator: Running
    ) -> None:
        project.write("syncer.yaml", TWINS)
        ran = syncer("apply", "--all-accounts", "--auto-approve", "--format", "json")
        assert ran.code == 4, "the second one finds what the first one has created meanwhile"
        assert ran.account("a0")["summary"]["done"] == 1
        assert ran.account("twin")["summary"]["failed"] == 1
        assert emulator.console.request_counts()["create"] == COUNT

    def test_an_account_whose_writes_fail_stops_no_other(
        self, project: Project, emulator: Running
    ) -> None:
        project.write("syncer.yaml", CONFIG + "network: {retry_seconds: 0}\n")
        emulator.console.add_fault("create=500*1")
        ran = syncer("apply", "--all-accounts", "--auto-approve", "--format", "json")
        assert ran.code == 4
        done = [one["summary"]["done"] for one in ran.json["accounts"]]
        assert sorted(done) == [0, *[1] * (COUNT - 1)]

    def test_an_error_that_nobody_thought_of_lets_those_under_way_come_to_their_end(
        self, project: Project, emulator: Running, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        del project
        monkeypatch.setattr("syncer.cli.applying.remember_in_scope", lambda *_: 1 / 0)
        ran = syncer("apply", "--all-accounts", "--auto-approve")
        assert ran.code == 1
        assert "ZeroDivisionError" in ran.stderr
        written = len(emulator.console.templates())
        time.sleep(0.1)
        assert len(emulator.console.templates()) == written

    def test_after_an_error_that_nobody_thought_of_no_account_is_begun(
        self, project: Project, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        begun: list[str] = []

        def fail(name: str, *_: object) -> None:
            begun.append(name)
            time.sleep(0.2)
            raise ZeroDivisionError

        project.write("syncer.yaml", CONFIG + "concurrency: 32\n")
        monkeypatch.setattr("syncer.cli.applying.remember_in_scope", fail)
        ran = syncer("apply", "--all-accounts", "--auto-approve")
        assert ran.code == 1
        assert len(begun) < COUNT

    def test_what_is_applied_leaves_nothing_to_plan(self, project: Project) -> None:
        del project
        assert syncer("apply", "--all-accounts", "--auto-approve").code == 0
        assert syncer("plan", "--all-accounts", "--detailed-exitcode").code == 0
