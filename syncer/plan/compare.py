"""What is live in one account, held against what is live in another.

A difference that the files make, by their variables, forms and tags, is no surprise: it is told
apart. What cannot be read back compares equal, with a warning, as in a plan.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from syncer.errors import Location
from syncer.model import DesiredTemplate, FlowButton, UnnamedTags
from syncer.plan.category import accepted
from syncer.plan.diff import changes_between
from syncer.plan.scope import selects
from syncer.plan.unknowns import comparable
from syncer.short_links import SHORT_LINK, short_links

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from syncer.model import Form, LiveTemplate, Snapshot, Template, TemplateKey
    from syncer.plan.values import Change, Selection


@dataclass(frozen=True, slots=True)
class Side:
    """One account: what is live there, and what the files want of it, if they can be read."""

    account: str
    snapshot: Snapshot
    desired: Mapping[TemplateKey, DesiredTemplate]


@dataclass(frozen=True, slots=True)
class OneSided:
    """A template that only one of the accounts has; `whole_name`: in no other language either."""

    name: str
    language: str
    whole_name: bool


@dataclass(frozen=True, slots=True)
class Difference:
    """What would have to change in the second account to be as it is in the first."""

    name: str
    language: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the second account lacks (`missing`), has alone (`extra`), and has otherwise.

    `expected` are differences that are just as the files say.
    """

    missing: tuple[OneSided, ...]
    extra: tuple[OneSided, ...]
    different: tuple[Difference, ...]
    expected: tuple[Difference, ...]
    warnings: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to promote, and nothing to look into."""
        return not (self.missing or self.extra or self.different)


def compare(source: Side, target: Side, selection: Selection) -> Comparison:
    """Live against live, for all that is selected, by name and language.

    Compared is what the snapshots have read (`snapshot.templates`) on both sides; for what only one
    side has, its row is enough.
    """
    ours, theirs = source.snapshot.rows, target.snapshot.rows
    both = sorted(source.snapshot.templates.keys() & target.snapshot.templates.keys())
    compared = {key: _compared(key, source, target) for key in both if selects(selection, key)}
    return Comparison(
        missing=_one_sided(ours, theirs, selection),
        extra=_one_sided(theirs, ours, selection),
        different=_differences({key: one.surprising for key, one in compared.items()}),
        expected=_differences({key: one.expected for key, one in compared.items()}),
        warnings=(
            *(f"{source.account}: {warning}" for warning in source.snapshot.warnings),
            *(f"{target.account}: {warning}" for warning in target.snapshot.warnings),
            *(warning for one in compared.values() for warning in one.warnings),
        ),
    )


@dataclass(frozen=True, slots=True)
class _Compared:
    """One template of both accounts: its differences, and what could not be told."""

    expected: tuple[Change, ...]
    surprising: tuple[Change, ...]
    warnings: tuple[str, ...]


def _compared(key: TemplateKey, source: Side, target: Side) -> _Compared:
    after, before = _alike(_settled(key, source), _settled(key, target))
    by_files = _changes_by_files(source, target, key)
    changes = changes_between(before.template, after.template)
    return _Compared(
        tuple(one for one in changes if one in by_files),
        tuple(one for one in changes if one not in by_files),
        tuple(dict.fromkeys((*after.warnings, *before.warnings))),
    )


@dataclass(frozen=True, slots=True)
class _Settled:
    """A live template in terms that hold in every account, and what is unknown of it."""

    account: str
    live: LiveTemplate
    warnings: tuple[str, ...] = ()

    @property
    def template(self) -> Template:
        """The template itself."""
        return self.live.template

    def in_the_light_of(self, other: Template) -> _Settled:
        """The same, with every unknown that could equal the other template taken as equal."""
        asked = comparable(self.account, DesiredTemplate(other, Location("")), self.live)
        told = (f"{self.account}: {other.key}: {warning}" for warning in asked.warnings)
        return self.taken_as(asked.template, *told)

    def taken_as(self, template: Template, *warnings: str) -> _Settled:
        """The same with this template, and what has to be told of that."""
        live = replace(self.live, template=template)
        return replace(self, live=live, warnings=(*self.warnings, *warnings))


def _settled(key: TemplateKey, side: Side) -> _Settled:
    """Forms by name; what the files tell of unknowns, and what they call the media, filled in."""
    live, wanted = side.snapshot.templates[key], side.desired.get(key)
    named = _with_form_names(live.template, side.snapshot.forms)
    settled = _Settled(side.account, replace(live, template=named))
    if wanted is None:
        return settled
    settled = settled.in_the_light_of(wanted.template)
    if settled.template.header != wanted.template.header:
        return settled
    return settled.taken_as(replace(settled.template, header=wanted.template.header))


def _alike(source: _Settled, target: _Settled) -> tuple[_Settled, _Settled]:
    """Both templates as far as they can be told apart, and what could not."""
    target = _with_shared_unknowns(target, source.template).in_the_light_of(source.template)
    return source.in_the_light_of(target.template), target


def _with_shared_unknowns(target: _Settled, other: Template) -> _Settled:
    """What both sides say in words of their own account is taken from the other one.

    Short links differ by account, wherever they lead; so do the ids of tags that have names.
    """
    template = target.template
    if isinstance(template.tag, UnnamedTags) and _same_tags(template.tag, other.tag):
        target = target.taken_as(replace(template, tag=other.tag))
    links = short_links(template.body)
    if not links or template.body == other.body or _shape(template.body) != _shape(other.body):
        return target
    warning = "both bodies hold short links, which are taken to lead to the same place"
    return target.taken_as(replace(target.template, body=other.body), f"{other.key}: {warning}")


def _shape(body: str) -> list[str]:
    return SHORT_LINK.split(body)


def _same_tags(tags: UnnamedTags, other: str | UnnamedTags | None) -> bool:
    if not isinstance(other, UnnamedTags) or None in tags.names:
        return False
    return set(tags.names) == set(other.names)


def _changes_by_files(source: Side, target: Side, key: TemplateKey) -> tuple[Change, ...]:
    """The differences that the files themselves make between the two accounts."""
    ours, theirs = _wanted(key, source), _wanted(key, target)
    return changes_between(theirs, ours) if ours and theirs else ()


def _wanted(key: TemplateKey, side: Side) -> Template | None:
    """What the files want of one account, with the category of Meta where they accept it."""
    if (desired := side.desired.get(key)) is None:
        return None
    wanted = accepted(desired, side.snapshot.templates[key])
    return _with_form_names(wanted.template, side.snapshot.forms)


def _with_form_names(template: Template, forms: Sequence[Form]) -> Template:
    """The template with a form's name in place of its id, where just one form has that name."""
    names = [form.name for form in forms]
    by_id = {form.id: form.name for form in forms if form.name and names.count(form.name) == 1}
    buttons = tuple(
        replace(button, flow=by_id.get(button.flow, button.flow))
        if isinstance(button, FlowButton)
        else button
        for button in template.buttons
    )
    return replace(template, buttons=buttons)


def _one_sided(
    ours: Collection[TemplateKey], theirs: Collection[TemplateKey], selection: Selection
) -> tuple[OneSided, ...]:
    names = {key.name for key in theirs}
    return tuple(
        OneSided(key.name, key.language, whole_name=key.name not in names)
        for key in sorted(ours)
        if key not in theirs and selects(selection, key)
    )


def _differences(changes: Mapping[TemplateKey, tuple[Change, ...]]) -> tuple[Difference, ...]:
    return tuple(
        Difference(key.name, key.language, found) for key, found in changes.items() if found
    )
