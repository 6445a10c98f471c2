"""What all pages have in common: one file that asks nobody for anything."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from rich.filesize import decimal

from syncer.render.html.markup import language_tag, sentence, shown
from syncer.render.values import in_line, visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_PACKAGE = "syncer.render.html"
_FOLDER = "parts"
_NAMED = 3


@dataclass(frozen=True, slots=True)
class Shell:
    """The scripts of a page, and which addresses these may ask: none, or its own server's.

    `version` tells a page that is served from a newer one in its place.
    """

    scripts: tuple[str, ...]
    connects_to: str = "'none'"
    version: str = ""


STATIC = Shell(("page.js",))
"""A file on a disk."""

WATCHED = Shell(("page.js", "watch.js"), "'self'")
"""A page that is served, and loads itself again when its server has a newer version."""


@cache
def environment() -> Environment:
    """The templates of the pages: everything is escaped, and nothing is left out unnoticed."""
    made = Environment(
        loader=PackageLoader(_PACKAGE, _FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {
        "shown": shown,
        "sentence": sentence,
        "visible": visible,
        "in_line": in_line,
        "language_tag": language_tag,
        "file_size": decimal,
    }
    return made


def part(name: str, /, **values: object) -> Markup:
    """A part of a page, from its template of this name."""
    return Markup(environment().get_template(name).render(values))  # noqa: S704 -- it escapes


def page(
    title: str, content: Iterable[Markup], *, styles: Sequence[str] = (), shell: Shell = STATIC
) -> str:
    """A whole page; `styles` are further rules for it.

    Its own policy (CSP) lets it run these scripts, and load what it holds itself, and nothing else.
    """
    style = Markup("\n").join(map(_trusted, [_asset("style.css"), *styles]))
    scripts = [_trusted(_asset(name)) for name in shell.scripts]
    return part(
        "shell.html",
        title=title,
        content=Markup("\n").join(content),
        style=style,
        scripts=scripts,
        style_hash=_hash(style),
        script_hashes=[_hash(script) for script in scripts],
        connects_to=_trusted(shell.connects_to),
        version=shell.version,
    )


def title_of(word: str, accounts: Sequence[str]) -> str:
    """What a page of these accounts is called: a few are named, many are counted."""
    names = ", ".join(accounts) if len(accounts) <= _NAMED else f"{len(accounts)} accounts"
    return f"{word} of {names}"


@cache
def _asset(name: str) -> str:
    return (files(_PACKAGE) / _FOLDER / name).read_text(encoding="utf-8")


def _trusted(text: str) -> Markup:
    """A text of our own, as it stands."""
    return Markup(text)  # noqa: S704 -- styles and scripts of this package, and data in base64


def _hash(text: str) -> str:
    """As a Content-Security-Policy names what may stand in a page."""
    digest = hashlib.sha256(text.encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"
