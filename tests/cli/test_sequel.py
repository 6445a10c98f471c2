"""What an apply that waits goes on with, once the reviews have ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.command import Ran, syncer
from support.project import CONFIG, Project, at_home, new_project

from syncer.emulator import Settings, running

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from support.patience import Patience

    from syncer.emulator import Running

MENU = """\
name: menu
category: UTILITY
translations:
  en: {body: Our menu is here for you to read.}
"""
ASK = """\
name: ask
category: UTILITY
translations:
  en:
    body: Do you want to see the menu of today?
    buttons: [{type: QUICK_REPLY, text: Show it, events: [{template: menu}]}]
"""


@pytest.fixture
def emulator() -> Iterator[Running]:
    settings = Settings(review_seconds=60.0, rejections={"bad": "SCAM"}, edit_limits=False)
    with running(settings) as emulator:
        yield emulator


@pytest.fixture
def renamed(tmp_path: Path, emulator: Running, patience: Patience) -> Iterator[Project]:
    """A project whose menu is live, and is called card since."""
    del patience
    project = new_project(tmp_path / "project", CONFIG, menu=MENU, ask=ASK)
    with at_home(project, emulator):
        assert apply("--wait").code == 0
        project.write("templates/menu.yaml", f"renamed_from: menu\n{MENU}")
        project.replace("templates/menu.yaml", "name: menu", "name: card")
        project.replace("templates/ask.yaml", "template: menu", "template: card")
        yield project


def apply(*arguments: str) -> Ran:
    return syncer("apply", "--auto-approve", *arguments)


def live(emulator: Running) -> list[str]:
    return sorted(one["name"] for one in emulator.console.templates())


@pytest.mark.usefixtures("renamed")
class TestARename:
    def test_is_finished_in_one_run(self, emulator: Running) -> None:
        ran = apply("--wait", "--format", "json")
        assert ran.code == 0
        assert [(one["action"], one["name"], one["outcome"]) for one in results(ran)] == [
            ("create", "card", "done"),
            ("update", "ask", "done"),
            ("delete", "menu", "done"),
        ]
        assert [one["status"] for one in ran.account()["reviews"]] == ["APPROVED"]
        assert live(emulator) == ["ask", "card"]
        assert syncer("plan", "--detailed-exitcode").code == 0

    def test_tells_results_reviews_and_later_results_in_their_order(self) -> None:
        out = apply("--wait").stdout
        told = ("✓ create card/en", "APPROVED", "✓ update ask/en", "✓ delete menu/en")
        places = [out.index(text, out.index("Applied main")) for text in told]
        assert places == sorted(places)

    def test_goes_no_further_when_the_new_template_is_rejected(
        self, renamed: Project, emulator: Running
    ) -> None:
        renamed.replace("templates/menu.yaml", "Our menu", "Our bad menu")
        ran = apply("--wait", "--format", "json")
        assert ran.code == 4
        assert outcomes(ran) == {"card": "done", "ask": "skipped", "menu": "skipped"}
        assert live(emulator) == ["ask", "card", "menu"]

    def test_waits_for_the_next_run_at_the_time_out(self, emulator: Running) -> None:
        assert apply("--wait", "--timeout", "5s").code == 4
        assert live(emulator) == ["ask", "card", "menu"]
        assert apply("--wait").code == 0
        assert live(emulator) == ["ask", "card"]

    def test_of_a_saved_plan_is_finished_too(self, emulator: Running) -> None:
        syncer("plan", "--out", "plan.json")
        assert syncer("apply", "plan.json", "--wait").code == 0
        assert live(emulator) == ["ask", "card"]

    def test_leaves_what_else_changed_meanwhile_to_the_next_run(
        self, emulator: Running, patience: Patience
    ) -> None:
        patience.then = once(lambda: change(emulator, "card", body="By hand."))
        ran = apply("--wait")
        assert ran.code == 4
        assert "main: more than its renames is left to do" in ran.stderr
        assert live(emulator) == ["ask", "card", "menu"]

    def test_leaves_what_somebody_changed_in_the_template_that_leads_to_it(
        self, emulator: Running, patience: Patience
    ) -> None:
        patience.then = once(lambda: change(emulator, "ask", body="A wording of our own."))
        ran = apply("--wait")
        assert ran.code == 4
        assert "main: more than its renames is left to do" in ran.stderr
        assert "A wording of our own." in [one["body"] for one in emulator.console.templates()]

    def test_leaves_what_was_blocked_for_another_reason(
        self, renamed: Project, emulator: Running, patience: Patience
    ) -> None:
        renamed.write("templates/other.yaml", MENU.replace("name: menu", "name: other"))
        fields = {"body": "Hello to you.", "category": "UTILITY", "status": "IN_APPEAL"}
        emulator.console.add_template({"name": "other", "language": "en", **fields})
        patience.then = once(lambda: change(emulator, "other", status="APPROVED"))
        ran = apply("--wait")
        assert ran.code == 4
        assert "main: more than its renames is left to do" in ran.stderr
        bodies = {one["name"]: one["body"] for one in emulator.console.templates()}
        assert bodies["other"] == "Hello to you."

    def test_keeps_within_the_limits_for_mass_changes(
        self, renamed: Project, emulator: Running
    ) -> None:
        renamed.write(
            "syncer.yaml",
            f"{CONFIG}scope: {{include: ['*']}}\nlimits: {{max_delete_percent: 5}}\n",
        )
        for number in range(10):
            name = f"other_{number}"
            emulator.console.add_template({"name": name, "language": "en", "body": "Hello."})
        ran = apply("--wait", "--format", "json")
        assert ran.code == 4
        assert "max_delete_percent = 5" in ran.stderr
        assert "max_delete_percent = 5" in ran.json["error"]["message"]
        assert "menu" in live(emulator)

    def test_a_fault_of_syncer_after_the_wait_loses_nothing(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("syncer.cli.sequel._announced", lambda *_: 1 / 0)
        ran = apply("--wait", "--format", "json")
        assert ran.code == 4
        assert outcomes(ran) == {"card": "done", "ask": "skipped", "menu": "skipped"}
        assert [one["status"] for one in ran.account()["reviews"]] == ["APPROVED"]
        assert "ZeroDivisionError" in ran.stderr


def outcomes(ran: Ran) -> dict[str, str]:
    return {one["name"]: one["outcome"] for one in results(ran)}


def results(ran: Ran) -> list[dict[str, str]]:
    found: list[dict[str, str]] = ran.account()["results"]
    return found


def once(work: Callable[[], object]) -> Callable[[int], object]:
    """Do something at the next wait, and at no other."""
    left = [work]
    return lambda _: left.pop()() if left else None


def change(emulator: Running, name: str, **changes: str) -> None:
    (one,) = (one for one in emulator.console.templates() if one["name"] == name)
    emulator.console.change_template(one["id"], changes)
