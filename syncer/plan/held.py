"""Events that stay where they lead now, until a renamed template is approved."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from syncer.model import QuickReplyButton, TemplateEvent, TemplateKey
from syncer.plan.order import event_targets, targets_of

if TYPE_CHECKING:
    from syncer.model import Button, ButtonEvent, DesiredTemplate, Template
    from syncer.plan.renames import Renames


@dataclass(frozen=True, slots=True)
class Held:
    """A template as far as renames let it go now, and why it goes no further."""

    desired: DesiredTemplate
    reasons: tuple[str, ...] = ()


def held(desired: DesiredTemplate, live: Template, renames: Renames) -> Held:
    """The template with its events still where they lead now, until the new ones are approved.

    An event that leads nowhere now has nothing to lose, and is not held.
    """
    before = desired.template
    gone = event_targets(live) - event_targets(before) - renames.going
    leaving = _Leaving(live, gone, renames)
    buttons = tuple(leaving.button(button, at) for at, button in enumerate(before.buttons))
    after = replace(before, buttons=buttons)
    moved = sorted(event_targets(before) - event_targets(after))
    stays = ", ".join(str(key) for key in sorted(event_targets(after) - event_targets(before)))
    reasons = tuple(f"its event stays on {stays}: {renames.waiting[new]}" for new in moved)
    return Held(replace(desired, template=after), reasons)


@dataclass(frozen=True, slots=True)
class _Leaving:
    """A live template, and what its events lead to now and in the files no longer."""

    live: Template
    gone: frozenset[TemplateKey]
    renames: Renames

    def button(self, button: Button, index: int) -> Button:
        """The button with the events that it must not have yet left where they are."""
        if not isinstance(button, QuickReplyButton) or not self.gone:
            return button
        events = tuple(self._event(event, button, index) for event in button.events)
        return replace(button, events=events)

    def _event(self, event: ButtonEvent, button: QuickReplyButton, index: int) -> ButtonEvent:
        if not isinstance(event, TemplateEvent) or event.language is None:
            return event
        new = TemplateKey(event.name, event.language)
        if new not in self.renames.waiting or new in event_targets(self.live):
            return event
        stays = self._stays(new, button, index)
        return TemplateEvent(stays.name, stays.language) if stays else event

    def _stays(self, new: TemplateKey, button: QuickReplyButton, index: int) -> TemplateKey | None:
        """What the event leads to now: the old template, or what its button leads to."""
        old = self.renames.old_names[new]
        if old in self.gone:
            return old
        same = [one for one in self.live.buttons if one.text == button.text]
        before = targets_of(same or self.live.buttons[index : index + 1]) & self.gone
        return min(before, default=None)
