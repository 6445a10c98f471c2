"""Ctrl-C and SIGTERM, wherever the real command is: what it says is true, and nothing is lost."""

from __future__ import annotations

import signal
import time
from typing import TYPE_CHECKING, Any

import pytest
from support.every_write import Shop, new_shop, write_project
from support.processes import EmulatorProcess, emulator_process, ended, eventually
from support.project import Project

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from support.command import Ran

PROMPT_SECONDS = 3.0
NOT_BEGUN = "interrupted before it began"
SIGNALS = pytest.mark.parametrize(
    "stop",
    [
        pytest.param(signal.SIGINT, id="Ctrl-C"),
        pytest.param(signal.SIGTERM, id="SIGTERM", marks=pytest.mark.slow),
    ],
)


@pytest.fixture(scope="module")
def emulator() -> Iterator[EmulatorProcess]:
    """It answers so slowly that nobody is done before the signal comes."""
    options = ("--duplicates=accepted", "--latency-seconds=0.02")
    with emulator_process(*options, phones=100) as emulator:
        yield emulator


@pytest.fixture
def shop(tmp_path: Path, emulator: EmulatorProcess) -> Iterator[Shop]:
    """A project that waits for a silent server no longer than it must, but tries again for long."""
    folder = tmp_path / "project"
    folder.mkdir()
    write_project(folder)
    network = "network: {timeout_seconds: 60, retry_seconds: 5, writes_per_second: 1000}"
    Project(folder).replace(
        "syncer.yaml", network, "network: {timeout_seconds: 4, writes_per_second: 1000}"
    )
    yield new_shop(emulator, folder, tmp_path / "home")
    emulator.console.clear_faults()


def interrupted(
    shop: Shop, stop: signal.Signals, when: Callable[[], object], *options: str
) -> tuple[Ran, float]:
    """Stop an apply as soon as it comes to that; how it ends, and after how many seconds."""
    arguments = ("apply", "--auto-approve", "--format", "json", "--concurrency", "1", *options)
    with shop.machine.started(*arguments) as process:
        eventually(when)
        process.send_signal(stop)
        stopped_at = time.monotonic()
        return ended(process), time.monotonic() - stopped_at


def assert_rest_skipped(results: list[Any]) -> None:
    """What was not begun is listed, with the reason."""
    rest = [one for one in results if one["outcome"] == "skipped"]
    assert rest
    for one in rest:
        assert one["reason"] == NOT_BEGUN or one["reason"].startswith("it needs ")
        assert one["error"] is None


def converges(shop: Shop, *options: str) -> None:
    """The next run finishes, and each write has been carried out once."""
    shop.console.clear_faults()
    ran = shop.machine.run("apply", "--auto-approve", *options)
    assert ran.code == 0, ran.stdout + ran.stderr
    assert shop.machine.run("plan", "--detailed-exitcode", *options).code == 0
    assert set(shop.writes().values()) == {1}
    assert shop.writes().total() == 14


@pytest.mark.parametrize(
    ("fault", "stop"),
    [
        ("list=timeout", signal.SIGINT),
        ("details=timeout", signal.SIGTERM),
        ("media=timeout", signal.SIGINT),
        ("forms=drip", signal.SIGTERM),
        ("details=drip_headers", signal.SIGINT),
        ("any=500", signal.SIGTERM),
        ("details=503", signal.SIGINT),
        ("any=429", signal.SIGTERM),
    ],
    ids=str,
)
def test_while_planning_it_ends_at_once_whatever_the_server_does(
    fault: str, stop: signal.Signals, shop: Shop
) -> None:
    shop.console.add_fault(fault)
    ran, seconds = interrupted(shop, stop, shop.console.met, "--concurrency", "4")
    assert ran.code == 130
    assert seconds < PROMPT_SECONDS
    assert ran.json["error"]["code"] == "interrupted"
    assert shop.writes() == {}
    converges(shop)


