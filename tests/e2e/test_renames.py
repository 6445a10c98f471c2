"""A rename through all its steps: no gap for customers, whenever the run is killed."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, Any

import pytest
from support.processes import emulator_process, ended, eventually

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from support.processes import EmulatorProcess, Machine, Process, RemoteConsole

REQUESTS = 32
"""What both applies of a rename take when nothing disturbs them: requests to the API."""

BEFORE = """\
name: shop_menu
category: UTILITY
translations:
  en: {body: Our menu is here for you to read.}
  de: {body: Hier ist unsere Karte zum Lesen.}
---
name: shop_ask
category: UTILITY
translations:
  en:
    body: Do you want to see the menu of today?
    buttons: [{type: QUICK_REPLY, text: Show it, events: [{template: shop_menu}]}]
  de:
    body: Soll ich die Karte von heute zeigen?
    buttons: [{type: QUICK_REPLY, text: Zeig sie, events: [{template: shop_menu}]}]
"""
AFTER = f"renamed_from: shop_menu\n{BEFORE}".replace("name: shop_menu", "name: shop_card").replace(
    "renamed_from: shop_card", "renamed_from: shop_menu"
)
AFTER = AFTER.replace("template: shop_menu", "template: shop_card")
EXPECTED = {
    ("shop_ask", "en"): "shop_card",
    ("shop_ask", "de"): "shop_card",
    ("shop_card", "en"): None,
    ("shop_card", "de"): None,
}


@dataclass(frozen=True, slots=True)
class Shop:
    """A sender whose files call a live template otherwise since."""

    console: RemoteConsole
    machine: Machine
    phone: str

    def apply(self) -> int:
        return self.machine.run("apply", "--auto-approve", "--concurrency", "1").code

    def templates(self) -> list[Any]:
        return [one for one in self.console.templates() if one["phone"] == self.phone]

    def leading(self) -> dict[tuple[str, str], str | None]:
        """Each live template, and where the event of its button leads."""
        by_id = {one["id"]: one for one in self.templates()}
        found = {}
        for one in by_id.values():
            targets = [
                by_id[event["template_id"]]["name"]
                for button in one["buttons"]
                for event in button["events"]
            ]
            found[one["name"], one["language"]] = targets[0] if targets else None
        return found

    def check_no_gap(self) -> None:
        """What a tap leads to is there, and can be sent."""
        by_id = {one["id"]: one for one in self.templates()}
        for one in by_id.values():
            for button in one["buttons"]:
                for event in button["events"]:
                    assert by_id[event["template_id"]]["status"] == "APPROVED"


@dataclass(frozen=True, slots=True)
class World:
    emulator: EmulatorProcess
    folder: Path
    numbers: Iterator[int]

    def shop(self) -> Shop:
        """A sender with the old templates, and a project with the new ones."""
        number = next(self.numbers)
        project, phone = self.folder / f"project-{number}", next(self.emulator.phones)
        (project / "templates").mkdir(parents=True)
        (project / "syncer.yaml").write_text("version: 1\n")
        machine = self.emulator.machine(project, self.folder / f"home-{number}", phone)
        shop = Shop(self.emulator.console, machine, phone)
        (project / "templates/menu.yaml").write_text(BEFORE)
        assert shop.apply() == 0
        (project / "templates/menu.yaml").write_text(AFTER)
        return shop


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with emulator_process("--duplicates=accepted", phones=120) as emulator:
        yield World(emulator, tmp_path_factory.mktemp("renames"), count())


def killed(shop: Shop, fault: str) -> bool:
    """Kill applies as soon as the emulator holds a request; whether it came to that."""

    def held(process: Process) -> list[Any]:
        return shop.console.held() or ([{}] if process.poll() is not None else [])

    shop.console.add_fault(fault)
    found: list[Any] = []
    for _ in range(2):  # as the first apply of a rename leaves something to the second
        with shop.machine.started("apply", "--auto-approve", "--concurrency", "1") as process:
            found = eventually(lambda: held(process))
            process.kill()
            ended(process)
        if any(found):
            break
    shop.console.clear_faults()
    return any(found)


def converges(shop: Shop) -> None:
    """Two more applies finish the rename, whatever was done of it, and nothing is there twice."""
    shop.check_no_gap()
    codes = [shop.apply() for _ in range(2)]
    shop.check_no_gap()
    assert codes[-1] == 0
    assert shop.leading() == EXPECTED
    assert len(shop.templates()) == len(EXPECTED)
    assert shop.machine.run("plan", "--detailed-exitcode").code == 0


def test_a_rename_takes_two_applies_and_each_step_leaves_no_gap(world: World) -> None:
    shop = world.shop()
    arrived = shop.console.arrived()
    assert shop.apply() == 4
    shop.check_no_gap()
    assert shop.leading() == {
        ("shop_menu", "en"): None,
        ("shop_menu", "de"): None,
        ("shop_ask", "en"): "shop_menu",
        ("shop_ask", "de"): "shop_menu",
        ("shop_card", "en"): None,
        ("shop_card", "de"): None,
    }
    assert shop.apply() == 0
    assert shop.leading() == EXPECTED
    assert shop.console.arrived() - arrived == REQUESTS
    assert shop.machine.run("plan", "--detailed-exitcode").code == 0


@pytest.mark.parametrize(
    "side",
    [
        pytest.param("", id="before", marks=pytest.mark.slow),
        pytest.param(".after", id="after"),
    ],
)
@pytest.mark.parametrize(
    "step",
    [
        *(f"{kind}@1" for kind in ("create", "update", "delete")),
        *(
            pytest.param(f"{kind}@2", marks=pytest.mark.slow)
            for kind in ("create", "update", "delete")
        ),
    ],
)
def test_killed_at_each_of_its_writes_the_next_applies_finish(
    step: str, side: str, world: World
) -> None:
    shop = world.shop()
    kind, _, number = step.partition("@")
    assert killed(shop, f"{kind}=timeout{side}*1@{number}")
    converges(shop)


@pytest.mark.slow
@pytest.mark.parametrize("number", range(1, REQUESTS + 1))
def test_killed_at_any_request_the_next_applies_finish(number: int, world: World) -> None:
    shop = world.shop()
    assert killed(shop, f"any=timeout.after*1@{number}")
    converges(shop)
