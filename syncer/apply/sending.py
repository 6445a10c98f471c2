"""Sending a write until it is known what came of it, with a note in the journal of each attempt.

After a failure that may have been a success, it is looked at first: what is found was carried out,
what is not there is sent again. Nothing is ever sent twice in the dark.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from syncer.apply.uploads import bytes_of
from syncer.errors import (
    Aftermath,
    NxCloudError,
    RefusedError,
    SyncerError,
    UnexpectedAnswerError,
)
from syncer.journal.values import KeptMedia
from syncer.model import MediaHeader

if TYPE_CHECKING:
    from collections.abc import Callable

    from syncer.journal.journal import Entry, Journal
    from syncer.journal.values import Intent
    from syncer.model import LiveTemplate, MediaFile
    from syncer.nxcloud.answers import Written
    from syncer.nxcloud.client import Client
    from syncer.nxcloud.pace import Tries
    from syncer.plan.build import Sender

Found = TypeVar("Found")

LOOKS_BEFORE_A_CREATE = 2
SECONDS_BEFORE_A_CREATE = 5.0
"""How often, and until how long after it, a doubtful create must prove absent to be sent again.

The list may show a new template late, and who answers for NxCloud may have given up on it early.
"""


@dataclass(frozen=True, slots=True)
class Call(Generic[Found]):
    """One write. `send` sends it once; `look` gives what shows that it was carried out, or None.

    `look` raises NxCloudError where neither can be told.
    """

    send: Callable[[], Written]
    look: Callable[[], Found | None]


@dataclass(frozen=True, slots=True)
class Sent(Generic[Found]):
    """A write that was carried out: its answer, or what was found after a doubt.

    `note` says what the journal could not keep, or not be told.
    """

    answer: Written | Found
    note: str


class Sending:
    """The writes of one account; safe to share between threads."""

    def __init__(self, client: Client, journal: Journal, sender: Sender) -> None:
        self._client = client
        self._journal = journal
        self._sender = sender

    def send(
        self, intent: Intent, call: Call[Found], media: KeptMedia | None = None
    ) -> Sent[Found]:
        """Send a write, and once more for each time that it proves not to have happened.

        `media` is what was kept of the old template's header. Raises the last attempt's
        NxCloudError, and RefusedError where the journal cannot note it: then it was not sent.
        """
        tries = self._client.pace.tries()
        doubt: NxCloudError | None = None
        while True:
            entry = self._begun(intent, media, doubt)
            try:
                written = self._noted(entry, call.send)
            except NxCloudError as error:
                if doubt is None and error.aftermath.effect == "none":
                    raise
                doubt = _still_in_doubt(doubt, error)
            else:
                note = self._journal.end(entry, "done", trace_id=written.trace_id)
                return Sent(written, _joined(lost_media(media), note))
            found = _found_after_all(intent, call, doubt, tries)
            if found is not None:
                return Sent(found, _joined(lost_media(media), self._journal.end(entry, "done")))

    def keep_media(self, live: LiveTemplate, file: MediaFile | None) -> KeptMedia | None:
        """Keep the bytes of a live header, before a write that may lose them; None without any.

        `file` has them too where it is what is live. Where they can never be read, what is given
        says why. Raises NxCloudError where they may be readable later, RefusedError if the
        journal's folder takes them not, ChangedSincePlanError for a file that is not as planned.
        """
        header = live.template.header
        if not isinstance(header, MediaHeader) or live.media is None:
            return None
        if header.digest and (kept := self._journal.kept_media(header.digest, header.filename)):
            return kept
        try:
            if file and file.digest == header.digest:
                content = bytes_of(file)
            else:
                content = self._client.download(live.media.url)
        except NxCloudError as error:
            if error.aftermath.transient:
                raise
            reason = f"its bytes could not be read: {error.message}"
            return KeptMedia(header.digest, header.filename, reason)
        return self._journal.keep_media(content, header.filename)

    def _begun(self, intent: Intent, media: KeptMedia | None, doubt: NxCloudError | None) -> Entry:
        try:
            return self._journal.begin(self._sender, intent, media)
        except RefusedError as error:
            if doubt is None:
                raise
            raise UnexpectedAnswerError(
                f"{doubt.message}; not sent again: {error.message}",
                hint=error.hint,
                trace_id=doubt.trace_id,
            ) from error

    def _noted(self, entry: Entry, send: Callable[[], Written]) -> Written:
        try:
            return send()
        except SyncerError as error:
            effect = error.aftermath.effect if isinstance(error, NxCloudError) else "none"
            self._journal.end(entry, "failed" if effect == "none" else "unknown", error=error)
            raise


def _found_after_all(
    intent: Intent, call: Call[Found], doubt: NxCloudError, tries: Tries
) -> Found | None:
    """What shows that a doubtful write was carried out; None if it was not, and can be sent again.

    Raises the doubt where the patience ends before either is certain.
    """
    looks, failed_at = 0, time.monotonic()
    while not _may_be_sent_again(intent, doubt, looks, time.monotonic() - failed_at):
        waited = tries.later() if looks else tries.again(doubt)
        found = _looked(call, doubt)
        if found is not None:
            return found
        if not waited:
            raise doubt
        looks += 1
    return None


def _may_be_sent_again(intent: Intent, doubt: NxCloudError, looks: int, seconds: float) -> bool:
    """Whether enough has been seen. A create that may still be under way would be there twice."""
    if not doubt.aftermath.transient:
        return False
    if intent.template_id is not None:
        return looks > 0
    absent = looks >= LOOKS_BEFORE_A_CREATE and seconds >= SECONDS_BEFORE_A_CREATE
    return absent and doubt.aftermath.effect != "late"


def lost_media(media: KeptMedia | None) -> str:
    """What to know about an old header whose bytes are nowhere kept, or ""."""
    if media is None or media.is_kept:
        return ""
    return f"the old header's media could not be kept: {media.reason}"


def _joined(*notes: str) -> str:
    return "; ".join(note for note in notes if note)


def _still_in_doubt(first: NxCloudError | None, error: NxCloudError) -> NxCloudError:
    """The error to go on with: a refusal says nothing about an attempt before it."""
    if first is None or error.aftermath.effect != "none":
        return error
    return UnexpectedAnswerError(
        f"{first.message}; sent again, it was refused: {error.message}",
        hint=error.hint,
        trace_id=error.trace_id,
        aftermath=Aftermath("unknown"),
    )


def _looked(call: Call[Found], doubt: NxCloudError) -> Found | None:
    try:
        return call.look()
    except NxCloudError as error:
        raise UnexpectedAnswerError(
            f"{doubt.message}; and what came of it cannot be told: {error.message}",
            hint=error.hint or doubt.hint,
            trace_id=doubt.trace_id,
        ) from error
