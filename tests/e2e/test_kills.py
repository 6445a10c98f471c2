"""Killed before or after any request of an apply, and run again: it converges, nothing doubled.

The emulator takes a second template of the same name and language here, so that a double shows.
"""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, Any

import pytest
from support.every_write import Shop, new_shop, write_project
from support.processes import emulator_process, ended, eventually

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from support.processes import EmulatorProcess, Process

REQUESTS, DOWNLOADS, UPLOADS = 52, 3, 2
"""What an apply takes that is not disturbed: requests to the API, downloads of media, uploads."""

BEFORE, AFTER = "", ".after"
SIDES = pytest.mark.parametrize("side", [BEFORE, AFTER], ids=["before", "after"])


@dataclass(frozen=True, slots=True)
class Undisturbed:
    """What an apply comes to that nobody kills."""

    state: list[Any]
    writes: Counter[str]


@dataclass(frozen=True, slots=True)
class World:
    """An emulator in a process of its own, a project, and a new sender for each apply to kill."""

    emulator: EmulatorProcess
    folder: Path
    numbers: Iterator[int]

    def shop(self) -> Shop:
        home = self.folder / f"home-{next(self.numbers)}"
        return new_shop(self.emulator, self.folder / "project", home)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    folder = tmp_path_factory.mktemp("kills")
    (folder / "project").mkdir()
    write_project(folder / "project")
    with emulator_process("--duplicates=accepted", phones=300) as emulator:
        yield World(emulator, folder, count())


@pytest.fixture(scope="module")
def undisturbed(world: World) -> Undisturbed:
    shop = world.shop()
    assert apply(shop).code == 0
    return Undisturbed(shop.state(), shop.writes())


def apply(shop: Shop) -> Any:
    return shop.machine.run("apply", "--auto-approve", "--format", "json")


def killed(shop: Shop, fault: str, concurrency: int = 1) -> list[Any]:
    """Kill an apply as soon as the emulator holds a request; what it held, if it came to that."""

    def held(process: Process) -> list[Any]:
        return shop.console.held() or ([{}] if process.poll() is not None else [])

    shop.console.add_fault(fault)
    arguments = ("apply", "--auto-approve", "--concurrency", str(concurrency))
    with shop.machine.started(*arguments) as process:
        found = eventually(lambda: held(process))
        process.kill()
        ran = ended(process)
    shop.console.clear_faults()
    assert ran.code == (-9 if any(found) else 0), ran.stderr
    return [one for one in found if one]


def assert_in_flight(shop: Shop, held: list[Any]) -> None:
    """With one call at a time, the journal leaves open just the write that was held, if it was.

    The second write of a circle is an update, and belongs to the create of its template.
    """
    writes = [one["endpoint"] for one in held if one["endpoint"] in ("create", "update", "delete")]
    actions = [one.split()[0] for one in shop.open_writes()]
    assert actions in (writes, ["create" for one in writes if one == "update"])


def converges(shop: Shop, undisturbed: Undisturbed) -> None:
    """The next apply finishes: what is live, and all that was ever written, is as if undisturbed.

    Only an upload may come twice, as nobody remembers what it gave: once more for each file.
    """
    left_open, uploads = shop.open_writes(), shop.uploads()
    ran = apply(shop)
    assert ran.code == 0, ran.stdout + ran.stderr
    assert_nothing_to_do(shop)
    assert shop.state() == undisturbed.state
    assert shop.writes() == undisturbed.writes
    assert shop.uploads() - uploads <= UPLOADS
    assert shop.untouched() == [shop.before[one["id"]] for one in shop.untouched()]
    assert shop.open_writes() == left_open, "the second run ends all that it begins"


def assert_nothing_to_do(shop: Shop) -> None:
    """Neither for the machine that applied, nor for one that knows nothing."""
    for machine in (shop.machine, shop.machine.with_home(shop.home / "elsewhere")):
        ran = machine.run("plan", "--detailed-exitcode")
        assert ran.code == 0, ran.stdout + ran.stderr


