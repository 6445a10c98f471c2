"""One write at a time: look again, send, look at what came of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from syncer.apply.read_back import learn, left_different, without_events
from syncer.errors import ChangedSincePlanError, NotFoundError, NxCloudError, UnexpectedAnswerError
from syncer.live.rows import find_row, names_by_id
from syncer.live.snapshot import live_digest, live_media, live_template
from syncer.model import LiveRow, MediaHeader
from syncer.nxcloud.payload import create_payload, update_payload
from syncer.plan.lifecycle import GOING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from syncer.apply.uploads import Uploads
    from syncer.live.snapshot import LiveSide
    from syncer.model import DesiredTemplate, LiveTemplate, Snapshot, Template, TemplateKey
    from syncer.nxcloud.answers import TemplateDetails, Written
    from syncer.nxcloud.payload import HeaderMedia
    from syncer.plan.values import Action

_MOVED = "run `syncer plan` to see what it is now"
_GONE = "it was deleted already"


@dataclass(frozen=True, slots=True)
class Done:
    """A write that was carried out: the template's id, and what is left to know about it."""

    template_id: int
    note: str = ""


class Writer:
    """Carries out one account's actions; each method is one step, callable from many threads.

    Every method raises SyncerError, and ChangedSincePlanError before anything is sent where the
    live template is no longer what the plan was made from.
    """

    def __init__(
        self,
        side: LiveSide,
        uploads: Uploads,
        desired: Mapping[TemplateKey, DesiredTemplate],
        targets: Mapping[TemplateKey, Template],
        snapshot: Snapshot,
    ) -> None:
        self._side = side
        self._client = side.client
        self._uploads = uploads
        self._desired = desired
        self._targets = targets
        self._snapshot = snapshot
        # These grow as templates are created. One look-up or entry at a time, which needs no lock.
        self._ids = {key: row.template_id for key, row in snapshot.rows.items()}
        self._names = names_by_id(snapshot.rows)
        self._created: dict[TemplateKey, LiveTemplate] = {}

    def create(self, action: Action) -> Done:
        """Create the template, without its events if they come later, and learn its id."""
        key, target = action.key, self._targets[action.key]
        self._check_absent(key)
        first = without_events(target) if action.events_later else target
        payload = create_payload(
            first,
            media=self._media(key, target, None),
            event_ids=self._ids,
            sync_meta=action.sync_meta,
        )
        row, details = self._found(key, self._client.create(payload))
        self._ids[key], self._names[row.template_id] = row.template_id, key
        self._created[key], note = self._settled(first, row, details)
        return Done(row.template_id, note)

    def add_events(self, action: Action) -> Done:
        """The second write of a create that is part of a circle: all its events, without Meta."""
        return self._update(action.key, self._created[action.key], sync_meta=False)

    def update(self, action: Action) -> Done:
        """Send the whole template as it is to become."""
        live = self._snapshot.templates[action.key]
        return self._update(action.key, live, sync_meta=action.sync_meta)

    def delete(self, action: Action) -> Done:
        """Delete the template by its platform id; one that somebody else deleted is done."""
        live = self._snapshot.templates[action.key]
        try:
            details = self._client.details(live.template_id)
            if details.status == GOING:
                return Done(live.template_id, _GONE)
            _check_same(live, details)
            self._client.delete(live.template_id)
        except NotFoundError:
            return Done(live.template_id, _GONE)
        return Done(live.template_id)

    def _update(self, key: TemplateKey, live: LiveTemplate, *, sync_meta: bool) -> Done:
        target, fresh = self._targets[key], self._fresh(live)
        payload = update_payload(
            live.template_id,
            target,
            media=self._media(key, target, fresh),
            event_ids=self._ids,
            sync_meta=sync_meta,
        )
        self._client.update(payload)
        # The list's content is not read again, and the old one would be mistaken for the new.
        row = LiveRow(live.template_id, key, "", live.quality, target.category, "")
        try:
            details = self._client.details(live.template_id)
        except NxCloudError as error:
            return Done(live.template_id, f"it could not be read back: {error.message}")
        return Done(live.template_id, self._settled(target, row, details)[1])

    def _check_absent(self, key: TemplateKey) -> None:
        if found := find_row(self._client, key):
            raise ChangedSincePlanError(
                f"{key} has been created since the plan was made (id {found.template_id})",
                hint=_MOVED,
            )

    def _fresh(self, live: LiveTemplate) -> LiveTemplate:
        """The same template with what its media is called now. Raises ChangedSincePlanError."""
        try:
            details = self._client.details(live.template_id)
        except NotFoundError:
            raise ChangedSincePlanError(
                f"{live.key} (id {live.template_id}) has been deleted since the plan was made",
                hint=_MOVED,
            ) from None
        _check_same(live, details)
        return replace(live, media=live_media(details))

    def _media(
        self, key: TemplateKey, target: Template, live: LiveTemplate | None
    ) -> HeaderMedia | None:
        if not isinstance(target.header, MediaHeader):
            return None
        return self._uploads.header_media(target.header, self._desired[key].media, live)

    def _found(self, key: TemplateKey, written: Written) -> tuple[LiveRow, TemplateDetails]:
        """The new template. Raises UnexpectedAnswerError: it was sent, what came of it is open."""
        try:
            found = self._by_answer(key, written) or self._by_name(key)
        except NxCloudError as error:
            raise _unseen(key, written, f"it could not be read back: {error.message}") from error
        if found is None:
            raise _unseen(key, written, "does not list it")
        return found

    def _by_answer(
        self, key: TemplateKey, written: Written
    ) -> tuple[LiveRow, TemplateDetails] | None:
        """By the id of the create answer, if it proves to be the platform's and not Meta's."""
        if written.template_id is None:
            return None
        try:
            details = self._client.details(written.template_id)
        except NxCloudError:
            return None
        is_it = (details.name, details.language) == (key.name, key.language)
        if not is_it or details.meta_id == written.template_id:
            return None
        return LiveRow(written.template_id, key, "", "", details.category, ""), details

    def _by_name(self, key: TemplateKey) -> tuple[LiveRow, TemplateDetails] | None:
        row = find_row(self._client, key)
        return (row, self._client.details(row.template_id)) if row else None

    def _settled(
        self, written: Template, row: LiveRow, details: TemplateDetails
    ) -> tuple[LiveTemplate, str]:
        """The template as it is now, and what is left to know about it."""
        knowledge = self._side.knowledge
        learned = learn(knowledge, written, row.template_id, details)
        digest = knowledge.media_digest(details.header.media_id) if details.header else None
        live = live_template(self._side, row, details, self._names, digest)
        different = left_different(self._desired[row.key], written, live)
        return live, "; ".join(note for note in (learned, different) if note)


def _check_same(live: LiveTemplate, details: TemplateDetails) -> None:
    if live_digest(details) != live.digest:
        raise ChangedSincePlanError(
            f"{live.key} (id {live.template_id}) has been changed since the plan was made",
            hint=_MOVED,
        )


def _unseen(key: TemplateKey, written: Written, why: str) -> UnexpectedAnswerError:
    return UnexpectedAnswerError(
        f"NxCloud took {key}, but {why}",
        hint="run `syncer plan` in a minute: it may only be late",
        trace_id=written.trace_id,
    )
