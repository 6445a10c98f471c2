"""Where URL buttons lead, and links that Meta does not like."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from syncer.documents.words import quoted
from syncer.model import UrlButton
from syncer.rules import sources
from syncer.rules.braces import braces
from syncer.rules.rule import Rule
from syncer.rules.texts import body, containing, finding, folded, longer_than

if TYPE_CHECKING:
    from collections.abc import Mapping

    from syncer.model import DesiredTemplate

_MOST_CHARACTERS = 2000
_VARIABLE = "{{1}}"
_ANY_VARIABLE = re.compile(r"\{\{[^{}]*\}\}")
_WEB_ADDRESS = re.compile(r"https?://[^\s/?#:]\S*", re.IGNORECASE)
HOSTS = (
    "bit.ly", "tinyurl.com", "goo.gl", "t.co", "ow.ly", "is.gd", "buff.ly", "cutt.ly", "rb.gy",
    "rebrand.ly", "shorturl.at", "t.ly", "tiny.cc", "v.gd", "wa.me", "wa.link",
    "api.whatsapp.com", "chat.whatsapp.com",
)  # fmt: skip
SHORTENED = re.compile(
    rf"(?<![\w./@-])(?:https?://)?(?:www\.)?(?:{'|'.join(map(re.escape, HOSTS))})(?=/)[^\s]*",
    re.IGNORECASE,
)


def _urls(desired: DesiredTemplate) -> list[tuple[str, str]]:
    buttons = enumerate(desired.template.buttons)
    return [(f"buttons[{index}].url", one.url) for index, one in buttons if type(one) is UrlButton]


def _scheme(url: str) -> Mapping[str, object] | None:
    # A variable is no host; the blanks in its name are another rule's.
    is_address = _WEB_ADDRESS.fullmatch(_ANY_VARIABLE.sub("", url))
    return None if is_address else {"url": quoted(url)}


def _variable(url: str) -> str:
    """The URL, if it has braces other than those of one variable at its very end, or ""."""
    found = braces(url.removesuffix(_VARIABLE))
    return url if found.placeholders or found.single or found.stray else ""


def _shortened(text: str) -> str:
    lower = folded(text) if "/" in text else ""
    for host in HOSTS:
        if host in lower:
            found = SHORTENED.search(text)
            return found[0] if found else ""
    return ""


RULES = (
    Rule(
        "url-length",
        "error",
        "doc",
        f"the URL has {{count}} characters, where Meta takes {_MOST_CHARACTERS:,}",
        "shorten it",
        sources.COMPONENTS,
        longer_than(_MOST_CHARACTERS, _urls),
    ),
    Rule(
        "url-scheme",
        "error",
        "doc",
        "{url} is no web address",
        "write one that begins with https:// or http:// and a host, and has no blanks",
        sources.COMPONENTS,
        finding(_scheme, _urls),
    ),
    Rule(
        "url-variable",
        "error",
        "doc",
        "the URL has a variable or braces other than one {{{{1}}}} at its very end: {piece}",
        "let the URL end with {{1}}, or have no variable",
        sources.COMPONENTS,
        containing(_variable, _urls),
    ),
    Rule(
        "url-shortened",
        "warning",
        "said",
        "Meta may refuse a link of a URL shortener, or one to WhatsApp itself: {piece}",
        "write the address that it leads to",
        sources.PROVIDERS,
        containing(_shortened, body, _urls),
    ),
)
