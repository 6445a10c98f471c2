"""Rules that the files switch off, with the reason: which can be, and what becomes of the rest."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from syncer.documents.limits import MAX_PROBLEMS
from syncer.documents.words import quoted, suggestion
from syncer.errors import Problem
from syncer.rules import RULES_BY_ID

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from syncer.config import Config
    from syncer.errors import Location
    from syncer.model import DesiredTemplate

_RULE = "ignore"


def with_ignored(templates: Iterable[DesiredTemplate], config: Config) -> list[DesiredTemplate]:
    """The templates with what the whole project ignores added to what each of them does."""
    if not config.ignore:
        return list(templates)
    return [replace(one, ignore={**config.ignore, **one.ignore}) for one in templates]


def unfit_ignores(config: Config, templates: Iterable[DesiredTemplate]) -> Iterator[Problem]:
    """What is said to be ignored and is no rule, or none that can be."""
    yield from _unfit(config.ignore, config.locations)
    for desired in templates:
        yield from _unfit(desired.ignore, desired.locations)


def _unfit(ignore: Mapping[str, str], locations: Mapping[str, Location]) -> Iterator[Problem]:
    for rule in islice(ignore, MAX_PROBLEMS):
        place = locations.get(f"ignore.{rule}")
        if place and (words := _complaint(rule)):
            yield Problem(place, *words, _RULE)


@lru_cache(maxsize=1024)  # the translations of a template inherit the same ones
def _complaint(rule: str) -> tuple[str, str] | None:
    known = RULES_BY_ID.get(rule)
    if known is None:
        ignorable = [one.id for one in RULES_BY_ID.values() if one.ignorable]
        hint = suggestion(rule, ignorable, "docs/rules.md has all rules, such as")
        return f"there is no rule {quoted(rule)}", hint
    if not known.ignorable:
        return f"the rule {quoted(rule)} cannot be switched off", known.advice
    return None
