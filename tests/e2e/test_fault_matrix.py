"""Everything that can go wrong with a call, at every endpoint, once and for good.

Each cell is an apply that creates, updates and deletes, with media and a form: it converges, or
stops and tells the truth about it; nothing is doubled or lost, and once the fault is gone, the next
apply ends what was begun.
"""

from __future__ import annotations

import base64
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
from support.project import CONFIG, new_project
from support.workers import Workers, started_workers

from syncer.emulator import Form, Settings, running

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from support.command import Ran
    from support.project import Project

    from syncer.emulator import Console, Running

PASSING = (
    "500",
    "502",
    "503",
    "429",
    "429_retry_after",
    "html",
    "empty",
    "truncated",
    "wrong_code",
    "reset",
    "refused",
    "timeout",
    "drip",
    "drip_headers",
)
"""What may be gone at the next attempt."""

LASTING = ("wrong_types", "escapes", "redirect", "bomb", "huge")
"""What no second attempt is made after."""

UPLOADS_TOO_SLOW = ("upload=drip", "upload=drip_headers")
"""An upload may take longer than all the patience with a single call."""

READS = ("list", "details", "forms")
WRITES = ("create", "update", "delete")
ENDPOINTS = (*READS, "upload", *WRITES)

PNG = b"\x89PNG\r\n\x1a\n"
HASTY, USUAL, PATIENT = 2, 5, 30
"""How long one call is tried, in seconds; waits are as for people from 16 on."""
SCOPE = 'scope: {include: ["shop_*"]}\n'

MENU = """\
name: shop_menu
category: UTILITY
translations:
  en:
    header: {image: menu.png}
    body: Our menu for today, {{First Name}}, is here.
    buttons: [{type: FLOW, text: Book, flow: booking}]
"""
GREETING = """\
name: shop_greeting
category: UTILITY
translations:
  en:
    body: Hello {{First Name}}, good to see you.
"""
FOREIGN = {"name": "foreign", "language": "en", "category": "UTILITY", "body": "Not ours at all."}


@dataclass(frozen=True, slots=True)
class Cell:
    """One fault at one endpoint, on one project and one emulator."""

    project: Project
    emulator: Running
    workers: Workers

    @property
    def console(self) -> Console:
        return self.emulator.console

    def syncer(self, *arguments: str) -> Ran:
        return self.workers.syncer(self.project, self.emulator, *arguments)

    def apply(self) -> Ran:
        return self.syncer("apply", "--auto-approve", "--prune", "--format", "json")


def seed(console: Console) -> None:
    """One template to update, one with an image to delete, and one of somebody else."""
    image = {"filename": "old.png", "content_base64": base64.b64encode(PNG + b"old").decode()}
    shop = {"language": "en", "category": "UTILITY"}
    console.add_template({**shop, "name": "shop_greeting", "body": "Hello there, all of you."})
    console.add_template(
        {**shop, "name": "shop_old", "body": "Long gone.", "header": {"format": "IMAGE", **image}}
    )
    console.add_template(FOREIGN)


def essence(console: Console) -> list[Any]:
    """What the platform has, without what changes by itself."""
    themselves = ("updated_at", "review_ends_at", "edited_at")
    return [{k: v for k, v in one.items() if k not in themselves} for one in console.templates()]


def check_result(ran: Ran, before: list[Any], after: list[Any]) -> None:
    """The exit code and the JSON tell what happened, and nothing shows what nobody may see."""
    printed = ran.stdout + ran.stderr
    assert "\x1b" not in printed
    assert "demo-access" not in printed
    document = ran.json
    results = [one for account in document.get("accounts", []) for one in account["results"]]
    outcomes = {one["outcome"] for one in results}
    uncertain = any(one["error"]["uncertain"] for one in results if one["error"])
    if ran.code == 0:
        assert outcomes == {"done"}
        assert len(results) == 3
    elif ran.code == 1:
        assert "done" not in outcomes
        assert not uncertain
        assert after == before
    else:
        assert ran.code == 4, printed
        assert "done" in outcomes or uncertain
        assert outcomes & {"failed", "skipped"}
    if "failed" in outcomes:
        assert all(one["error"]["message"] for one in results if one["outcome"] == "failed")


def check_nothing_doubled_or_touched(console: Console) -> None:
    keys = [(one["name"], one["language"]) for one in console.templates()]
    assert len(keys) == len(set(keys)), keys
    (foreign,) = [one for one in console.templates() if one["name"] == "foreign"]
    assert foreign["body"] == FOREIGN["body"]


def check_settled(cell: Cell) -> None:
    """Without the fault, one apply ends everything."""
    cell.console.clear_faults()
    again = cell.apply()
    assert again.code == 0, again.stdout + again.stderr
    plan = cell.syncer("plan", "--prune", "--detailed-exitcode")
    assert plan.code == 0, plan.stdout + plan.stderr
    bodies = {one["name"]: one["body"] for one in cell.console.templates()}
    assert bodies == {
        "foreign": FOREIGN["body"],
        "shop_greeting": "Hello {{First Name}}, good to see you.",
        "shop_menu": "Our menu for today, {{First Name}}, is here.",
    }


