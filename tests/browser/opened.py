"""A page that was opened in a browser, with all that it asked for and complained of."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

ARGUMENTS = [
    "--no-sandbox",  # tests run as root in CI
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass(frozen=True, slots=True)
class Opened:
    """`requests` are the addresses that it asked for, its own first."""

    page: Page
    complaints: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def cards(self) -> list[str]:
        """The ids of the cards that can be seen, in their order."""
        seen: list[str] = self.page.locator("article.card").evaluate_all(
            "cards => cards.filter(card => card.checkVisibility()).map(card => card.id)"
        )
        return seen

    def card(self, anchor: str) -> Locator:
        """The card with this id."""
        return self.page.locator(f'article[id="{anchor}"]')


def opened(browser: Browser, url: str, **context: Any) -> Opened:
    """The page at an address, in a context of its own, loaded."""
    page = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **context}).new_page()
    one = Opened(page)
    page.on("console", lambda message: one.complaints.append(message.text))
    page.on("pageerror", lambda error: one.complaints.append(str(error)))
    page.on("dialog", lambda dialog: one.complaints.append(dialog.message))
    page.on("request", lambda request: one.requests.append(request.url))
    page.set_default_timeout(5000)
    page.goto(url)
    return one
