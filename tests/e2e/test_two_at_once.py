"""Two who work on one account at once: the later one notices before it overwrites."""

from __future__ import annotations

import base64
from dataclasses import dataclass, replace
from functools import partial
from itertools import count
from typing import TYPE_CHECKING

import pytest
from support.command import Ran, syncer
from support.emulated import Meanwhile
from support.every_write import Shop, new_shop, write_project
from support.processes import EmulatorProcess, emulator_process, ended, eventually
from support.project import CONFIG, GREETING, Project

from syncer.journal.reading import read_journal
from syncer.nxcloud.transport import http_client

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from syncer.emulator import Console, Running
    from syncer.emulator.records import JsonObject

# Two applies


@pytest.fixture(scope="module")
def shared() -> Iterator[EmulatorProcess]:
    """An emulator that is slow enough for two applies to meet."""
    with emulator_process("--latency-seconds=0.01", phones=100) as emulator:
        yield emulator


@pytest.fixture
def shop(tmp_path: Path, shared: EmulatorProcess) -> Iterator[Shop]:
    (tmp_path / "project").mkdir()
    write_project(tmp_path / "project")
    yield new_shop(shared, tmp_path / "project", tmp_path / "home")
    shared.console.clear_faults()


@pytest.fixture
def elsewhere(shop: Shop, tmp_path: Path) -> Shop:
    """The same sender, worked on from another machine."""
    home = tmp_path / "elsewhere"
    return replace(shop, machine=shop.machine.with_home(home), home=home)


SOME_OTHERS = [pytest.param(number, marks=pytest.mark.slow) for number in range(1, 52, 4)]
APPLY = ("apply", "--auto-approve", "--format", "json")


def assert_true(ran: Ran) -> None:
    """The exit code is what the results say, and whatever was not done has its reason."""
    (account,) = ran.json["accounts"]
    results, done = account["results"], account["summary"]["done"]
    left = [one for one in results if one["outcome"] != "done"]
    uncertain = any(one["error"]["uncertain"] for one in left if one["error"])
    expected = (4 if done or uncertain else 1) if left else 0
    assert ran.code == expected
    assert all(one["reason"] or one["error"]["message"] for one in left)


def converges(shop: Shop) -> None:
    """A third apply does what was left, if anything was; then there is nothing to do."""
    ran = shop.machine.run(*APPLY)
    assert ran.code == 0, ran.stdout + ran.stderr
    assert shop.machine.run("plan", "--detailed-exitcode").code == 0
    keys = [(one["name"], one["language"]) for one in shop.state()]
    assert len(keys) == len(set(keys)) == 12
    assert max(one["edited_at"] for one in shop.state()) == 1
    assert shop.untouched() == [shop.before[one["id"]] for one in shop.untouched()]


def test_two_machines_that_start_at_the_same_moment_double_nothing(
    shop: Shop, elsewhere: Shop
) -> None:
    with shop.machine.started(*APPLY) as one, elsewhere.machine.started(*APPLY) as two:
        both = [ended(one), ended(two)]
    for ran in both:
        assert_true(ran)
    converges(shop)


@pytest.mark.parametrize("side", ["", ".after"], ids=["before", "after"])
@pytest.mark.parametrize("boundary", [14, *SOME_OTHERS])
def test_an_apply_that_another_machine_overtakes_overwrites_nothing(
    boundary: int, side: str, shop: Shop, elsewhere: Shop
) -> None:
    shop.console.add_fault(f"any=timeout{side}*1@{boundary}")
    with shop.machine.started(*APPLY, "--concurrency", "1") as overtaken:
        eventually(shop.console.held)
        fast = elsewhere.machine.run(*APPLY)
        shop.console.clear_faults()
        slow = ended(overtaken)
    assert_true(fast)
    assert_true(slow)
    assert shop.machine.run(*APPLY).account()["results"] == []
    assert set(shop.writes().values()) == {1}
    converges(shop)


def test_a_second_apply_on_the_same_machine_is_refused_and_names_the_first(shop: Shop) -> None:
    shop.console.add_fault("create=timeout.after*1")
    with shop.machine.started(*APPLY) as first:
        eventually(shop.console.held)
        with shop.machine.started(*APPLY) as second:
            refused = ended(second)
        shop.console.clear_faults()
        finished = ended(first)
    assert refused.code == 1
    assert f"process {first.pid}" in refused.json["error"]["message"]
    assert finished.code == 0
    converges(shop)


def test_two_on_the_same_machine_at_the_same_moment_double_nothing(shop: Shop) -> None:
    with shop.machine.started(*APPLY) as one, shop.machine.started(*APPLY) as two:
        both = sorted([ended(one), ended(two)], key=lambda ran: ran.code)
    assert both[0].code == 0
    assert both[1].code == 0 or "another apply" in both[1].json["error"]["message"]
    assert shop.machine.run(*APPLY).account()["results"] == []
    converges(shop)


# A person in the console, between the plan and the write

