"""Sources → the templates of one account, with every problem of all files."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from syncer.desired.ignored import unfit_ignores
from syncer.desired.interpret import interpret
from syncer.desired.references import (
    Declaration,
    dangling,
    duplicates,
    misnamed,
    names_in_unread,
    out_of_scope,
)
from syncer.desired.variables import Recorder, has, lookup_in
from syncer.documents.interpolate import limited
from syncer.rules import broken_between

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from syncer.config import Account
    from syncer.desired.interpret import Interpretation
    from syncer.desired.sources import Sources
    from syncer.documents.interpolate import Lookup
    from syncer.errors import Problem
    from syncer.model import DesiredTemplate, TemplateKey


@dataclass(frozen=True, slots=True)
class Rendered:
    """What the files want of one account; with an error among the problems, not to be used.

    `templates` are in the order of the files, `problems` in that of their places and each once.
    `names` are those that the files declare, whatever is wrong with them. `ignored` are the broken
    rules that the files switch off where they are broken.
    """

    account: str
    templates: tuple[DesiredTemplate, ...]
    problems: tuple[Problem, ...]
    names: frozenset[str]
    ignored: frozenset[Problem] = frozenset()


class _Judged(NamedTuple):
    """The broken rules: those that count, and those that the files ignore."""

    broken: list[Problem]
    ignored: list[Problem]


def render(sources: Sources, account: Account) -> Rendered:
    """The templates of an account, and all problems at once. Bad content never raises.

    Accounts that give the files' variables the same values share their templates.
    """
    for values, rendered in sources.rendered.items():
        if has(account, values):
            return replace(rendered, account=account.name)
    recorder = Recorder(lookup_in(account))
    rendered = _render(sources, account, limited(recorder))
    if (given := recorder.values()) is not None:
        sources.rendered[given] = rendered
    return rendered


def _render(sources: Sources, account: Account, lookup: Lookup) -> Rendered:
    documents = [interpret(document, sources, lookup) for document in sources.documents]
    declared = [each for document in documents for each in document.declared]
    found = _first_of_each(chain.from_iterable(document.templates for document in documents))
    templates = [one.desired for one in found]
    problems = [
        *chain.from_iterable(file.problems for file in sources.files),
        *chain.from_iterable(document.problems for document in documents),
        *_between_templates(sources, declared, templates),
    ]
    judged = _judged(found, problems)
    return Rendered(
        account.name,
        tuple(each for each in templates if sources.wants(each.location.file)),
        tuple(sorted(_wanted(sources, [*problems, *judged.broken]).union(sources.problems))),
        frozenset(declaration.key.name for declaration in declared),
        _wanted(sources, judged.ignored),
    )


def _wanted(sources: Sources, problems: Iterable[Problem]) -> frozenset[Problem]:
    return frozenset(problem for problem in problems if sources.wants(problem.location.file))


def _between_templates(
    sources: Sources, declared: list[Declaration], templates: list[DesiredTemplate]
) -> Iterator[Problem]:
    unread = (names_in_unread(file.text) for file in sources.files if not file.complete)
    keys = {declaration.key: None for declaration in declared}
    yield from duplicates(declared)
    yield from out_of_scope(declared, sources.config.scope)
    yield from misnamed(templates, declared, sources.config.scope)
    yield from dangling(templates, keys, frozenset().union(*unread))
    yield from unfit_ignores(sources.config, templates)


def _judged(templates: list[Interpretation], found: list[Problem]) -> _Judged:
    """The rules broken by values that nothing else has been said of."""
    places = {problem.location for problem in found}
    judged = _Judged([], [])
    alone = ((one.desired, problem) for one in templates for problem in one.broken)
    between = broken_between(one.desired for one in templates)
    for desired, problem in chain(alone, between):
        if problem.location not in places:
            into = judged.ignored if problem.rule in desired.ignore else judged.broken
            into.append(problem)
    return judged


def _first_of_each(templates: Iterable[Interpretation]) -> list[Interpretation]:
    first: dict[TemplateKey, Interpretation] = {}
    for one in templates:
        first.setdefault(one.desired.key, one)
    return list(first.values())