def try_cell(folder: Path, fault: str, workers: Workers, patience: int) -> Ran:
    """Apply with this fault, look at what came of it, and end it without."""
    folder.mkdir()
    limits = f"timeout_seconds: 1, retry_seconds: {patience}, writes_per_second: 1000"
    network = f"network: {{{limits}}}\n"
    project = new_project(
        folder / "project", CONFIG + network + SCOPE, menu=MENU, greeting=GREETING
    )
    project.write("templates/menu.png", PNG + b"menu")
    settings = Settings(edit_limits=False, forms=(Form("77", "booking"),), duplicates="accepted")
    with running(settings) as emulator:
        seed(emulator.console)
        cell, before = Cell(project, emulator, workers), essence(emulator.console)
        emulator.console.add_fault(fault)
        ran = cell.apply()
        emulator.console.clear_faults()
        check_result(ran, before, essence(emulator.console))
        check_nothing_doubled_or_touched(emulator.console)
        check_settled(cell)
        check_nothing_doubled_or_touched(emulator.console)
        assert emulator.console.redirected() == []
    return ran


def try_row(
    folder: Path, faults: list[str], workers: Workers, patience: int = USUAL
) -> dict[str, Ran]:
    """Each of the faults in a cell of its own, side by side; all that fail are told."""
    with ThreadPoolExecutor(len(faults)) as pool:
        ended = {
            fault: pool.submit(try_cell, folder / f"{number}", fault, workers, patience)
            for number, fault in enumerate(faults)
        }
    failed = {fault: error for fault, one in ended.items() if (error := one.exception())}
    if failed:
        raise ExceptionGroup(f"cells of {folder.name}", [_told(*one) for one in failed.items()])
    return {fault: one.result() for fault, one in ended.items()}


def _told(fault: str, error: BaseException) -> Exception:
    told = AssertionError(f"{fault}: {error}")
    told.__cause__ = error
    return told


def faults(kind: str, times: str) -> list[str]:
    before = [f"{endpoint}={kind}{times}" for endpoint in ENDPOINTS]
    after = [f"{endpoint}={kind}.after{times}" for endpoint in ("upload", *WRITES)]
    slow = () if (kind, times) == ("drip", "*1") else UPLOADS_TOO_SLOW  # 20 s each: once is enough
    return [one for one in before + after if not one.startswith(slow)]


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    with started_workers(11) as workers:
        yield workers


@pytest.mark.parametrize("kind", ["500", "reset", "html"])
def test_writes_that_fail_once_converge_and_double_nothing(
    kind: str, tmp_path: Path, workers: Workers
) -> None:
    row = [f"{write}={kind}.after*1" for write in WRITES]
    row += [f"{write}={kind}*1" for write in ("update", "delete")]
    for fault, ran in try_row(tmp_path, row, workers).items():
        assert ran.code == 0, fault + ran.stdout


@pytest.mark.slow
def test_with_patience_a_create_that_proves_absent_is_sent_again(
    tmp_path: Path, workers: Workers
) -> None:
    row = [f"create={kind}*1" for kind in ("500", "502", "429", "html", "empty", "reset")]
    for fault, ran in try_row(tmp_path, row, workers, PATIENT).items():
        assert ran.code == 0, fault + ran.stdout


@pytest.mark.slow
@pytest.mark.parametrize("kind", PASSING)
def test_what_fails_once_converges_at_every_endpoint(
    kind: str, tmp_path: Path, workers: Workers
) -> None:
    for fault, ran in try_row(tmp_path, faults(kind, "*1"), workers).items():
        # A create is only sent again with more patience than these tests have.
        may_stop = fault.startswith((f"create={kind}*", *UPLOADS_TOO_SLOW))
        assert ran.code == 0 or may_stop, fault + ran.stdout


@pytest.mark.slow
@pytest.mark.parametrize("kind", LASTING)
def test_what_no_second_attempt_can_help_stops_with_the_truth(
    kind: str, tmp_path: Path, workers: Workers
) -> None:
    try_row(tmp_path, faults(kind, "*1"), workers)


@pytest.mark.slow
@pytest.mark.parametrize("kind", [*PASSING, *LASTING])
def test_what_fails_for_good_stops_with_the_truth(
    kind: str, tmp_path: Path, workers: Workers
) -> None:
    for fault, ran in try_row(tmp_path, faults(kind, ""), workers, HASTY).items():
        reads = fault.startswith(("list", "forms", "upload"))
        assert ran.code != 0 or not reads, fault


@pytest.mark.slow
@pytest.mark.parametrize("times", ["*1", ""])
def test_work_that_is_done_after_the_answer_is_found_or_told(
    times: str, tmp_path: Path, workers: Workers
) -> None:
    for fault, ran in try_row(tmp_path, faults("late", times)[4:7], workers).items():
        assert ran.code == 0, fault + ran.stdout
