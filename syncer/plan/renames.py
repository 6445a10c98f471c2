"""A rename without a gap: the new template is approved before anything leaves the old one.

A name never changes at Meta, so a rename is a new template and, later, a delete. Each plan finds
out anew how far a rename is, from what is live: create the new template; wait for Meta; move the
events that lead to the old one; delete the old one. So whatever stops a run, the next one goes on.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from syncer.model import QuickReplyButton, TemplateEvent, TemplateKey
from syncer.plan.order import targets_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from syncer.errors import Location
    from syncer.model import Button, ButtonEvent, DesiredTemplate, LiveTemplate, Template

    NewToOld = Mapping[TemplateKey, TemplateKey]


@dataclass(frozen=True, slots=True)
class Rename:
    """A live template that the files call otherwise now.

    `source` is where the files say so. `waits` says why it cannot be finished now, "" if it can.
    """

    old: TemplateKey
    new: TemplateKey
    source: Location
    waits: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """A template as far as renames let it go now, and why it goes no further."""

    desired: DesiredTemplate
    reasons: tuple[str, ...] = ()


def old_key(desired: DesiredTemplate) -> TemplateKey | None:
    """What a template was called before, if it had another name."""
    if desired.renamed_from is None:
        return None
    return TemplateKey(desired.renamed_from, desired.key.language)


def old_keys(desired: Iterable[DesiredTemplate]) -> frozenset[TemplateKey]:
    """The old names of all templates that had another one."""
    return frozenset(key for one in desired if (key := old_key(one)))


def waiting_reason(new: TemplateKey, live: LiveTemplate | None, *, sends_to_meta: bool) -> str:
    """Why nothing can leave the old template yet, "" if it can.

    `live` is the new template, and `sends_to_meta` whether this plan changes it for Meta.
    """
    if live is None:
        return f"{new} has to be created and approved first"
    if live.status == "REJECTED":
        return f"Meta rejected {new}: mend it, and apply again"
    if live.status != "APPROVED":
        return f"{new} is {live.status or 'not reviewed'}: apply again when it is approved"
    return f"{new} is changed, and has to be approved again first" if sends_to_meta else ""


def held(desired: DesiredTemplate, live: Template, renames: Iterable[Rename]) -> Held:
    """The template with its events still on old templates, where the new ones are not approved.

    Only those events are held that lead to the old template now: others have nothing to lose.
    """
    waiting = {rename.new: rename for rename in renames if rename.waits}
    new_to_old = {new: rename.old for new, rename in waiting.items()}
    if not new_to_old:
        return Held(desired)
    before = desired.template
    after = replace(before, buttons=_with_old_events(before.buttons, live.buttons, new_to_old))
    moved = sorted(targets_of(before.buttons) - targets_of(after.buttons))
    reasons = tuple(
        f"its event stays on {waiting[new].old} until then: {waiting[new].waits}" for new in moved
    )
    return Held(replace(desired, template=after), reasons)


def _with_old_events(
    buttons: Sequence[Button], live: Sequence[Button], new_to_old: NewToOld
) -> tuple[Button, ...]:
    """The buttons, each with the old targets that the live button of its text has."""
    before = {button.text: targets_of([button]) for button in live}
    none: frozenset[TemplateKey] = frozenset()
    return tuple(_with_old(one, before.get(one.text, none), new_to_old) for one in buttons)


def _with_old(button: Button, before: frozenset[TemplateKey], new_to_old: NewToOld) -> Button:
    if not isinstance(button, QuickReplyButton):
        return button
    olds = {new: old for new, old in new_to_old.items() if old in before and new not in before}
    return replace(button, events=tuple(_old_event(event, olds) for event in button.events))


def _old_event(event: ButtonEvent, olds: NewToOld) -> ButtonEvent:
    if not isinstance(event, TemplateEvent) or event.language is None:
        return event
    old = olds.get(TemplateKey(event.name, event.language))
    return TemplateEvent(old.name, old.language) if old else event
