"""One write at a time: look again, send, look at what came of it."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from syncer.apply.looking import Looking, Seen
from syncer.apply.read_back import without_events
from syncer.apply.refusals import explained
from syncer.apply.sending import Call
from syncer.errors import NotFoundError, NxCloudError
from syncer.journal.values import Intent
from syncer.live.rows import names_by_id
from syncer.model import MediaHeader
from syncer.nxcloud.payload import create_payload, update_payload

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from contextlib import AbstractContextManager

    from syncer.apply.creations import Creations
    from syncer.apply.sending import Sending
    from syncer.apply.uploads import Uploads
    from syncer.journal.values import KeptMedia
    from syncer.live.snapshot import LiveSide
    from syncer.model import DesiredTemplate, LiveTemplate, Snapshot, Template, TemplateKey
    from syncer.nxcloud.payload import HeaderMedia
    from syncer.plan.values import Action

_GONE = "it was deleted already"


@dataclass(frozen=True, slots=True)
class Done:
    """A write that was carried out: the template's id, and what is left to know about it."""

    template_id: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class Assignment:
    """What an account is to become, and what it was when that was planned.

    `targets` is each template as a write sends it, `desired` what the files want of it. `doubts` is
    why Meta may refuse one, and `creations` how many it still takes within this hour. `approvals`
    is which renamed templates have to be approved still when a template is written.
    """

    desired: Mapping[TemplateKey, DesiredTemplate]
    targets: Mapping[TemplateKey, Template]
    snapshot: Snapshot
    creations: Creations
    doubts: Mapping[TemplateKey, str] = field(default_factory=dict)
    approvals: Mapping[TemplateKey, frozenset[TemplateKey]] = field(default_factory=dict)


class Writer:
    """Carries out one account's actions; each method is one step, callable from many threads.

    Every method raises SyncerError, and ChangedSincePlanError before anything is sent where the
    live template is no longer what the plan was made from.
    """

    def __init__(
        self, side: LiveSide, sending: Sending, uploads: Uploads, assignment: Assignment
    ) -> None:
        self._client = side.client
        self._sending = sending
        self._uploads = uploads
        self._desired = assignment.desired
        self._targets = assignment.targets
        self._creations, self._doubts = assignment.creations, assignment.doubts
        self._approvals = assignment.approvals
        self._snapshot = snapshot = assignment.snapshot
        # These grow as templates are created. One look-up or entry at a time, which needs no lock.
        self._ids = {key: row.template_id for key, row in snapshot.rows.items()}
        self._names = names_by_id(snapshot.rows)
        self._created: dict[TemplateKey, LiveTemplate] = {}
        self._looking = Looking(side, assignment.desired, self._names)

    def stop(self) -> None:
        """The run is to end: calls under way end as they do, and nothing is tried again."""
        self._client.pace.stop()

    def wait_for_turn(self) -> None:
        """Wait until one more step may begin: before it looks, so that what it saw is no older."""
        self._client.pace.enter_write()

    def create(self, action: Action) -> Done:
        """Create the template, without its events if they come later, and learn its id."""
        key, target = action.key, self._targets[action.key]
        first = without_events(target) if action.events_later else target
        with _before_it_is_sent():
            payload = create_payload(
                first,
                media=self._media(target, None),
                event_ids=self._ids,
                sync_meta=action.sync_meta,
            )
            self._looking.check_absent(key)
        intent = Intent("create", key, after=first, sync_meta=action.sync_meta)
        call = Call(
            lambda: self._client.create(payload),
            lambda: self._looking.created_in_doubt(first),
        )
        with self._creations.one(sync_meta=action.sync_meta), self._explained(intent):
            sent = self._sending.send(intent, call)
        answer = sent.answer
        seen = answer if isinstance(answer, Seen) else self._looking.created(key, answer)
        self._ids[key], self._names[seen.row.template_id] = seen.row.template_id, key
        self._created[key], note = self._looking.settled(first, seen)
        return Done(seen.row.template_id, _joined(note, sent.note))

    def add_events(self, action: Action) -> Done:
        """The second write of a create that is part of a circle: all its events, without Meta."""
        return self._update(action, self._created[action.key], sync_meta=False)

    def update(self, action: Action) -> Done:
        """Send the whole template as it is to become."""
        live = self._snapshot.templates[action.key]
        return self._update(action, live, sync_meta=action.sync_meta)

    def delete(self, action: Action) -> Done:
        """Delete the template by its platform id; one that somebody else deleted is done."""
        live = self._snapshot.templates[action.key]
        template_id = live.template_id
        with _before_it_is_sent():
            fresh = self._looking.present(live)
            kept = self._kept(fresh)
            if kept:  # which may have taken a while
                fresh = self._looking.present(live)
            self._check_approvals(live.key)
        if fresh is None:
            return Done(template_id, _GONE)
        intent = Intent("delete", live.key, template_id, fresh, forms=self._snapshot.forms)
        call = Call(
            lambda: self._client.delete(template_id),
            lambda: self._looking.deleted_in_doubt(live),
        )
        try:
            with self._explained(intent):
                sent = self._sending.send(intent, call, kept)
        except NotFoundError:
            return Done(template_id, _GONE)
        return Done(template_id, sent.note)

    def _update(self, action: Action, live: LiveTemplate, *, sync_meta: bool) -> Done:
        target = self._targets[live.key]
        with _before_it_is_sent():
            fresh = self._looking.fresh(live)
            # What a create leaves until its second write is nothing that anybody would want back.
            before = fresh if action.action == "update" else None
            media, kept = self._media(target, fresh), self._kept(before)
            if media or kept:  # which may have taken a while
                self._looking.fresh(live)
            self._check_approvals(live.key)
        payload = update_payload(
            live.template_id,
            target,
            media=media,
            event_ids=self._ids,
            sync_meta=sync_meta,
        )
        intent = Intent(
            "update" if before else "create",
            live.key,
            live.template_id,
            before,
            target,
            sync_meta,
            self._snapshot.forms,
        )
        call = Call(
            lambda: self._client.update(payload),
            lambda: self._looking.updated_in_doubt(live, target),
        )
        with self._explained(intent):
            sent = self._sending.send(intent, call, kept)
        note = self._looking.updated(live, target)
        return Done(live.template_id, _joined(note, sent.note))

    def _check_approvals(self, key: TemplateKey) -> None:
        needed = self._approvals.get(key, frozenset())
        self._looking.check_approved({new: self._ids[new] for new in sorted(needed)})

    def _explained(self, intent: Intent) -> AbstractContextManager[None]:
        return explained(intent.action, self._doubts.get(intent.key, ""))

    def _media(self, target: Template, live: LiveTemplate | None) -> HeaderMedia | None:
        if not isinstance(target.header, MediaHeader):
            return None
        return self._uploads.header_media(target.header, self._desired[target.key].media, live)

    def _kept(self, before: LiveTemplate | None) -> KeptMedia | None:
        """The bytes of the old header, kept; a template that goes has no file any more."""
        if before is None:
            return None
        desired = self._desired.get(before.key)
        return self._sending.keep_media(before, desired.media if desired else None)


@contextmanager
def _before_it_is_sent() -> Iterator[None]:
    """A read or an upload that fails in here leaves no doubt: the write has not begun."""
    try:
        yield
    except NxCloudError as error:
        error.aftermath = replace(error.aftermath, effect="none")
        raise


def _joined(*notes: str) -> str:
    return "; ".join(note for note in notes if note)
