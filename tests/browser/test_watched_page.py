"""`preview --watch` in a real browser."""

from __future__ import annotations

import threading
from functools import partial
from queue import Queue
from typing import TYPE_CHECKING

import pytest
from browser.opened import opened
from support.project import ANOTHER, GREETING, at_home, new_project

from syncer.cli.options import ProjectOptions
from syncer.cli.preview import previews
from syncer.cli.preview_watch import watch_preview
from syncer.plan.values import Selection

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser
    from support.project import Project

pytestmark = pytest.mark.slow


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    project = new_project(tmp_path / "project", greeting=GREETING, goodbye=ANOTHER)
    with at_home(project, None):
        yield project


@pytest.fixture
def address(project: Project) -> Iterator[str]:
    addresses: Queue[str] = Queue()
    stop = threading.Event()
    look = partial(previews, ProjectOptions(None, (), all_accounts=False), (), Selection())
    arguments = (look, [project.root], 0, addresses.put, stop)
    thread = threading.Thread(target=watch_preview, args=arguments)
    thread.start()
    yield addresses.get(timeout=10)
    stop.set()
    thread.join(10)


def test_an_open_page_shows_a_file_as_it_is_being_written(
    browser: Browser, address: str, project: Project
) -> None:
    one = opened(browser, address)
    one.page.get_by_text("good to see you").wait_for()
    project.replace("templates/greeting.yaml", "good to see you", "how are you")
    one.page.get_by_text("how are you").wait_for()
    project.write("templates/greeting.yaml", GREETING.replace("body:", "boddy:"))
    one.page.get_by_text("unknown key").wait_for()
    project.write("templates/greeting.yaml", GREETING)
    one.page.get_by_text("good to see you").wait_for()
    one.page.context.close()
    assert one.complaints == []
    assert {url.removeprefix(address) for url in one.requests} == {"", "versions"}


def test_what_was_typed_and_chosen_outlives_a_newer_version(
    browser: Browser, address: str, project: Project
) -> None:
    one = opened(browser, address)
    one.page.get_by_role("searchbox").fill("greeting")
    one.page.get_by_label("Colours").select_option("dark")
    project.replace("templates/greeting.yaml", "good to see you", "how are you")
    one.page.get_by_text("how are you").wait_for()
    assert one.page.get_by_role("searchbox").input_value() == "greeting"
    assert one.cards() == ["main/shop_greeting/en"]
    assert one.page.locator("html").get_attribute("data-theme") == "dark"
    one.page.context.close()
    assert one.complaints == []