def test_an_apply_that_is_not_disturbed_takes_so_many_requests(world: World) -> None:
    shop = world.shop()
    arrived = shop.console.arrived()
    ran = shop.machine.run("apply", "--auto-approve", "--concurrency", "1", "--format", "json")
    assert ran.account()["summary"] == {"done": 12, "failed": 0, "skipped": 0}
    assert shop.console.arrived() - arrived == REQUESTS
    counts = Counter(one["endpoint"] for one in shop.console.requests())
    assert (counts["media"], counts["upload"]) == (DOWNLOADS, UPLOADS)
    assert (counts["create"], counts["update"], counts["delete"]) == (6, 5, 3)


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param("list=timeout*1", marks=pytest.mark.slow),
        pytest.param("upload=timeout.after*1", marks=pytest.mark.slow),
        "create=timeout.after*1@3",
        "update=timeout.after*1@2",
        pytest.param("update=timeout*1", marks=pytest.mark.slow),
        "delete=timeout.after*1@3",
    ],
)
def test_killed_at_a_request_of_each_kind_the_next_apply_finishes(
    fault: str, world: World, undisturbed: Undisturbed
) -> None:
    shop = world.shop()
    assert_in_flight(shop, killed(shop, fault))
    converges(shop, undisturbed)


@pytest.mark.slow
@SIDES
@pytest.mark.parametrize("boundary", range(1, REQUESTS + 1))
def test_killed_at_any_request_the_next_apply_finishes(
    boundary: int, side: str, world: World, undisturbed: Undisturbed
) -> None:
    shop = world.shop()
    (held,) = killed(shop, f"any=timeout{side}*1@{boundary}")
    assert_in_flight(shop, [held])
    converges(shop, undisturbed)


@pytest.mark.slow
@SIDES
@pytest.mark.parametrize("boundary", range(1, REQUESTS + 1, 8))
def test_killed_with_several_calls_under_way_the_next_apply_finishes(
    boundary: int, side: str, world: World, undisturbed: Undisturbed
) -> None:
    shop = world.shop()
    assert killed(shop, f"any=timeout{side}*1@{boundary}", concurrency=4)
    assert len(shop.open_writes()) <= 4
    converges(shop, undisturbed)


@pytest.mark.slow
@SIDES
@pytest.mark.parametrize("boundary", range(1, DOWNLOADS + 1))
def test_killed_at_any_download_the_next_apply_finishes(
    boundary: int, side: str, world: World, undisturbed: Undisturbed
) -> None:
    shop = world.shop()
    assert killed(shop, f"media=timeout{side}*1@{boundary}")
    assert shop.open_writes() == []
    converges(shop, undisturbed)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(8))
def test_killed_again_and_again_the_next_apply_finishes(
    seed: int, world: World, undisturbed: Undisturbed
) -> None:
    shop, dice = world.shop(), random.Random(seed)  # noqa: S311 -- repeatable, and no secret
    for _ in range(3):  # the later ones may have ended before it comes to that
        side, boundary = dice.choice([BEFORE, AFTER]), dice.randint(5, REQUESTS)
        killed(shop, f"any=timeout{side}*1@{boundary}", concurrency=dice.choice([1, 4]))
    converges(shop, undisturbed)


@pytest.mark.slow
@pytest.mark.parametrize("eighths", range(8))
def test_killed_at_no_request_at_all_the_next_apply_finishes(
    eighths: int, world: World, undisturbed: Undisturbed
) -> None:
    """Wherever it is when so many requests have come: also amid its own files."""
    shop = world.shop()
    enough = shop.console.arrived() + eighths * REQUESTS // 8
    with shop.machine.started("apply", "--auto-approve") as process:
        eventually(lambda: shop.console.arrived() >= enough)
        process.kill()
    converges(shop, undisturbed)