MENU = """\
name: shop_menu
category: UTILITY
translations:
  en:
    header: {image: new.png}
    body: This is our menu.
"""
PNG = b"\x89PNG\r\n\x1a\n"
OLD_PICTURE = {
    "format": "IMAGE",
    "filename": "old.png",
    "content_base64": base64.b64encode(PNG + b"old").decode(),
}


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with the console, at work while an apply is."""

    console: Console
    monkeypatch: pytest.MonkeyPatch

    def creates(self, name: str) -> JsonObject:
        """A template with another text and another picture than the files have."""
        fields = {"name": name, "language": "en", "category": "UTILITY", "body": "Mine!"}
        return self.console.add_template({**fields, "header": OLD_PICTURE})

    def changes(self) -> JsonObject:
        return self.console.change_template(self._the_id(), {"footer": "Mine!"})

    def deletes(self) -> None:
        self.console.delete_template(self._the_id())

    def does(self, deed: Callable[[], object], before: int, *arguments: str) -> Ran:
        """Apply, while a person does this before the n-th request once the plan is made."""
        seen = count(1)
        transport = Meanwhile(lambda _: next(seen) == before and deed())
        http = partial(http_client, transport=transport)
        self.monkeypatch.setattr("syncer.cli.session.http_client", http)
        ran = syncer(*APPLY, "--concurrency", "1", *arguments)
        assert next(seen) > before
        return ran

    def written(self) -> list[str]:
        """What was sent that writes a template."""
        kinds = ("create", "update", "delete")
        return [one.endpoint for one in self.console.requests() if one.endpoint in kinds]

    def _the_id(self) -> int:
        (one,) = self.console.templates()
        return int(one["id"])


@pytest.fixture
def person(emulator: Running, monkeypatch: pytest.MonkeyPatch) -> Person:
    return Person(emulator.console, monkeypatch)


@pytest.fixture
def project(project: Project) -> Project:
    """One template, with a picture; what else the shop has is to be deleted."""
    for name in ("greeting", "goodbye"):
        (project.root / f"templates/{name}.yaml").unlink()
    project.write("syncer.yaml", CONFIG + "scope: {include: ['shop_*']}\nprune: true\n")
    project.write("templates/new.png", PNG + b"new")
    project.write("templates/menu.yaml", MENU)
    return project


def assert_left_alone(ran: Ran, words: str, project: Project, person: Person) -> None:
    """Nothing was sent, and the result says why, and what to do."""
    (result,) = ran.account()["results"]
    assert (ran.code, result["outcome"]) == (1, "failed")
    assert words in result["error"]["message"]
    assert "syncer plan" in result["reason"]
    assert person.written() == []
    assert list(read_journal(project.root.parent / "project-home" / "state")) == []


@pytest.mark.parametrize("before", [1, 2])
def test_what_a_person_creates_before_the_last_look_is_not_doubled(
    before: int, project: Project, person: Person
) -> None:
    ran = person.does(lambda: person.creates("shop_menu"), before)
    assert_left_alone(ran, "has been created since", project, person)
    (theirs,) = person.console.templates()
    assert theirs["body"] == "Mine!"


@pytest.mark.parametrize("before", [1, 2, 3, 4])
def test_what_a_person_changes_before_the_last_look_is_not_overwritten(
    before: int, project: Project, person: Person
) -> None:
    theirs = person.creates("shop_menu")
    ran = person.does(person.changes, before)
    assert_left_alone(ran, "has been changed since", project, person)
    (after,) = person.console.templates()
    assert after == {**theirs, "footer": "Mine!", "updated_at": after["updated_at"]}


@pytest.mark.parametrize("before", [1, 2, 3, 4])
def test_what_a_person_deletes_before_the_last_look_is_not_written(
    before: int, project: Project, person: Person
) -> None:
    person.creates("shop_menu")
    ran = person.does(person.deletes, before)
    assert_left_alone(ran, "has been deleted since", project, person)
    assert person.console.templates() == []


@pytest.mark.parametrize("before", [1, 2, 3])
def test_what_a_person_changes_before_the_last_look_is_not_deleted(
    before: int, project: Project, person: Person
) -> None:
    theirs = person.creates("shop_old")
    ran = person.does(person.changes, before, "--only", "shop_old")
    assert_left_alone(ran, "has been changed since", project, person)
    (after,) = person.console.templates()
    assert after == {**theirs, "footer": "Mine!", "updated_at": after["updated_at"]}


@pytest.mark.parametrize("before", [1, 2, 3])
def test_what_a_person_deletes_first_is_deleted_and_nothing_is_sent(
    before: int, project: Project, person: Person
) -> None:
    del project
    person.creates("shop_old")
    ran = person.does(person.deletes, before, "--only", "shop_old")
    assert ran.code == 0
    assert person.written() == []


def test_what_a_person_did_not_touch_is_done_and_the_exit_code_tells_of_both(
    project: Project, person: Person
) -> None:
    project.write("templates/greeting.yaml", GREETING)
    ran = person.does(lambda: person.creates("shop_menu"), 1)
    assert ran.code == 4
    assert ran.account()["summary"] == {"done": 1, "failed": 1, "skipped": 0}
    assert person.written() == ["create"]
    assert syncer("plan", "--detailed-exitcode").code == 2, "it is for a person to decide"
