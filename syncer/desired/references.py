"""What templates say of each other: declared once, in scope, and no event that leads nowhere."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from syncer.documents.nodes import MapNode, Node, ScalarNode, entry_of, location
from syncer.documents.words import listed, nearest, quoted
from syncer.errors import Location, Problem
from syncer.model import QuickReplyButton, TemplateEvent, TemplateKey

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from syncer.config import Scope
    from syncer.model import DesiredTemplate

_MOST_SUGGESTIONS = 50
_NAME_IN_TEXT = re.compile(r"^name:[ \t]*[\"']?([a-z0-9_]+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Declaration:
    """A name and a language that a document declares, whatever else is wrong with it."""

    key: TemplateKey
    location: Location
    name_location: Location


def declarations(root: Node, file: str) -> Iterator[Declaration]:
    """What a document declares, in its order."""
    name, translations = entry_of(root, "name"), entry_of(root, "translations")
    if name is None or translations is None:
        return
    if isinstance(name.value, ScalarNode) and isinstance(translations.value, MapNode):
        for language, entry in translations.value.entries.items():
            key = TemplateKey(name.value.text, language)
            yield Declaration(key, location(file, entry.key), location(file, name.value))


def names_in_unread(text: str) -> frozenset[str]:
    """The names that a file with broken YAML seems to declare."""
    return frozenset(_NAME_IN_TEXT.findall(text))


def duplicates(declared: Iterable[Declaration]) -> Iterator[Problem]:
    """A name and language that is declared again."""
    first: dict[TemplateKey, Location] = {}
    for declaration in declared:
        earlier = first.setdefault(declaration.key, declaration.location)
        if earlier != declaration.location:
            message = f"{quoted(str(declaration.key))} is declared here and at {earlier}"
            yield Problem(declaration.location, message, "keep one of them", "duplicate-template")


def out_of_scope(declared: Iterable[Declaration], scope: Scope) -> Iterator[Problem]:
    """A name that `scope.include` in syncer.yaml leaves out."""
    patterns = scope.include
    if patterns is None:
        return
    for declaration in declared:
        name = declaration.key.name
        if not _matches(name, patterns):
            message = f"{quoted(name)} is outside `scope.include`"
            hint = f"add it there; the patterns are {listed(patterns) or 'none'}"
            yield Problem(declaration.name_location, message, hint, "scope")


def misnamed(
    templates: Iterable[DesiredTemplate], declared: Iterable[Declaration], scope: Scope
) -> Iterator[Problem]:
    """What `renamed_from` cannot say: a name that is still declared, or one that must stay."""
    templates = tuple(templates)
    places = {declaration.key: declaration.location for declaration in declared}
    protected = {template.key.name for template in templates if template.protect}
    claims: dict[TemplateKey, Location] = {}
    for template in templates:
        if template.renamed_from is None or "${" in template.renamed_from:
            continue
        old = TemplateKey(template.renamed_from, template.key.language)
        place = template.locations["renamed_from"]
        other = claims.setdefault(old, place)
        if old == template.key:
            message = "a template cannot be renamed from its own name"
            hint = "write the old name, or leave renamed_from out"
            yield Problem(place, message, hint, "renamed-from")
        elif words := _misnaming(old, places.get(old), other if other != place else None, scope):
            yield Problem(place, *words, "renamed-from")
        elif old.name in protected:
            message = f"{quoted(old.name)} is protected in another language, and this deletes it"
            yield Problem(place, message, "take `protect: true` away there", "renamed-from")


def _misnaming(
    old: TemplateKey, declared: Location | None, claimed: Location | None, scope: Scope
) -> tuple[str, str] | None:
    if declared:
        message = f"{quoted(str(old))} is still declared, at {declared}"
        return message, "a rename moves it: remove that one, or leave renamed_from out"
    if claimed:
        message = f"{quoted(str(old))} is renamed at {claimed} already"
        return message, "keep one of them"
    if _matches(old.name, scope.protect):
        message = f"{quoted(old.name)} is protected, and a rename deletes it in the end"
        return message, "take it out of `scope.protect`, or leave renamed_from out"
    if scope.include is not None and not _matches(old.name, scope.include):
        message = f"{quoted(old.name)} is outside `scope.include`, and a rename deletes it"
        return message, f"add it there; the patterns are {listed(scope.include) or 'none'}"
    return None


def _matches(name: str, patterns: Iterable[str]) -> bool:
    return any(fnmatchcase(name, pattern) for pattern in patterns)


def dangling(
    templates: Iterable[DesiredTemplate],
    declared: Collection[TemplateKey],
    perhaps: Collection[str],
) -> Iterator[Problem]:
    """Events that lead to a template nobody declares.

    `perhaps` are names that files with broken YAML may declare: nothing is said of those.
    """
    languages: dict[str, list[str]] = {}
    for key in declared:
        languages.setdefault(key.name, []).append(key.language)
    near = _NearNames(languages)
    for template in templates:
        for path, target in _targets(template):
            if target not in declared and target.name not in perhaps:
                place = template.locations.get(f"{path}.name", template.locations[path])
                known = languages.get(target.name)
                words = _no_language(target, known) if known else _no_name(target, near)
                yield Problem(place, *words, "dangling-reference")


class _NearNames:
    """The names nearest to others; of thousands looked for, the first only, as that takes time."""

    def __init__(self, names: Collection[str]) -> None:
        self._names = names
        self._found: dict[str, str | None] = {}

    def to(self, name: str) -> str | None:
        if name not in self._found and len(self._found) < _MOST_SUGGESTIONS:
            self._found[name] = nearest(name, self._names)
        return self._found.get(name)


def _targets(desired: DesiredTemplate) -> Iterator[tuple[str, TemplateKey]]:
    """The templates that events lead to within the files, with the event's path."""
    for index, button in enumerate(desired.template.buttons):
        events = button.events if isinstance(button, QuickReplyButton) else ()
        for position, event in enumerate(events):
            if isinstance(event, TemplateEvent):
                target = TemplateKey(event.name, event.language or desired.template.language)
                # What is empty or holds a variable without a value has been reported as that.
                if target not in desired.external and event.name and "${" not in str(target):
                    yield f"buttons[{index}].events[{position}].template", target


def _no_language(target: TemplateKey, known: Collection[str]) -> tuple[str, str]:
    return (
        f"the template {quoted(target.name)} has no translation {quoted(target.language)}",
        f"it has {listed(known)}: add one, or say which with `{{name: …, language: …}}`",
    )


def _no_name(target: TemplateKey, near: _NearNames) -> tuple[str, str]:
    close = near.to(target.name)
    first = f"did you mean {quoted(close)}?" if close else "declare it;"
    return (
        f"there is no template {quoted(target.name)} in these files",
        f"{first} if it lives elsewhere, write `{{name: …, external: true}}`",
    )
