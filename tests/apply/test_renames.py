"""What a rename needs of its new template, looked at right before anything leaves the old one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.emulated import emulated
from support.templates import desired, leading_to, template

from syncer.errors import Location

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from support.emulated import Emulated

NEW = desired(
    template("new"),
    renamed_from="old",
    locations={"renamed_from": Location("templates/new.yaml", 2, 15)},
)
FILES = [NEW, desired(leading_to("ask", "new"))]


@pytest.fixture
def emulator() -> Iterator[Emulated]:
    """A rename whose new template is approved."""
    with emulated() as one:
        one.apply([desired(template("old")), desired(leading_to("ask", "old"))])
        one.apply(FILES)
        yield one


def pause(emulator: Emulated) -> None:
    emulator.console.change_template(emulator.stored("new")["id"], {"status": "PAUSED"})


def remove(emulator: Emulated) -> None:
    emulator.console.delete_template(emulator.stored("new")["id"])


def test_an_approved_one_lets_the_old_one_go(emulator: Emulated) -> None:
    results = emulator.apply(FILES).results
    assert [(one.name, one.outcome) for one in results] == [("ask", "done"), ("old", "done")]


@pytest.mark.parametrize(("spoil", "status"), [(pause, "PAUSED"), (remove, "gone")])
def test_one_that_is_not_approved_any_more_does_not(
    emulator: Emulated, spoil: Callable[[Emulated], None], status: str
) -> None:
    ready = emulator.prepare(FILES)
    spoil(emulator)
    ask, old = emulator.carry_out(ready).results
    assert (ask.outcome, old.outcome) == ("failed", "skipped")
    assert ask.error is not None
    assert f"new/en is {status}, and nothing leaves its old name" in ask.error.message
    assert emulator.stored("old")["status"] == "APPROVED"


def test_nor_does_the_old_one_go_where_nothing_leads_to_it(emulator: Emulated) -> None:
    emulator.apply(FILES[:1])
    ready = emulator.prepare([NEW, desired(template("ask"))])
    pause(emulator)
    outcomes = {one.name: one.outcome for one in emulator.carry_out(ready).results}
    assert outcomes["old"] != "done"
    assert emulator.stored("old")["status"] == "APPROVED"
