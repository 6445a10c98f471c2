"""The rules that templates break."""

from __future__ import annotations

from functools import lru_cache, partial
from operator import itemgetter
from typing import TYPE_CHECKING

from syncer.errors import Problem
from syncer.rules.rule import Finding, TextCheck
from syncer.rules.same_text import same_texts
from syncer.rules.table import RULES, RULES_BY_ID

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from syncer.model import DesiredTemplate
    from syncer.rules.rule import Check, Find, Rule, Texts

_REMEMBERED = 1024
"""Texts such as footers and those of buttons are the same in many templates."""


class RuleBook:
    """Rules sorted by what they look at, so that equal texts are looked at once."""

    def __init__(self, rules: tuple[Rule, ...]) -> None:
        self._rules = rules
        by_texts: dict[Texts, list[tuple[int, Find]]] = {}
        self._others: list[tuple[int, Check]] = []
        for number, rule in enumerate(rules):
            if isinstance(rule.check, TextCheck):
                for texts, find in rule.check.parts:
                    by_texts.setdefault(texts, []).append((number, find))
            elif rule.check:
                self._others.append((number, rule.check))
        self._verdicts = [
            (texts, lru_cache(_REMEMBERED)(partial(_verdict, tuple(finds))))
            for texts, finds in by_texts.items()
        ]

    def broken_by(self, desired: DesiredTemplate) -> list[Problem]:
        """The rules that a template breaks, each at the very value, in their order."""
        found = []
        for texts, verdict in self._verdicts:
            for path, text in texts(desired):
                found += [(number, Finding(path, one)) for number, one in verdict(text)]
        for number, check in self._others:
            found += [(number, finding) for finding in check(desired)]
        found.sort(key=itemgetter(0))
        return [_problem(desired, self._rules[number], finding) for number, finding in found]


def _verdict(
    finds: tuple[tuple[int, Find], ...], text: str
) -> list[tuple[int, Mapping[str, object]]]:
    """What each of the rules finds in a text, by the rule's number."""
    found = []
    for number, find in finds:
        details = find(text)
        if details is not None:
            found.append((number, details))
    return found


_ALL = RuleBook(RULES)


def broken_rules(desired: DesiredTemplate) -> list[Problem]:
    """What Meta or NxCloud would refuse of a template, each at the very value, by rule.

    Whether the template ignores a rule makes no difference here.
    """
    return _ALL.broken_by(desired)


def broken_between(
    templates: Iterable[DesiredTemplate],
) -> Iterator[tuple[DesiredTemplate, Problem]]:
    """What the templates of one account break together, each with the template that it is in."""
    rule = RULES_BY_ID["same-text"]
    for desired, finding in same_texts(templates):
        yield desired, _problem(desired, rule, finding)


def _problem(desired: DesiredTemplate, rule: Rule, finding: Finding) -> Problem:
    """At the very value, or else at the translation."""
    place = desired.locations.get(finding.path, desired.location)
    message = rule.message.format_map(finding.details)
    return Problem(place, message, rule.advice, rule.id, rule.severity)
