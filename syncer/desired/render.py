"""Sources → the templates of one account, with every problem of all files."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from syncer.desired.ignored import unfit_ignores, with_ignored
from syncer.desired.references import (
    Declaration,
    dangling,
    declarations,
    duplicates,
    misnamed,
    names_in_unread,
    out_of_scope,
)
from syncer.desired.sources import SCHEMA
from syncer.desired.translations import translated
from syncer.documents.check import document_schema
from syncer.documents.interpolate import Unresolved, interpolate, limited
from syncer.documents.words import quoted, suggestion
from syncer.rules import broken_between, broken_rules

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from syncer.config import Account
    from syncer.desired.sources import SourceDocument, Sources
    from syncer.documents.interpolate import Lookup
    from syncer.documents.nodes import DataPath
    from syncer.errors import Problem
    from syncer.model import DesiredTemplate


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


@dataclass(frozen=True, slots=True)
class _Interpreted:
    """One document for one account."""

    declared: tuple[Declaration, ...]
    templates: tuple[DesiredTemplate, ...] = ()
    problems: tuple[Problem, ...] = ()


class _Judged(NamedTuple):
    """The broken rules: those that count, and those that the files ignore."""

    broken: list[Problem]
    ignored: list[Problem]


def render(sources: Sources, account: Account) -> Rendered:
    """The templates of an account, and all problems at once. Bad content never raises."""
    lookup = limited(_lookup_in(account))
    documents = [_interpret(document, sources, lookup) for document in sources.documents]
    declared = [each for document in documents for each in document.declared]
    translations = chain.from_iterable(document.templates for document in documents)
    templates = with_ignored(_first_of_each(translations), sources.config)
    problems = [
        *chain.from_iterable(file.problems for file in sources.files),
        *chain.from_iterable(document.problems for document in documents),
        *_between_templates(sources, declared, templates),
    ]
    judged = _judged(templates, problems)
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


def _judged(templates: list[DesiredTemplate], found: list[Problem]) -> _Judged:
    """The rules broken by values that nothing else has been said of."""
    places = {problem.location for problem in found}
    judged = _Judged([], [])
    alone = ((one, problem) for one in templates for problem in broken_rules(one))
    for desired, problem in chain(alone, broken_between(templates)):
        if problem.location not in places:
            into = judged.ignored if problem.rule in desired.ignore else judged.broken
            into.append(problem)
    return judged


def _interpret(document: SourceDocument, sources: Sources, lookup: Lookup) -> _Interpreted:
    root, problems = document.root, []
    if "${" in document.text:
        filled = interpolate(root, lookup, document.file)
        root, problems = filled.root, [*filled.problems]
    declared = tuple(declarations(root, document.file))
    checked = document_schema(SCHEMA).check(root, document.file)
    problems += checked.problems
    if checked.data is None:
        return _Interpreted(declared, problems=tuple(problems))
    media = partial(sources.media.media, sources.config.root, document.path.parent)
    results = list(translated(checked, document.file, media))
    problems += chain.from_iterable(result.problems for result in results)
    return _Interpreted(declared, tuple(result.template for result in results), tuple(problems))


def _first_of_each(templates: Iterable[DesiredTemplate]) -> list[DesiredTemplate]:
    first: dict[object, DesiredTemplate] = {}
    for template in templates:
        first.setdefault(template.key, template)
    return list(first.values())


def _lookup_in(account: Account) -> Lookup:
    def lookup(name: str, _path: DataPath) -> str | Unresolved:
        if name in account.vars:
            return account.vars[name]
        if name.startswith("env:"):
            message = f"{quoted('${' + name + '}')} is allowed in syncer.yaml only"
            return Unresolved(message, "give it to a variable of the account there, and write that")
        message = f"the account {quoted(account.name)} has no variable {quoted(name)}"
        if not account.vars:
            return Unresolved(message, f"add it to accounts.{account.name}.vars in syncer.yaml")
        return Unresolved(message, suggestion(name, account.vars, "its variables are"))

    return lookup
