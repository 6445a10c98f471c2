"""What has to come before what: an event needs its target's id, and ids exist only after creation.

Creates that point at each other in a circle are cut open: some are created without their events and
get them in a second write (`events_later`), as few as can be found without trying all combinations.
Deletes go the other way: first whatever still points at the template, then the template.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from syncer.model import QuickReplyButton, Template, TemplateEvent, TemplateKey

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from syncer.model import Button

Edges = dict[TemplateKey, frozenset[TemplateKey]]


def event_targets(template: Template) -> frozenset[TemplateKey]:
    """The templates that the template's button events lead to."""
    return targets_of(template.buttons)


def targets_of(buttons: Iterable[Button]) -> frozenset[TemplateKey]:
    """The templates that the buttons' events lead to."""
    return frozenset(
        TemplateKey(event.name, event.language)
        for button in buttons
        if isinstance(button, QuickReplyButton)
        for event in button.events
        if isinstance(event, TemplateEvent) and event.language is not None
    )


def needed_creates(
    targets: Mapping[TemplateKey, Template], creates: Iterable[TemplateKey]
) -> Edges:
    """For each template to be written, the creates whose ids its events need."""
    created = frozenset(creates)
    return {key: event_targets(template) & created for key, template in targets.items()}


def cut_cycles(needs: Edges) -> frozenset[TemplateKey]:
    """The creates that get their events in a second write, so that no circle is left.

    A template that points at itself is always one. Of larger circles, the one that most of those
    in circles wait for, and so on until there is none.
    """
    later = {key for key, needed in needs.items() if key in needed}
    circling = _Circling({key: needed for key, needed in needs.items() if key not in later})
    while circling.waiting:
        most = max(circling.waiting, key=lambda key: (len(circling.waiting[key]), key))
        if circling.leads_back(most):
            later.add(most)
        circling.drop([most])
    return frozenset(later)


def deletes_after(
    live: Mapping[TemplateKey, Template],
    writes: Iterable[TemplateKey],
    deletes: Iterable[TemplateKey],
) -> Edges:
    """For each delete, the updates and deletes of templates whose live events still point at it.

    Deletes that point at each other in a circle can go in any order: it begins with any of them.
    """
    doomed = frozenset(deletes)
    needs: dict[TemplateKey, set[TemplateKey]] = {key: set() for key in doomed}
    for key in live.keys() & {*writes, *doomed}:
        for target in event_targets(live[key]) & doomed:
            needs[target].add(key)
    return _without_circles(needs)


class _Circling:
    """The templates of a graph that are in circles, or between two; the rest falls away."""

    def __init__(self, needs: Edges) -> None:
        self.needed = {key: set(needed & needs.keys()) for key, needed in needs.items()}
        self.waiting: dict[TemplateKey, set[TemplateKey]] = {key: set() for key in needs}
        for key, needed in self.needed.items():
            for other in needed:
                self.waiting[other].add(key)
        self.drop(key for key in needs if not (self.needed[key] and self.waiting[key]))

    def leads_back(self, key: TemplateKey) -> bool:
        """Whether the template is in a circle itself."""
        seen: set[TemplateKey] = set()
        ahead = [*self.needed[key]]
        while ahead and key not in seen:
            one = ahead.pop()
            seen.add(one)
            ahead += self.needed[one] - seen
        return key in seen

    def drop(self, keys: Iterable[TemplateKey]) -> None:
        """Take templates out, and with them all that is in no circle without them."""
        dropped = list(keys)
        while dropped:
            key = dropped.pop()
            dropped += _unlink(key, self.needed, self.waiting)
            dropped += _unlink(key, self.waiting, self.needed)


def _unlink(
    key: TemplateKey,
    links: dict[TemplateKey, set[TemplateKey]],
    backwards: dict[TemplateKey, set[TemplateKey]],
) -> list[TemplateKey]:
    """Remove a template from one direction of the links; whoever has none left the other way."""
    linked = links.pop(key, set())
    for other in linked:
        backwards[other].discard(key)
    return [other for other in linked if not backwards[other]]


def _without_circles(needs: Mapping[TemplateKey, set[TemplateKey]]) -> Edges:
    """The same needs without those that close a circle, found by walking them depth first."""
    left: dict[TemplateKey, int] = {}
    entered: set[TemplateKey] = set()
    ahead = sorted(needs, reverse=True)
    while ahead:
        key = ahead[-1]
        if key not in entered:
            entered.add(key)
            ahead += sorted(needs.get(key, set()) - entered, reverse=True)
        else:
            left.setdefault(ahead.pop(), len(left))
    return {
        key: frozenset(other for other in needed if left[other] < left[key])
        for key, needed in needs.items()
    }
