"""Words that make a message marketing, whatever its category says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from syncer.documents.words import quoted
from syncer.rules import sources
from syncer.rules.braces import without_placeholders
from syncer.rules.rule import Finding, Rule
from syncer.rules.texts import texts_with_placeholders

if TYPE_CHECKING:
    from collections.abc import Iterator

    from syncer.model import DesiredTemplate

_EVERYWHERE = (
    r"[0-9]{1,5}(?:[.,][0-9]{1,2})?\s?%\s?off\b",
    r"\bblack friday\b",
    r"\bcyber monday\b",
)
_WORDS = {
    "en": (
        r"\bsale\b", r"\bdiscounts?\b", r"\bcoupons?\b", r"\bvouchers?\b", r"\bpromo(?:tion)?s?\b",
        r"\bpromo codes?\b", r"\b(?:special|exclusive|limited) offers?\b", r"\blimited[ -]time\b",
        r"\b(?:buy|shop|order) now\b", r"\bbest (?:deals?|prices?)\b", r"\bdon['’]t miss\b",
    ),
    "de": (r"\brabatte?n?\b", r"\bgutscheine?\b", r"\bsonderangebote?\b", r"\bschlussverkauf\b"),
    "es": (r"\bdescuentos?\b", r"\bofertas?\b", r"\brebajas\b", r"\bpromoci(?:ón|ones)\b"),
    "fr": (r"\bsoldes\b", r"\bremises?\b", r"\bpromotions?\b", r"\bcodes? promo\b"),
    "it": (r"\bscont[oi]\b", r"\bofferte?\b", r"\bsaldi\b", r"\bpromozion[ei]\b"),
    "pt": (r"\bdescontos?\b", r"\bofertas?\b", r"\bpromoç(?:ão|ões)\b", r"\bcupo(?:m|ns)\b"),
}  # fmt: skip
_PATTERNS = {
    language: re.compile("|".join((*_EVERYWHERE, *words)), re.IGNORECASE)
    for language, words in {"": (), **_WORDS}.items()
}


def _marketing(desired: DesiredTemplate) -> Iterator[Finding]:
    if desired.template.category != "UTILITY":
        return
    language = desired.template.language.partition("_")[0]
    pattern = _PATTERNS.get(language, _PATTERNS[""])
    for path, text in texts_with_placeholders(desired):
        if found := pattern.search(without_placeholders(text)):
            yield Finding(path, {"words": quoted(found[0])})


RULES = (
    Rule(
        "marketing-words",
        "warning",
        "said",
        "{words} reads like marketing: Meta may approve this UTILITY template as MARKETING, at a"
        " higher price",
        "use other words, or the category MARKETING",
        sources.PROVIDERS,
        _marketing,
    ),
)
