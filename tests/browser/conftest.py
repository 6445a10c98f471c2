"""A real browser, and pages in it."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from browser.opened import ARGUMENTS, Opened, opened
from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser for the tests of one file: as long as it is there, asyncio has a running loop."""
    if CHROMIUM is None:
        pytest.skip("no chromium on this machine")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser: Browser, tmp_path: Path) -> Iterator[Callable[..., Opened]]:
    """Opens a page from the disk, as a person does, and holds it to its promises at the end."""
    pages: list[Opened] = []

    def open_(text: str, **context: object) -> Opened:
        file = tmp_path / f"page-{len(pages)}.html"
        file.write_text(text, encoding="utf-8")
        pages.append(opened(browser, file.as_uri(), **context))
        return pages[-1]

    yield open_
    for one in pages:
        one.page.context.close()
        assert one.complaints == []
        asked_for = [url for url in one.requests if not url.startswith("data:")]
        assert asked_for == [one.page.url.partition("#")[0]]
