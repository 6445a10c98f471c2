"""How a pull is told; what it writes is specified in tests/pull."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.command import syncer

if TYPE_CHECKING:
    from support.project import Project

    from syncer.emulator import Running


def test_text_tells_each_template_its_file_and_why_not(project: Project, emulator: Running) -> None:
    syncer("apply", "--auto-approve")
    greeting = next(one for one in emulator.console.templates() if "greet" in one["name"])
    emulator.console.change_template(greeting["id"], {"body": "Another text"})
    new = {"language": "en", "body": "Hi", "category": "UTILITY", "tag_ids": [99]}
    emulator.console.add_template({"name": "shop_new", **new})
    emulator.console.add_template({"name": "shop_code", **new, "category": "AUTHENTICATION"})
    ran = syncer("pull")
    assert ran.code == 4
    assert ran.stdout.splitlines() == [
        "✗ shop_code/en skipped",
        "    its category AUTHENTICATION cannot be written through this API",
        "= shop_goodbye/en unchanged  templates/goodbye.yaml",
        "○ shop_greeting/en left  templates/greeting.yaml",
        "    the file would change: add --overwrite",
        "✓ shop_new/en written  templates/shop_new.yaml",
        "1 of 4 templates written.",
    ]
    assert ran.stderr.startswith("warning: no single known name stands for the tag of shop_new/en")
    assert (project.root / "templates/shop_new.yaml").exists()


def test_nothing_live_is_nothing_to_do(project: Project) -> None:
    del project
    ran = syncer("pull")
    assert (ran.code, ran.stdout) == (0, "0 of 0 templates written.\n")
