"""NxCloud replaces a URL in a body by a short link; this says what a shortened body can stand for.

Reading a template back gives `…/api/shortLink/doAccess/<token>` where a URL was written (API
document, "Get Template Details", sample response 2). Where the original is unknown, a body still
has a shape: the same text with some URL at the place of each short link.
"""

from __future__ import annotations

import re

SHORT_LINK = re.compile(r"https?://(?:[^\s/]+/)+?api/shortLink/doAccess/[A-Za-z0-9_-]+")
_URL = r"(https?://\S+?)"


def short_links(body: str) -> tuple[str, ...]:
    """The distinct short links of a body, in the order of the text."""
    return tuple(dict.fromkeys(SHORT_LINK.findall(body)))


def originals(shortened: str, written: str) -> dict[str, str] | None:
    """Which URL each short link of `shortened` stands for; None if it cannot come from `written`.

    Empty where the two are the same text.
    """
    links = SHORT_LINK.findall(shortened)
    literals = [re.escape(part) for part in SHORT_LINK.split(shortened)]
    match = re.fullmatch(_URL.join(literals), written)
    if match is None:
        return None
    found: dict[str, str] = {}
    for link, original in zip(links, match.groups(), strict=True):
        if found.setdefault(link, original) != original:
            return None
    return {link: original for link, original in found.items() if link != original}


def expand(body: str, known: dict[str, str]) -> str:
    """The body with each short link that is known replaced by its original."""
    return SHORT_LINK.sub(lambda match: known.get(match[0], match[0]), body)
