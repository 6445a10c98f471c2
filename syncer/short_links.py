"""NxCloud replaces a URL in a body by a short link; this says what a shortened body can stand for.

Reading a template back gives `…/api/shortLink/doAccess/<token>` where a URL was written (API
document, "Get Template Details", sample response 2). Where the original is unknown, a body still
has a shape: the same text with some URL at the place of each short link.
"""

from __future__ import annotations

import re
from bisect import bisect_left

_PATH = "api/shortLink/doAccess/"
SHORT_LINK = re.compile(rf"https?://(?:[^\s/]+/)+?{_PATH}[A-Za-z0-9_-]+")
_SCHEME = re.compile(r"https?://")
_SPACE = re.compile(r"\s")
_LONGEST = 16_384
"""In characters. No body that Meta takes is nearly as long, and a longer one takes its time."""


def short_links(body: str) -> tuple[str, ...]:
    """The distinct short links of a body, in the order of the text."""
    return tuple(dict.fromkeys(SHORT_LINK.findall(body))) if _PATH in body else ()


def originals(shortened: str, written: str) -> dict[str, str] | None:
    """Which URL each short link of `shortened` stands for; None if it cannot come from `written`.

    Empty where the two are the same text. Of several answers it is the one with the shortest first
    URL, then the shortest second, and so on.
    """
    if shortened == written:
        return {}
    if max(len(shortened), len(written)) > _LONGEST:
        return None
    urls = _urls_between(SHORT_LINK.split(shortened), written)
    if urls is None:
        return None
    found: dict[str, str] = {}
    for link, original in zip(SHORT_LINK.findall(shortened), urls, strict=True):
        if found.setdefault(link, original) != original:
            return None
    return {link: original for link, original in found.items() if link != original}


def expand(body: str, known: dict[str, str]) -> str:
    """The body with each short link that is known replaced by its original."""
    return SHORT_LINK.sub(lambda match: known.get(match[0], match[0]), body)


def _urls_between(literals: list[str], text: str) -> list[str] | None:
    """The URLs that stand between the literals in `text`; None if they cannot make it up.

    From the end it is found where each literal can stand so that the rest fits behind it; from the
    beginning the first such place is taken. A regular expression would try all combinations.
    """
    ends = [match.start() for match in _SPACE.finditer(text)] + [len(text)]
    urls = [(match.start(), match.end() + 1) for match in _SCHEME.finditer(text)]
    places = [[len(text) - len(literals[-1])] if text.endswith(literals[-1]) else []]
    for literal in reversed(literals[:-1]):
        places.append(
            [
                start - len(literal)
                for start, shortest_end in urls
                if text.endswith(literal, 0, start)
                and _first(places[-1], shortest_end) <= _first(ends, start)
            ]
        )
    return _shortest(literals, places[::-1], text)


def _shortest(literals: list[str], places: list[list[int]], text: str) -> list[str] | None:
    """The URLs between literals, each up to the first place where the next literal can stand."""
    if 0 not in places[0]:
        return None
    urls, position = [], 0
    for literal, following in zip(literals, places[1:], strict=False):
        start = position + len(literal)
        scheme = _SCHEME.match(text, start)
        position = _first(following, scheme.end() + 1 if scheme else start)
        urls.append(text[start:position])
    return urls


def _first(positions: list[int], least: int) -> int:
    """The first of the sorted positions that is not before `least`; behind all texts if none is."""
    index = bisect_left(positions, least)
    return positions[index] if index < len(positions) else _LONGEST + 1
