"""The rules that a template breaks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from syncer.errors import Problem
from syncer.rules.table import RULES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from syncer.errors import Location
    from syncer.model import DesiredTemplate
    from syncer.rules.rule import Rule


def broken_rules(desired: DesiredTemplate, rules: Iterable[Rule] = RULES) -> Iterator[Problem]:
    """What Meta or NxCloud would refuse of a template, each at the very value."""
    for rule in rules:
        for finding in rule.check(desired):
            message = rule.message.format_map(finding.details)
            place = _place(desired, finding.path)
            yield Problem(place, message, rule.advice, rule.id, rule.severity)


def _place(desired: DesiredTemplate, path: str) -> Location:
    """Where the value stands, or else the translation."""
    return desired.locations.get(path, desired.location)
