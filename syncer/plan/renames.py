"""A rename without a gap: the new template is approved before anything leaves the old one.

A name never changes at Meta, so a rename is a new template and, later, a delete. Each plan finds
out anew how far a rename is, from what is live: create the new template; wait for Meta; move the
events that lead to the old one; delete the old one. So whatever stops a run, the next one goes on.
Renames are those of all files, whatever a run is narrowed to: what is not selected is not touched,
and nothing that is lets go of an old template too early.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from syncer.model import TemplateKey
from syncer.plan.category import difference, way_out
from syncer.plan.lifecycle import GOING
from syncer.plan.order import event_targets

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from syncer.errors import Location
    from syncer.model import DesiredTemplate, LiveTemplate, Snapshot, Template
    from syncer.plan.history import History


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
class Renames:
    """The renames of an account.

    `old_names` says what each renamed template was called before, `waiting` why it is not approved
    yet if it is not. `under_way` are those whose old template is live, `going` what is being
    deleted. `warnings` are about old names that do not mean what they should.
    """

    old_names: Mapping[TemplateKey, TemplateKey]
    waiting: Mapping[TemplateKey, str]
    under_way: tuple[Rename, ...] = ()
    going: frozenset[TemplateKey] = frozenset()
    warnings: tuple[str, ...] = ()


NO_RENAMES = Renames({}, {})


def old_key(desired: DesiredTemplate) -> TemplateKey | None:
    """What a template was called before, if it had another name."""
    if desired.renamed_from is None:
        return None
    return TemplateKey(desired.renamed_from, desired.key.language)


def old_keys(desired: Iterable[DesiredTemplate]) -> frozenset[TemplateKey]:
    """The old names of all templates that had another one."""
    return frozenset(key for one in desired if (key := old_key(one)))


def outlived(
    desired: Iterable[DesiredTemplate], snapshot: Snapshot, history: History | None = None
) -> frozenset[TemplateKey]:
    """The old keys that somebody took for another template, after the rename or beside it.

    Ids only grow, so a template of an old name that is younger than any of the new one is not what
    was renamed; nor are its other languages. Nor is one after another that this machine deleted.
    """
    ids = defaultdict(list)
    for key, row in snapshot.rows.items():
        ids[key.name].append(row.template_id)
    renamed = {old: one.key.name for one in desired if (old := old_key(one))}
    successors = _successors(snapshot, history) if history else frozenset()
    return frozenset(
        old
        for old, new in renamed.items()
        if old in successors or (ids[new] and ids[old.name] and max(ids[old.name]) > min(ids[new]))
    )


def _successors(snapshot: Snapshot, history: History) -> frozenset[TemplateKey]:
    """The live templates whose names and languages had others that this machine deleted."""
    return frozenset(
        write.key
        for write in history.writes
        if write.action == "delete"
        and (row := snapshot.rows.get(write.key))
        and row.template_id != write.template_id
    )


def find_renames(
    desired: Sequence[DesiredTemplate],
    snapshot: Snapshot,
    sends_to_meta: Callable[[DesiredTemplate], bool],
    history: History,
) -> Renames:
    """The renames of all templates of the files, with Meta's category where that is accepted.

    `sends_to_meta` says whether this plan changes a template in a way that Meta reviews.
    """
    renamed = {one.key: (one, old) for one in desired if (old := old_key(one))}
    waits = {key: _waits(one, snapshot, sends_to_meta) for key, (one, _) in renamed.items()}
    others = outlived(desired, snapshot, history)
    going = frozenset(key for key, live in snapshot.templates.items() if live.status == GOING)
    found = [
        Rename(old, key, one.locations["renamed_from"], waits[key])
        for key, (one, old) in renamed.items()
        if old not in others | going and old in snapshot.templates
    ]
    return Renames(
        {key: old for key, (_, old) in renamed.items()},
        {key: why for key, why in waits.items() if why},
        tuple(found),
        going,
        tuple(_warnings(desired, snapshot, others)),
    )


def needs_approval(
    renames: Renames, targets: Mapping[TemplateKey, Template], snapshot: Snapshot
) -> dict[TemplateKey, frozenset[TemplateKey]]:
    """Which renamed templates have to be approved still when an action is sent, by its template."""
    needs = {rename.old: frozenset({rename.new}) for rename in renames.under_way}
    for key, target in targets.items():
        if live := snapshot.templates.get(key):
            moved = event_targets(target) - event_targets(live.template)
            needs[key] = moved & renames.old_names.keys()
    return {key: news for key, news in needs.items() if news}


def _waits(
    one: DesiredTemplate, snapshot: Snapshot, sends_to_meta: Callable[[DesiredTemplate], bool]
) -> str:
    """Why nothing can lead to the new template yet, "" if it can."""
    live = snapshot.templates.get(one.key)
    if live is None:
        return f"{one.key} has to be created and approved first"
    if live.status == "REJECTED":
        return f"Meta rejected {one.key}: mend it, and apply again"
    if live.status != "APPROVED":
        return f"{one.key} is {live.status or 'not reviewed'}: apply again when it is approved"
    if live.template.category != one.template.category:
        return _other_category(one, live)
    return f"{one.key} is changed, and has to be approved again first" if sends_to_meta(one) else ""


def _other_category(one: DesiredTemplate, live: LiveTemplate) -> str:
    found = live.template.category
    return f"{one.key}: {difference(one.template.category, found)}; {way_out(found)}"


def _warnings(
    desired: Iterable[DesiredTemplate], snapshot: Snapshot, others: frozenset[TemplateKey]
) -> Iterator[str]:
    names = {key.name for key in snapshot.rows}
    told = set()
    for one in desired:
        old = old_key(one)
        place = one.locations.get("renamed_from") if old else None
        if old is None or place in told:
            continue
        if old in others and old in snapshot.rows:
            told.add(place)
            yield (
                f"{old} is not what was renamed to {one.key.name}, but another template since, so"
                f" it stays: remove `renamed_from` at {place}"
            )
        elif old.name not in names and one.key.name not in names:
            told.add(place)
            yield (
                f"no template {old.name} is live, so nothing is renamed to {one.key.name}: check"
                f" `renamed_from` at {place}"
            )
