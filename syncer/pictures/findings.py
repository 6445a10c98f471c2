"""Pictures of what the files want, with the problems of the files beside those they belong to."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from syncer.pictures.build import picture_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from syncer.errors import Location, Problem
    from syncer.model import DesiredTemplate, TemplateKey
    from syncer.pictures.values import Picture


class Findings(NamedTuple):
    """Problems by the templates that they belong to, and those that belong to none."""

    by_template: Mapping[TemplateKey, tuple[Problem, ...]]
    others: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Previewed:
    """What the recipients of one account see, in the order of the files.

    `declared` has all templates of the account, shown or not.
    """

    account: str
    pictures: tuple[Picture, ...]
    findings: Findings
    declared: tuple[DesiredTemplate, ...]

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All problems, those of several templates once."""
        found = {one for each in self.findings.by_template.values() for one in each}
        return tuple(sorted(found.union(self.findings.others)))


def problems_by_template(
    templates: Iterable[DesiredTemplate], problems: Iterable[Problem]
) -> Findings:
    """Each problem with the templates that the value at its place is part of.

    What translations share is part of each of them.
    """
    owners: dict[Location, list[TemplateKey]] = defaultdict(list)
    for desired in templates:
        for place in {desired.location, *desired.locations.values()}:
            owners[place].append(desired.key)
    by_template: dict[TemplateKey, list[Problem]] = defaultdict(list)
    others = []
    for problem in problems:
        for key in owners.get(problem.location, ()):
            by_template[key].append(problem)
        if problem.location not in owners:
            others.append(problem)
    return Findings({key: tuple(found) for key, found in by_template.items()}, tuple(others))


def previewed(
    account: str,
    templates: Iterable[DesiredTemplate],
    problems: Iterable[Problem],
    shown: Iterable[DesiredTemplate],
) -> Previewed:
    """The pictures of the templates that are `shown`, some of an account's `templates`."""
    wanted, declared = tuple(shown), tuple(templates)
    found = problems_by_template(declared, problems)
    theirs = {one.key: found.by_template[one.key] for one in wanted if one.key in found.by_template}
    pictures = (picture_of(one.template, one.examples, one.media) for one in wanted)
    return Previewed(account, tuple(pictures), Findings(theirs, found.others), declared)
