"""Words that make a message marketing, whatever its category says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from syncer.documents.words import quoted
from syncer.rules import sources
from syncer.rules.braces import without_placeholders
from syncer.rules.rule import Finding, Rule
from syncer.rules.texts import folded, texts_with_placeholders

if TYPE_CHECKING:
    from collections.abc import Iterator

    from syncer.model import DesiredTemplate

_EVERYWHERE = {
    "off": r"[0-9]{1,5}(?:[.,][0-9]{1,2})?\s?%\s?off\b",
    "friday": r"\bblack friday\b",
    "monday": r"\bcyber monday\b",
}
_WORDS = {
    "en": {
        "sale": r"\bsale\b", "discount": r"\bdiscounts?\b", "coupon": r"\bcoupons?\b",
        "voucher": r"\bvouchers?\b", "promo": r"\bpromo(?:tion)?s?\b|\bpromo codes?\b",
        " offer": r"\b(?:special|exclusive|limited) offers?\b", "limited": r"\blimited[ -]time\b",
        " now": r"\b(?:buy|shop|order) now\b", "best ": r"\bbest (?:deals?|prices?)\b",
        "t miss": r"\bdon['’]t miss\b",
    },
    "de": {
        "rabatt": r"\brabatte?n?\b", "gutschein": r"\bgutscheine?\b",
        "sonderangebot": r"\bsonderangebote?\b", "schlussverkauf": r"\bschlussverkauf\b",
    },
    "es": {
        "descuento": r"\bdescuentos?\b", "oferta": r"\bofertas?\b", "rebajas": r"\brebajas\b",
        "promoci": r"\bpromoci(?:ón|ones)\b",
    },
    "fr": {
        "soldes": r"\bsoldes\b", "remise": r"\bremises?\b", "promotion": r"\bpromotions?\b",
        "promo": r"\bcodes? promo\b",
    },
    "it": {
        "scont": r"\bscont[oi]\b", "offert": r"\bofferte?\b", "saldi": r"\bsaldi\b",
        "promozion": r"\bpromozion[ei]\b",
    },
    "pt": {
        "desconto": r"\bdescontos?\b", "oferta": r"\bofertas?\b",
        "promo": r"\bpromoç(?:ão|ões)\b", "cupo": r"\bcupo(?:m|ns)\b",
    },
}  # fmt: skip
"""By language, each with a part of it that is faster to look for."""


class _Wording(NamedTuple):
    """One of `parts` is in every text that `pattern` matches."""

    parts: tuple[str, ...]
    pattern: re.Pattern[str]

    def found_in(self, text: str) -> str:
        rest = without_placeholders(text)
        lower = folded(rest)
        for part in self.parts:
            if part in lower:
                found = self.pattern.search(rest)
                return found[0] if found else ""
        return ""


WORDINGS = {
    language: _Wording(
        tuple({**_EVERYWHERE, **words}),
        re.compile("|".join({**_EVERYWHERE, **words}.values()), re.IGNORECASE),
    )
    for language, words in {"": {}, **_WORDS}.items()
}


def _marketing(desired: DesiredTemplate) -> Iterator[Finding]:
    if desired.template.category != "UTILITY":
        return
    language = desired.template.language.partition("_")[0]
    wording = WORDINGS.get(language, WORDINGS[""])
    for path, text in texts_with_placeholders(desired):
        if found := wording.found_in(text):
            yield Finding(path, {"words": quoted(found)})


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
