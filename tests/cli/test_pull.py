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


def test_what_is_being_renamed_stays_out_of_the_files(project: Project, emulator: Running) -> None:
    syncer("apply", "--auto-approve")
    project.replace(
        "templates/greeting.yaml",
        "name: shop_greeting",
        "name: shop_hello\nrenamed_from: shop_greeting",
    )
    before = (project.root / "templates/greeting.yaml").read_text()
    ran = syncer("pull", "--overwrite")
    assert ran.code == 4
    assert "✗ shop_greeting/en skipped" in ran.stdout
    assert "the files rename it to shop_hello/en: it is deleted when that is approved" in ran.stdout
    assert (project.root / "templates/greeting.yaml").read_text() == before
    assert len(emulator.console.templates()) == 2


def test_an_accepted_category_is_no_difference_and_stays_as_it_is_written(
    project: Project, emulator: Running
) -> None:
    text = """\
name: shop_offer
category: UTILITY
accept_category: true
translations:
  en: {body: Your offer is here for you to see.}
  de: {body: Hier ist das Angebot zum Ansehen.}
"""
    path = project.write("templates/offer.yaml", text)
    syncer("apply", "--auto-approve")
    for one in emulator.console.templates():
        if (one["name"], one["language"]) == ("shop_offer", "en"):
            emulator.console.change_template(one["id"], {"category": "MARKETING"})
    assert "= shop_offer/en unchanged" in syncer("pull", "--overwrite").stdout
    assert path.read_text() == text
    for one in emulator.console.templates():
        if one["name"] == "shop_offer":
            emulator.console.change_template(one["id"], {"footer": "Bye"})
    assert syncer("pull", "--overwrite").code == 0
    assert path.read_text().count("name: shop_offer") == 1
    assert "category: UTILITY\naccept_category: true" in path.read_text()
    assert syncer("plan", "--detailed-exitcode").code == 0


def test_another_template_that_took_an_old_name_is_pulled(
    project: Project, emulator: Running
) -> None:
    syncer("apply", "--auto-approve")
    project.replace("templates/greeting.yaml", "category", "renamed_from: shop_hello\ncategory")
    new = {"name": "shop_hello", "language": "en", "body": "Hello there.", "category": "UTILITY"}
    emulator.console.add_template(new)
    assert "✓ shop_hello/en written" in syncer("pull").stdout


def test_comments_that_a_change_takes_with_it_are_counted(
    project: Project, emulator: Running
) -> None:
    syncer("apply", "--auto-approve")
    text = (project.root / "templates/greeting.yaml").read_text()
    noted = text.replace("    body:", "    # how we greet\n    body:")
    project.write("templates/greeting.yaml", f"# ours\n{noted}")
    greeting = next(one for one in emulator.console.templates() if "greet" in one["name"])
    emulator.console.change_template(greeting["id"], {"body": "Another text"})
    ran = syncer("pull", "--overwrite")
    assert "comments within what changed are not kept: greeting.yaml (1)" in ran.stderr
    assert (project.root / "templates/greeting.yaml").read_text().startswith("# ours\n")
    assert "comments" not in syncer("pull", "--overwrite").stderr
