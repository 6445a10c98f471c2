"""One account's plan → a card for each template that differs or is not well."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from syncer.model import FlowButton, TemplateKey
from syncer.pictures.build import picture_of, pictures_of_change
from syncer.plan.unknowns import comparable
from syncer.render.html.cards import Card

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from syncer.errors import Problem
    from syncer.model import Button, DesiredTemplate, Snapshot, Template
    from syncer.pictures.values import Picture
    from syncer.plan.build import Planned

_Sides = tuple["Picture | None", "Picture | None"]


@dataclass(frozen=True, slots=True)
class PlannedAccount:
    """A plan with what it was made from; `problems` are those of its templates, by template."""

    planned: Planned
    desired: Sequence[DesiredTemplate]
    snapshot: Snapshot
    problems: Mapping[TemplateKey, Sequence[Problem]]


def plan_cards(one: PlannedAccount) -> Iterator[Card]:
    """A card for each template with an action or a health finding, those without actions last."""
    plan, declared = one.planned.plan, {each.key: each for each in one.desired}
    actions, findings = defaultdict(list), defaultdict(list)
    for action in plan.actions:
        actions[action.key].append(action)
    for found in one.planned.health:
        findings[TemplateKey(found.name, found.language)].append(found)
    for key in dict.fromkeys([*actions, *findings]):
        desired = declared.get(key)
        before, after = _sides(one, key, desired if key in actions else None)
        yield Card(
            account=plan.account,
            key=key,
            before=before,
            after=after,
            source=str(desired.location) if desired else "",
            actions=tuple(actions[key]),
            problems=tuple(one.problems.get(key, ())),
            findings=tuple(findings[key]),
            warnings=tuple(one for one in plan.warnings if one.startswith(f"{key}: ")),
        )


def _sides(one: PlannedAccount, key: TemplateKey, desired: DesiredTemplate | None) -> _Sides:
    """What is live, and what an apply makes of it or, where it cannot, what the files want.

    Of a template that is to stay as it is, or to go, there is one side. What is unknown of the live
    one is shown as the plan takes it: as unchanged.
    """
    names = {form.id: form.name for form in one.snapshot.forms}
    live = one.snapshot.templates.get(key)
    if desired is None:
        return picture_of(with_form_names(live.template, names), {}) if live else None, None
    after = with_form_names(one.planned.targets.get(key, desired.template), names)
    if live is None:
        return None, picture_of(after, desired.examples, desired.media)
    known = comparable(one.planned.plan.account, desired, live).template
    before = with_form_names(known, names)
    return pictures_of_change(before, after, desired.examples, desired.media)


def with_form_names(template: Template, names: Mapping[str, str]) -> Template:
    """The template with its forms as people call them; `names` has them by their ids."""
    return replace(template, buttons=tuple(_with_form_name(one, names) for one in template.buttons))


def _with_form_name(button: Button, names: Mapping[str, str]) -> Button:
    if isinstance(button, FlowButton):
        return replace(button, flow=names.get(button.flow, button.flow))
    return button
