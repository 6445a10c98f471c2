"""Markdown as GitHub reads it: its own parser, and then what it shows."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser

from cmarkgfm import github_flavored_markdown_to_html
from cmarkgfm.cmark import Options


@dataclass
class Shown:
    """What a page has: its elements, its comments, and its texts in code and outside of it.

    GitHub turns mentions, numbers and commits into links in all texts that are not in code.
    """

    tags: Counter[str] = field(default_factory=Counter)
    attributes: set[tuple[str, str | None]] = field(default_factory=set)
    comments: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    code: list[str] = field(default_factory=list)


def shown(markdown: str) -> Shown:
    """What GitHub shows of it, with the HTML in it kept; fails where tags are not in order."""
    reader = _Reader()
    reader.feed(github_flavored_markdown_to_html(markdown, options=Options.CMARK_OPT_UNSAFE))
    reader.close()
    assert reader.open == [], f"never closed: {reader.open}"
    return reader.found


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found = Shown()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        self.found.tags[tag] += 1
        self.found.attributes.update(attrs)
        if tag == "code":
            self.found.code.append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_comment(self, data: str) -> None:
        self.found.comments.append(data)

    def handle_data(self, data: str) -> None:
        if "code" in self.open:
            self.found.code[-1] += data
        else:
            self.found.words.append(data)
