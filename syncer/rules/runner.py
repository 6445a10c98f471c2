"""The rules that templates break."""

from __future__ import annotations

from typing import TYPE_CHECKING

from syncer.errors import Problem
from syncer.rules.same_text import same_texts
from syncer.rules.table import RULES, RULES_BY_ID

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from syncer.model import DesiredTemplate
    from syncer.rules.rule import Finding, Rule


def broken_rules(desired: DesiredTemplate, rules: Iterable[Rule] = RULES) -> Iterator[Problem]:
    """What Meta or NxCloud would refuse of a template, each at the very value.

    Whether the template ignores a rule makes no difference here.
    """
    for rule in rules:
        for finding in rule.check(desired) if rule.check else ():
            yield _problem(desired, rule, finding)


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
