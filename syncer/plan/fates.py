"""What becomes of all templates of an account: each by itself, then what follows for others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from syncer.model import LiveTemplate, TemplateKey
from syncer.plan.fate import (
    Fate,
    fate_of_declared,
    fate_of_renamed,
    fate_of_undeclared,
    fate_of_unreachable,
)
from syncer.plan.lifecycle import GOING, undeletable_reason
from syncer.plan.order import event_targets
from syncer.plan.renames import NO_RENAMES, Rename, Renames

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from syncer.model import DesiredTemplate, Snapshot

Fates = dict[TemplateKey, Fate]
Uses = dict[TemplateKey, TemplateKey]
"""Which template is led to by an event, and by (one of) which."""


@dataclass(frozen=True, slots=True)
class Doomed:
    """A live template that is to go, because of a prune or of a rename that gets to its end."""

    live: LiveTemplate
    rename: Rename | None = None


def declared_fates(
    account: str,
    wanted: Sequence[DesiredTemplate],
    snapshot: Snapshot,
    renames: Renames = NO_RENAMES,
) -> Fates:
    """The fates of the declared templates that are selected, in the order of the files.

    One that leads to a template which will not be there is blocked, and so is what leads to it.
    """
    live = snapshot.templates
    fates = {one.key: fate_of_declared(account, one, live.get(one.key), renames) for one in wanted}
    while missing := _unreachable(fates, snapshot):
        fates |= {
            one.key: fate_of_unreachable(account, one, live.get(one.key), missing[one.key])
            for one in wanted
            if one.key in missing
        }
    return fates


def undeclared_fates(
    doomed: Iterable[Doomed],
    declared: Fates,
    desired: Iterable[DesiredTemplate],
    snapshot: Snapshot,
) -> Fates:
    """The fates of the live templates that are to go; `desired` is all that the files declare.

    What is still in use stays, and so does what is used by that.
    """
    ends = {one.live.key: one for one in doomed}
    by_key = {key: end.live for key, end in ends.items()}
    uses = _with_uses_of_kept(by_key, _uses(declared, by_key, desired, snapshot)) if by_key else {}
    return {
        key: fate_of_undeclared(end.live, uses.get(key), end.rename) for key, end in ends.items()
    }


def waiting_fates(renames: Iterable[Rename], snapshot: Snapshot) -> Fates:
    """The fates of the old templates that have to stay until their new ones are approved."""
    return {one.old: fate_of_renamed(one, snapshot.templates[one.old]) for one in renames}


def _unreachable(fates: Fates, snapshot: Snapshot) -> Uses:
    """The templates to be written that lead to one that will not be there, each with that one."""
    written = {key: fate.target for key, fate in fates.items() if fate.target}
    going = {key for key, live in snapshot.templates.items() if live.status == GOING}
    there = snapshot.rows.keys() - going | written.keys()
    gone = {key: event_targets(target) - there for key, target in written.items()}
    return {key: min(targets) for key, targets in gone.items() if targets}


def _uses(
    declared: Fates,
    doomed: Mapping[TemplateKey, LiveTemplate],
    desired: Iterable[DesiredTemplate],
    snapshot: Snapshot,
) -> Uses:
    """What events lead to: of the files, of what this plan makes, and of what it leaves alone."""
    staying = [one.template for one in desired]
    staying += [
        live.template
        for key, live in snapshot.templates.items()
        if key not in declared and key not in doomed
    ]
    for key, fate in declared.items():
        if fate.target:
            staying.append(fate.target)
        elif key in snapshot.templates:
            staying.append(snapshot.templates[key].template)
    return {target: one.key for one in staying for target in event_targets(one)}


def _with_uses_of_kept(doomed: Mapping[TemplateKey, LiveTemplate], uses: Uses) -> Uses:
    """The uses, and those by templates that cannot be deleted, and so on."""
    found = dict(uses)
    kept = [live for key, live in doomed.items() if key in uses or undeletable_reason(live)]
    while kept:
        user = kept.pop()
        for target in sorted(event_targets(user.template) & doomed.keys() - found.keys()):
            found[target] = user.key
            kept.append(doomed[target])
    return found
