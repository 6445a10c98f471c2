"""A changed URL in a body is noticed wherever it can be known, and is a warning elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from support.command import syncer
from support.project import CONFIG, Project, at_home, new_project

from syncer.emulator import Settings, running

if TYPE_CHECKING:
    from pathlib import Path

LINKED = """\
name: shop_link
category: UTILITY
translations:
  en:
    body: See https://shop.example/old for all that is new, or call us.
"""
RESOLVE = "    resolve_short_links: true\n"


def changed_url(project: Project) -> Any:
    """Apply, change the URL in the file, and plan with what the machine knows by then."""
    assert syncer("apply", "--auto-approve").code == 0
    project.replace("templates/link.yaml", "/old", "/new")
    return syncer("plan", "--format", "json").account()


def forget(project: Project) -> None:
    """As on another machine: no memory of own writes."""
    state = project.root.parent / f"{project.root.name}-home/state"
    for file in state.iterdir():
        file.unlink()


@pytest.mark.parametrize("short_links", ["off", "detail", "detail_and_list"])
def test_the_machine_that_wrote_it_notices(short_links: Any, tmp_path: Path) -> None:
    project = new_project(tmp_path / "project", link=LINKED)
    with running(Settings(short_links=short_links)) as emulator, at_home(project, emulator):
        (action,) = changed_url(project)["actions"]
        (change,) = action["changes"]
        assert change["path"] == "body"
        assert "/old" in change["before"]
        assert "/new" in change["after"]


def test_another_machine_notices_through_the_list(tmp_path: Path) -> None:
    project = new_project(tmp_path / "project", link=LINKED)
    with running(Settings(short_links="detail")) as emulator, at_home(project, emulator):
        changed_url(project)
        forget(project)
        (action,) = syncer("plan", "--format", "json").account()["actions"]
        assert [change["path"] for change in action["changes"]] == ["body"]


def test_another_machine_notices_by_following_the_link_if_it_may(tmp_path: Path) -> None:
    project = new_project(tmp_path / "project", CONFIG + RESOLVE, link=LINKED)
    settings = Settings(short_links="detail_and_list")
    with running(settings) as emulator, at_home(project, emulator):
        changed_url(project)
        forget(project)
        (action,) = syncer("plan", "--format", "json").account()["actions"]
        assert [change["path"] for change in action["changes"]] == ["body"]
        assert [link["hits"] for link in emulator.console.short_links()] == [1]


def test_elsewhere_it_is_a_warning_and_no_click(tmp_path: Path) -> None:
    project = new_project(tmp_path / "project", link=LINKED)
    settings = Settings(short_links="detail_and_list")
    with running(settings) as emulator, at_home(project, emulator):
        changed_url(project)
        forget(project)
        account = syncer("plan", "--format", "json").account()
        assert account["actions"] == []
        assert any("short link" in warning for warning in account["warnings"])
        assert [link["hits"] for link in emulator.console.short_links()] == [0]


def test_other_words_around_an_unknown_link_are_noticed(tmp_path: Path) -> None:
    project = new_project(tmp_path / "project", link=LINKED)
    settings = Settings(short_links="detail_and_list")
    with running(settings) as emulator, at_home(project, emulator):
        changed_url(project)
        forget(project)
        project.replace("templates/link.yaml", "call us", "write to us")
        (action,) = syncer("plan", "--format", "json").account()["actions"]
        assert [change["path"] for change in action["changes"]] == ["body"]
