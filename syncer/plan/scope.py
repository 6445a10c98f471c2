"""Which live templates this repository owns, and which of them a run may touch."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from syncer.config import Scope
    from syncer.model import DesiredTemplate, TemplateKey
    from syncer.plan.values import Selection


@dataclass(frozen=True, slots=True)
class Mandate:
    """What a run may touch: the project's scope, and the options that choose within it."""

    scope: Scope
    selection: Selection


@dataclass(frozen=True, slots=True)
class Ownership:
    """Scope is by name: an undeclared language of a declared name is in scope."""

    scope: Scope
    declared: frozenset[str]
    protected: frozenset[str]

    def includes(self, key: TemplateKey) -> bool:
        """Whether the template is in scope."""
        if self.scope.include is None:
            return key.name in self.declared
        return _matches(key.name, self.scope.include)

    def protects(self, key: TemplateKey) -> bool:
        """Whether the template is never deleted, whatever else is said."""
        return key.name in self.protected or _matches(key.name, self.scope.protect)


def ownership(scope: Scope, desired: Iterable[DesiredTemplate]) -> Ownership:
    """What the files and `scope` together own and protect."""
    templates = tuple(desired)
    return Ownership(
        scope,
        frozenset(template.key.name for template in templates),
        frozenset(template.key.name for template in templates if template.protect),
    )


def selects(selection: Selection, key: TemplateKey) -> bool:
    """Whether --only and --exclude leave this template in, by globs on name or name/language."""
    if selection.only and not _matches_key(key, selection.only):
        return False
    return not _matches_key(key, selection.exclude)


def selection_warnings(
    selection: Selection, desired: Iterable[DesiredTemplate], live: Iterable[TemplateKey]
) -> Iterator[str]:
    """The patterns of --only and --exclude that match no template: probably mistyped."""
    known = {template.key for template in desired} | {*live}
    options = {"--only": selection.only, "--exclude": selection.exclude}
    for option, patterns in options.items():
        for pattern in patterns:
            if not any(_matches_key(key, (pattern,)) for key in known):
                yield f"{option} {pattern} matches no template, live or in the files"


def prunes(selection: Selection, owned: Ownership, key: TemplateKey) -> bool:
    """Whether a live template is to go if no file declares it; selected in this run or not."""
    return selection.prune and owned.includes(key) and not owned.protects(key)


def matters(selection: Selection, owned: Ownership, key: TemplateKey, *, declared: bool) -> bool:
    """Whether a live template's details are needed: this run may update or delete it.

    A prune needs those of all that is owned: what stays may lead to what is to go.
    """
    return (declared and selects(selection, key)) or (selection.prune and owned.includes(key))


def scope_warnings(owned: Ownership, live: Iterable[TemplateKey]) -> Iterator[str]:
    """What of the scope is about nothing: no declared templates at all, a pattern without names."""
    if not owned.declared:
        yield "the files declare no template at all: check `templates` in syncer.yaml"
    names = owned.declared | {key.name for key in live}
    for pattern in owned.scope.include or ():
        if not any(fnmatchcase(name, pattern) for name in names):
            yield f"`scope.include` has {pattern!r}, which no live or declared name matches"


def _matches_key(key: TemplateKey, globs: Iterable[str]) -> bool:
    return any(fnmatchcase(key.name, glob) or fnmatchcase(str(key), glob) for glob in globs)


def _matches(name: str, globs: Iterable[str]) -> bool:
    return any(fnmatchcase(name, glob) for glob in globs)
