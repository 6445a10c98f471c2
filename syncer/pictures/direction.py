"""Whether a language is written from left to right or from right to left."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from syncer.pictures.values import Direction

_CODE = re.compile(r"(?P<language>[a-z]{2,3})(?:[_-](?P<script>[a-z]{4}))?(?:[_-].*)?", re.DOTALL)
# The languages and scripts that Unicode's CLDR writes from right to left; `iw` is the former `he`.
_LANGUAGES = {
    "ar", "arc", "azb", "bal", "bgn", "ckb", "dv", "fa", "glk", "he", "iw", "ks", "lrc", "mzn",
    "nqo", "pnb", "ps", "sd", "sdh", "syr", "ug", "ur", "yi",
}  # fmt: skip
_SCRIPTS = {
    "adlm", "arab", "aran", "hebr", "mand", "mend", "nkoo", "rohg", "samr", "syrc", "thaa", "yezi",
}  # fmt: skip
_STRONG: dict[str, Direction] = {"L": "ltr", "R": "rtl", "AL": "rtl"}


def direction_of(language: str, text: str) -> Direction:
    """The direction of a language code; of what is none, that of the text's first letter."""
    code = _CODE.fullmatch(language.lower())
    if not code:
        found = (_STRONG.get(unicodedata.bidirectional(character)) for character in text)
        return next(filter(None, found), "ltr")
    if code["script"]:
        return "rtl" if code["script"] in _SCRIPTS else "ltr"
    return "rtl" if code["language"] in _LANGUAGES else "ltr"
