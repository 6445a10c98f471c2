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
from syncer.rules.rule import Rule
from syncer.rules.texts import (
    FIXED,
    WITH_PLACEHOLDERS,
    body,
    containing,
    finding,
    first_placeholder,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

_NUMBER = re.compile(r"[0-9]+")
_REFUSED_CHARACTERS = re.compile(r"[#$%]")
_LETTER_OR_DIGIT = re.compile(r"[^\W_]")


def _misplaced_braces(text: str) -> str:
    found = braces(text)
    if found.stray:
        return found.stray
    for single in found.single:
        if _NUMBER.fullmatch(single[1:-1].strip()):
            return single
    for one in found.placeholders:
        if not one.name:
            return text[one.start : one.end]
    return ""


def _single_braces(text: str) -> str:
    for single in braces(text).single:
        if not _NUMBER.fullmatch(single[1:-1].strip()):
            return single
    return ""


def _idle_braces(text: str) -> str:
    """Single braces of a text that has no variables, nor what should have been one."""
    found = braces(text)
    return "" if first_placeholder(text) else next(iter(found.single), found.stray)


def _refused_characters(text: str) -> str:
    for one in braces(text).placeholders:
        if _REFUSED_CHARACTERS.search(one.name):
            return one.name
    return ""


def _adjacent(text: str) -> str:
    for one, two in pairwise(braces(text).placeholders):
        if one.end == two.start:
            return text[one.start : two.end]
    return ""


def _only_variables(text: str) -> bool:
    return bool(braces(text).placeholders) and not without_placeholders(text).strip()


def _variables_only(text: str) -> str:
    return text if _only_variables(text) else ""


def _edge(text: str) -> str:
    """The variable that the text starts or ends with, or ""; blanks do not count."""
    found = braces(text).placeholders
    if not found:
        return ""
    first, last = found[0], found[-1]
    starts, ends = not text[: first.start].strip(), not text[last.end :].strip()
    if not (starts or ends) or _only_variables(text):
        return ""
    return text[first.start : first.end] if starts else text[last.start : last.end]


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


def _numbered(text: str) -> Mapping[str, object] | None:
    numbers = {one.name for one in braces(text).placeholders if _NUMBER.fullmatch(one.name)}
    if not numbers:
        return None
    wanted = [str(number) for number in range(1, len(numbers) + 1)]
    missing = [number for number in wanted if number not in numbers]
    return {"missing": quoted("{{" + missing[0] + "}}")} if missing else None


def _mixed(text: str) -> Mapping[str, object] | None:
    names = [one.name for one in braces(text).placeholders]
    named = [name for name in names if not _NUMBER.fullmatch(name)]
    return {} if 0 < len(named) < len(names) else None


def _few_words(text: str) -> Mapping[str, object] | None:
    """Whether there are fewer words than three for each variable, and one more."""
    variables = len(braces(text).placeholders)
    if not variables:
        return None
    enough = 3 * variables + 1
    count = words(without_placeholders(text), enough)
    if count == enough:
        return None
    verdict = "is likely to refuse" if count < 2 * variables + 1 else "may refuse"
    return {"words": count, "variables": variables, "verdict": verdict}


RULES = (
    Rule(
        "placeholder-braces",
        "error",
        "doc",
        "the braces make no variable: {piece}",
        "write a variable as {{First Name}} or {{1}}",
        sources.COMPONENTS,
        containing(_misplaced_braces, *WITH_PLACEHOLDERS),
    ),
    Rule(
        "single-braces",
        "warning",
        "said",
        "single braces are sent as they stand: {piece}",
        "write a variable as {{First Name}}, with two braces on each side, in header or body",
        sources.PROVIDERS,
        containing(_single_braces, *WITH_PLACEHOLDERS) | containing(_idle_braces, *FIXED),
    ),
    Rule(
        "placeholder-characters",
        "error",
        "doc",
        "a variable has one of `#`, `$`, `%` in its name: {piece}",
        "rename the customer field, and the variable with it",
        sources.COMPONENTS,
        containing(_refused_characters, *WITH_PLACEHOLDERS),
    ),
    Rule(
        "placeholders-adjacent",
        "error",
        "doc",
        "two variables have nothing between them: {piece}",
        "write a word between them",
        sources.COMPONENTS,
        containing(_adjacent, *WITH_PLACEHOLDERS),
    ),
    Rule(
        "placeholders-numbered",
        "error",
        "doc",
        "the numbered variables leave out {missing}",
        "number them from 1 without a gap; their order in the text is free",
        f"{sources.COMPONENTS}; {sources.LIVE}",
        finding(_numbered, *WITH_PLACEHOLDERS),
    ),
    Rule(
        "placeholders-mixed",
        "warning",
        "doc",
        "the body has numbered variables beside named ones",
        "name them all",
        sources.COMPONENTS,
        finding(_mixed, body),
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
        finding(_few_words, body),
    ),
)
