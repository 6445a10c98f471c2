"""Short links: URLs in a body, replaced by links of the platform that count their clicks."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from syncer.emulator.store import Store

PATH = "/api/shortLink/doAccess/"
_CLOSING = r".,;:!?'\"()\[\]*_~`。，！？"
# A placeholder inside a URL belongs to it as a whole; the punctuation after a URL does not.
_URL = re.compile(
    rf"https?://(?:\{{\{{[^{{}}]*\}}\}}|[^\s{{}}])*(?:\{{\{{[^{{}}]*\}}\}}|[^\s{{}}{_CLOSING}])"
)


@dataclass(frozen=True, slots=True)
class ShortLink:
    """A short link, one for each URL of a template; `hits` counts its clicks."""

    token: str
    template_id: int
    url: str
    hits: int


def shortened(store: Store, template_id: int, text: str, base_url: str) -> str:
    """The text with a short link for each URL; a short link stays what it is."""

    def short_link(match: re.Match[str]) -> str:
        url = match[0]
        return url if PATH in url else f"{base_url}{PATH}{_token(store, template_id, url)}"

    return _URL.sub(short_link, text)


def _token(store: Store, template_id: int, url: str) -> str:
    with store.transaction():
        rows = store.execute(
            "SELECT token FROM short_links WHERE template_id = ? AND url = ?", template_id, url
        )
        if rows:
            return str(rows[0][0])
        token = secrets.token_hex(4)
        store.execute("INSERT INTO short_links VALUES (?, ?, ?, 0)", token, template_id, url)
        return token


def followed(store: Store, token: str) -> str | None:
    """Where the link leads, counted as a click; None for an unknown token."""
    rows = store.execute(
        "UPDATE short_links SET hits = hits + 1 WHERE token = ? RETURNING url", token
    )
    return str(rows[0][0]) if rows else None


def everything(store: Store) -> list[ShortLink]:
    """All short links."""
    rows = store.execute("SELECT token, template_id, url, hits FROM short_links ORDER BY rowid")
    return [ShortLink(*row) for row in rows]