@SIGNALS
@pytest.mark.parametrize(
    "side",
    [pytest.param("", id="before", marks=pytest.mark.slow), pytest.param(".after", id="after")],
)
def test_a_create_in_flight_ends_as_it_does_and_nothing_else_is_begun(
    side: str, stop: signal.Signals, shop: Shop
) -> None:
    shop.console.add_fault(f"create=timeout{side}*1@2")
    ran, _ = interrupted(shop, stop, shop.console.held)
    assert ran.code == 130
    results = ran.account()["results"]
    begun = [one for one in results if one["outcome"] != "skipped"]
    failed = [one for one in begun if not carried_out(one)]
    assert (len(begun), len(failed)) == (2, 0 if side else 1)
    assert ran.account()["summary"]["skipped"] == 10
    assert all(one["error"]["uncertain"] for one in failed)
    assert_rest_skipped(results)
    assert shop.open_writes() == []
    converges(shop)


@pytest.mark.parametrize(
    "kind",
    [
        pytest.param("500", marks=pytest.mark.slow),
        pytest.param("429", marks=pytest.mark.slow),
        "503.after",
    ],
)
def test_a_call_that_waits_for_another_attempt_gives_up_at_once(kind: str, shop: Shop) -> None:
    shop.console.add_fault(f"create={kind}")
    ran, seconds = interrupted(shop, signal.SIGINT, lambda: shop.console.met() >= 1)
    assert (ran.code, ran.account()["summary"]["skipped"]) == (130, 11)
    assert seconds < PROMPT_SECONDS
    (tried,) = (one for one in ran.account()["results"] if one["outcome"] != "skipped")
    assert carried_out(tried) == kind.endswith("after")
    assert shop.open_writes() == []
    converges(shop)


def test_a_look_that_waits_for_another_attempt_gives_up_at_once(shop: Shop) -> None:
    shop.console.add_fault("list=500@2")
    ran, seconds = interrupted(shop, signal.SIGTERM, shop.console.met)
    assert ran.code == 130
    assert seconds < PROMPT_SECONDS
    assert ran.account()["summary"]["done"] == 0
    assert_rest_skipped(ran.account()["results"])
    assert shop.writes() == {}
    converges(shop)


@SIGNALS
@pytest.mark.parametrize(
    ("writes", "concurrency"),
    [
        (1, "1"),
        pytest.param(5, "1", marks=pytest.mark.slow),
        pytest.param(1, "4", marks=pytest.mark.slow),
    ],
)
def test_between_two_actions_what_is_done_is_done_and_the_rest_is_listed(
    writes: int, concurrency: str, stop: signal.Signals, shop: Shop
) -> None:
    def written() -> bool:
        return shop.writes().total() >= writes

    ran, _ = interrupted(shop, stop, written, "--concurrency", concurrency)
    assert ran.code == 130
    results = ran.account()["results"]
    assert len(results) == 12
    begun = [one for one in results if one["outcome"] != "skipped"]
    assert all(one["template_id"] and carried_out(one) for one in begun)
    assert writes <= len(begun) <= shop.writes().total()
    assert_rest_skipped(results)
    assert shop.open_writes() == []
    converges(shop)


def carried_out(result: Any) -> bool:
    """Whether it was; one of a circle may lack its events still, and says so."""
    half = result["error"] or {"message": ""}
    without_events = half["message"].startswith("created, but without its events: ")
    return bool(result["outcome"] == "done" or without_events)


@pytest.mark.slow
def test_of_several_accounts_each_tells_what_it_did_and_did_not(
    shop: Shop, emulator: EmulatorProcess
) -> None:
    folder = shop.machine.folder
    second = new_shop(emulator, folder, shop.home)
    one, two = (f'{{phone: "{each.phone}", tenant_id: 1}}' for each in (shop, second))
    config = (folder / "syncer.yaml").read_text()
    Project(folder).write("syncer.yaml", f"{config}accounts: {{one: {one}, two: {two}}}\n")
    shop.console.add_fault("create=timeout.after*1@2")
    ran, _ = interrupted(shop, signal.SIGINT, shop.console.held, "--all-accounts")
    assert ran.code == 130
    for name, each in {"one": shop, "two": second}.items():
        results = ran.account(name)["results"]
        assert len(results) == 12
        assert sum(map(carried_out, results)) <= each.writes().total() < 14
        assert_rest_skipped(results)
        assert each.open_writes() == []
    converges(shop, "--all-accounts")
    assert second.writes() == shop.writes()
