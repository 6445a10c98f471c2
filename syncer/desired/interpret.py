"""One document → its templates for one account, each with the rules that it breaks by itself."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple, cast

from syncer.desired.ignored import with_ignored
from syncer.desired.references import Declaration, declarations
from syncer.desired.sources import SCHEMA
from syncer.desired.translations import Written, translated
from syncer.desired.variables import Recorder
from syncer.documents.check import document_schema
from syncer.documents.interpolate import UnresolvedError, filled, interpolate, may_refer
from syncer.documents.nodes import MapNode, location, node_at
from syncer.errors import Location, Problem
from syncer.model import TemplateKey
from syncer.rules import broken_rules

if TYPE_CHECKING:
    from syncer.desired.sources import SourceDocument, Sources
    from syncer.documents.interpolate import Lookup
    from syncer.documents.plain import Mark
    from syncer.model import DesiredTemplate


class Interpretation(NamedTuple):
    """A template, and the rules that it breaks, whether it ignores them or not."""

    desired: DesiredTemplate
    broken: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Interpreted:
    """One document for one account: what it declares, and what is wrong beside broken rules."""

    declared: tuple[Declaration, ...]
    templates: tuple[Interpretation, ...] = ()
    problems: tuple[Problem, ...] = ()


def interpret(document: SourceDocument, sources: Sources, lookup: Lookup) -> Interpreted:
    """What a document means to an account; the same to all if it asks for no variable."""
    shared, key = sources.interpreted, (document.file, document.start)
    if key in shared:
        return shared[key]
    recorder = Recorder(lookup)
    interpreted = _interpret(document, sources, recorder)
    if recorder.values() == frozenset():
        shared[key] = interpreted
    return interpreted


def _interpret(document: SourceDocument, sources: Sources, lookup: Lookup) -> Interpreted:
    return _at_once(document, sources, lookup) or _with_positions(document, sources, lookup)


def _at_once(document: SourceDocument, sources: Sources, lookup: Lookup) -> Interpreted | None:
    """A plain document that the schema accepts; None where something has to be said of it."""
    plain, schema = document.plain, document_schema(SCHEMA)
    if plain is None:
        return None
    try:
        data = filled(plain.data, schema.place, lookup) if may_refer(document.text) else plain.data
    except UnresolvedError:
        return None
    if not schema.accepts(data):
        return None
    keys = plain.keys["translations"]
    places = {language: _place(document, mark) for language, mark in keys.items()}
    name, at = cast("dict[str, str]", data)["name"], _place(document, plain.values["name"])
    declared = (Declaration(TemplateKey(name, one), place, at) for one, place in places.items())
    written = Written(data, document.file, places, document.nodes)
    return _interpreted(document, sources, tuple(declared), written)


def _with_positions(document: SourceDocument, sources: Sources, lookup: Lookup) -> Interpreted:
    root, file, problems = document.root, document.file, tuple[Problem, ...]()
    if may_refer(document.text):
        interpolated = interpolate(root, lookup, file)
        root, problems = interpolated.root, interpolated.problems
    declared = tuple(declarations(root, file))
    checked = document_schema(SCHEMA).check(root, file)
    problems += checked.problems
    if checked.data is None:
        return Interpreted(declared, problems=problems)
    translations = node_at(checked.root, ("translations",))
    languages = translations.entries if isinstance(translations, MapNode) else {}
    places = {language: location(file, entry.key) for language, entry in languages.items()}
    written = Written(checked.data, file, places, lambda: checked.root)
    return _interpreted(document, sources, declared, written, problems)


def _interpreted(
    document: SourceDocument,
    sources: Sources,
    declared: tuple[Declaration, ...],
    written: Written,
    problems: tuple[Problem, ...] = (),
) -> Interpreted:
    media = partial(sources.media.media, sources.config.root, document.path.parent)
    results = list(translated(written, media))
    templates = with_ignored((result.template for result in results), sources.config)
    return Interpreted(
        declared,
        tuple(Interpretation(one, tuple(broken_rules(one))) for one in templates),
        (*problems, *chain.from_iterable(result.problems for result in results)),
    )


def _place(document: SourceDocument, mark: Mark) -> Location:
    return Location(document.file, mark.line + 1, mark.column + 1)
