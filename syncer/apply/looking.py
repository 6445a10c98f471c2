"""Looking at one template: right before a write, right after it, and where its end is in doubt."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from syncer.apply.read_back import learn, left_different
from syncer.errors import (
    ChangedSincePlanError,
    NotFoundError,
    NxCloudError,
    UnexpectedAnswerError,
)
from syncer.live.details import live_digest
from syncer.live.kept import Read
from syncer.live.rows import find_row
from syncer.live.snapshot import Beside, live_media, live_template
from syncer.model import LiveRow
from syncer.plan.lifecycle import GOING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from syncer.live.snapshot import LiveSide
    from syncer.model import DesiredTemplate, LiveTemplate, Template, TemplateKey
    from syncer.nxcloud.answers import TemplateDetails, Written

_MOVED = "run `syncer plan` to see what it is now"
_LATE = "run `syncer plan` in a minute: it may only be late"


@dataclass(frozen=True, slots=True)
class Seen:
    """A template as it was found just now."""

    row: LiveRow
    details: TemplateDetails


@dataclass(frozen=True, slots=True)
class Looking:
    """One account's templates, one at a time. `names` says which template a platform id means."""

    side: LiveSide
    desired: Mapping[TemplateKey, DesiredTemplate]
    names: Mapping[int, TemplateKey]

    def check_absent(self, key: TemplateKey) -> None:
        """Raise ChangedSincePlanError if the template is there."""
        if found := find_row(self.side.client, key):
            raise ChangedSincePlanError(
                f"{key} has been created since the plan was made (id {found.template_id})",
                hint=_MOVED,
            )

    def check_approved(self, template_ids: Mapping[TemplateKey, int]) -> None:
        """Raise ChangedSincePlanError if one of these templates is not approved any more."""
        for key, template_id in template_ids.items():
            details = self._details(template_id)
            status = details.status if details else "gone"
            if status != "APPROVED":
                raise ChangedSincePlanError(
                    f"{key} is {status or 'not reviewed'}, and nothing leaves its old name before"
                    " it is approved",
                    hint=_MOVED,
                )

    def present(self, live: LiveTemplate) -> LiveTemplate | None:
        """The same template with what its media is called now; None if it is gone, or going.

        Raises ChangedSincePlanError if it is not what the plan was made from.
        """
        self.side.knowledge.forget_details(live.template_id)
        details = self._details(live.template_id)
        if details is None or details.status == GOING:
            return None
        if live_digest(details) != live.digest:
            raise ChangedSincePlanError(
                f"{live.key} (id {live.template_id}) has been changed since the plan was made",
                hint=_MOVED,
            )
        return replace(live, media=live_media(details))

    def fresh(self, live: LiveTemplate) -> LiveTemplate:
        """The same, for a template that has to be there still. Raises ChangedSincePlanError."""
        found = self.present(live)
        if found is None:
            raise ChangedSincePlanError(
                f"{live.key} (id {live.template_id}) has been deleted since the plan was made",
                hint=_MOVED,
            )
        return found

    def created(self, key: TemplateKey, written: Written) -> Seen:
        """The new template, waited for if the list is late.

        Raises UnexpectedAnswerError: it was sent, what came of it is open.
        """
        try:
            found = self._by_answer(key, written) or self._listed_at_last(key)
        except NxCloudError as error:
            raise _unseen(key, written, f"it could not be read back: {error.message}") from error
        if found is None:
            raise _unseen(key, written, "does not list it")
        return found

    def created_in_doubt(self, written: Template) -> Seen | None:
        """The template as a doubtful create left it; None if it is not there.

        Raises UnexpectedAnswerError for another one in its place.
        """
        found = self._by_name(written.key)
        if found:
            self._check_is(written, found)
        return found

    def updated_in_doubt(self, live: LiveTemplate, written: Template) -> bool | None:
        """True after a doubtful update that was carried out; None if the template is as it was.

        Raises NotFoundError, and UnexpectedAnswerError if it is neither.
        """
        details = self.side.client.details(live.template_id)
        if live_digest(details) == live.digest:
            return None
        self._check_is(written, Seen(_row_of(live, written), details))
        return True

    def deleted_in_doubt(self, live: LiveTemplate) -> bool | None:
        """True after a doubtful delete that was carried out; None if the template is as it was.

        Raises UnexpectedAnswerError if it was changed meanwhile.
        """
        try:
            return None if self.present(live) else True
        except ChangedSincePlanError as error:
            raise UnexpectedAnswerError(error.message, hint=error.hint) from error

    def updated(self, live: LiveTemplate, written: Template) -> str:
        """What is left to know about an update that was carried out, or ""."""
        try:
            details = self.side.client.details(live.template_id)
        except NxCloudError as error:
            return f"it could not be read back: {error.message}"
        return self.settled(written, Seen(_row_of(live, written), details))[1]

    def settled(self, written: Template, seen: Seen) -> tuple[LiveTemplate, str]:
        """The template as it is now, and what is left to know about it."""
        template_id, details = seen.row.template_id, seen.details
        learned = learn(self.side.knowledge, written, template_id, details)
        live = self._live(seen)
        different = left_different(self.desired[seen.row.key], written, live)
        return live, "; ".join(note for note in (learned, different) if note)

    def _check_is(self, written: Template, seen: Seen) -> None:
        different = left_different(self.desired[written.key], written, self._live(seen))
        if different:
            raise UnexpectedAnswerError(
                f"{written.key} is there, and somebody else may have made it so: {different}",
                hint=_MOVED,
            )

    def _live(self, seen: Seen) -> LiveTemplate:
        knowledge, header = self.side.knowledge, seen.details.header
        digest = knowledge.media_digest(header.media_id) if header else None
        read = Read(seen.details, live_digest(seen.details))
        return live_template(self.side, seen.row, read, self._beside(seen.row), digest)

    def _beside(self, row: LiveRow) -> Beside:
        """What is known beside one template; of all the others nothing is read."""
        knowledge = self.side.knowledge
        tag = knowledge.unread_tag(row.template_id)
        unread = {} if tag is None else {row.template_id: tag}
        return Beside(self.names, knowledge.tag_names(), unread)

    def _details(self, template_id: int) -> TemplateDetails | None:
        try:
            return self.side.client.details(template_id)
        except NotFoundError:
            return None

    def _by_answer(self, key: TemplateKey, written: Written) -> Seen | None:
        """By the id of the create answer, if it proves to be the platform's and not Meta's."""
        if written.template_id is None:
            return None
        try:
            details = self.side.client.details(written.template_id)
        except NxCloudError:
            return None
        is_it = (details.name, details.language) == (key.name, key.language)
        if not is_it or details.meta_id == written.template_id:
            return None
        return Seen(LiveRow(written.template_id, key, "", "", details.category, ""), details)

    def _listed_at_last(self, key: TemplateKey) -> Seen | None:
        tries = self.side.client.pace.tries()
        found = self._by_name(key)
        while found is None and tries.later():
            found = self._by_name(key)
        return found

    def _by_name(self, key: TemplateKey) -> Seen | None:
        row = find_row(self.side.client, key)
        return Seen(row, self.side.client.details(row.template_id)) if row else None


def _row_of(live: LiveTemplate, written: Template) -> LiveRow:
    """The list's content is not read again, and the old one would be mistaken for the new."""
    return LiveRow(live.template_id, live.key, "", live.quality, written.category, "")


def _unseen(key: TemplateKey, written: Written, why: str) -> UnexpectedAnswerError:
    return UnexpectedAnswerError(
        f"NxCloud took {key}, but {why}", hint=_LATE, trace_id=written.trace_id
    )
