"""The placeholders of header and body.

NxCloud's are the display names of customer fields, such as `{{First Name}}`: upper case, blanks and
any script are fine. `{{1}}` is taken too.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from syncer.documents.words import quoted
from syncer.rules import sources
from syncer.rules.braces import braces, without_placeholders
from syncer.rules.counting import words
from syncer.rules.rule import Finding, Rule
from syncer.rules.texts import (
    body,
    containing,
    first_placeholder,
    fixed_texts,
    texts_with_placeholders,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from syncer.model import DesiredTemplate

_NUMBER = re.compile(r"[0-9]+")
_REFUSED_CHARACTERS = re.compile(r"[#$%]")
_LETTER_OR_DIGIT = re.compile(r"[^\W_]")


def _misplaced_braces(text: str) -> str:
    found = braces(text)
    numbers = (one for one in found.single if _NUMBER.fullmatch(one[1:-1].strip()))
    empty = (text[one.start : one.end] for one in found.placeholders if not one.name)
    return found.stray or next(numbers, "") or next(empty, "")


def _single_braces(text: str) -> str:
    found = braces(text).single
    return next((one for one in found if not _NUMBER.fullmatch(one[1:-1].strip())), "")


def _idle_braces(text: str) -> str:
    """Single braces of a text that has no variables, nor what should have been one."""
    found = braces(text)
    return "" if first_placeholder(text) else next(iter(found.single), found.stray)


def _single(desired: DesiredTemplate) -> Iterator[Finding]:
    yield from containing(_single_braces, texts_with_placeholders)(desired)
    yield from containing(_idle_braces, fixed_texts)(desired)


def _refused_characters(text: str) -> str:
    names = (one.name for one in braces(text).placeholders)
    return next(filter(_REFUSED_CHARACTERS.search, names), "")


def _adjacent(text: str) -> str:
    pairs = pairwise(braces(text).placeholders)
    return next((text[one.start : two.end] for one, two in pairs if one.end == two.start), "")


def _only_variables(text: str) -> bool:
    return bool(braces(text).placeholders) and not without_placeholders(text).strip()


def _variables_only(text: str) -> str:
    return text if _only_variables(text) else ""


def _edge(text: str) -> str:
    """The variable that the text starts or ends with, or ""; blanks do not count."""
    found = braces(text).placeholders
    if not found or _only_variables(text):
        return ""
    first, last = found[0], found[-1]
    if not text[: first.start].strip():
        return text[first.start : first.end]
    return "" if text[last.end :].strip() else text[last.start : last.end]


def _edge_with_punctuation(text: str) -> str:
    """The variable with only punctuation between it and the start or the end, or ""."""
    found = braces(text).placeholders
    if not found:
        return ""
    first, last = found[0], found[-1]
    if _is_punctuation(text[: first.start]):
        return text[: first.end].strip()
    return text[last.start :].strip() if _is_punctuation(text[last.end :]) else ""


def _is_punctuation(text: str) -> bool:
    return bool(text.strip()) and not _LETTER_OR_DIGIT.search(text)


def _numbered(desired: DesiredTemplate) -> Iterator[Finding]:
    for path, text in texts_with_placeholders(desired):
        numbers = {one.name for one in braces(text).placeholders if _NUMBER.fullmatch(one.name)}
        wanted = [str(number) for number in range(1, len(numbers) + 1)]
        if missing := [number for number in wanted if number not in numbers]:
            yield Finding(path, {"missing": quoted("{{" + missing[0] + "}}")})


def _mixed(desired: DesiredTemplate) -> Iterator[Finding]:
    names = [one.name for one in braces(desired.template.body).placeholders]
    named = [name for name in names if not _NUMBER.fullmatch(name)]
    if 0 < len(named) < len(names):
        yield Finding("body")


def _few_words(desired: DesiredTemplate) -> Iterator[Finding]:
    text = desired.template.body
    variables = len(braces(text).placeholders)
    count = words(without_placeholders(text)) if variables else 0
    if variables and count < 3 * variables + 1:
        verdict = "is likely to refuse" if count < 2 * variables + 1 else "may refuse"
        yield Finding("body", {"words": count, "variables": variables, "verdict": verdict})


RULES = (
    Rule(
        "placeholder-braces",
        "error",
        "doc",
        "the braces make no variable: {piece}",
        "write a variable as {{First Name}} or {{1}}",
        sources.COMPONENTS,
        containing(_misplaced_braces, texts_with_placeholders),
    ),
    Rule(
        "single-braces",
        "warning",
        "said",
        "single braces are sent as they stand: {piece}",
        "write a variable as {{First Name}}, with two braces on each side, in header or body",
        sources.PROVIDERS,
        _single,
    ),
    Rule(
        "placeholder-characters",
        "error",
        "doc",
        "a variable has one of `#`, `$`, `%` in its name: {piece}",
        "rename the customer field, and the variable with it",
        sources.COMPONENTS,
        containing(_refused_characters, texts_with_placeholders),
    ),
    Rule(
        "placeholders-adjacent",
        "error",
        "doc",
        "two variables have nothing between them: {piece}",
        "write a word between them",
        sources.COMPONENTS,
        containing(_adjacent, texts_with_placeholders),
    ),
    Rule(
        "placeholders-numbered",
        "error",
        "doc",
        "the numbered variables leave out {missing}",
        "number them from 1 without a gap; their order in the text is free",
        f"{sources.COMPONENTS}; {sources.LIVE}",
        _numbered,
    ),
    Rule(
        "placeholders-mixed",
        "warning",
        "doc",
        "the body has numbered variables beside named ones",
        "name them all",
        sources.COMPONENTS,
        _mixed,
    ),
    Rule(
        "body-edge",
        "error",
        "doc",
        "the body starts or ends with a variable: {piece}",
        "write words before and behind it",
        sources.COMPONENTS,
        containing(_edge, body),
    ),
    Rule(
        "body-edge-punctuation",
        "warning",
        "live",
        "the body starts or ends with a variable and punctuation only, which Meta may refuse:"
        " {piece}",
        "write words before and behind it",
        sources.LIVE,
        containing(_edge_with_punctuation, body),
    ),
    Rule(
        "variables-only",
        "error",
        "live",
        "the body has variables only",
        "write words around them",
        sources.LIVE,
        containing(_variables_only, body),
    ),
    Rule(
        "too-few-words",
        "warning",
        "live",
        "the body has few words for its variables, {words} for {variables}: Meta {verdict} it",
        "write more words: three for each variable, and one more, are enough",
        f"{sources.LIVE}; {sources.PROVIDERS} (the formula is not public)",
        _few_words,
    ),
)
