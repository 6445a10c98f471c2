"""Header media for writes: one upload per distinct file and run, and no expired handle."""

from __future__ import annotations

import hashlib
import mimetypes
from collections import defaultdict
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING

from syncer.errors import ChangedSincePlanError, RefusedError, SyncerError
from syncer.model import MediaHeader
from syncer.nxcloud.handles import is_sendable
from syncer.nxcloud.payload import HeaderMedia
from syncer.progress import quiet

if TYPE_CHECKING:
    from collections.abc import Callable

    from syncer.live.knowledge import Knowledge
    from syncer.model import LiveMedia, LiveTemplate, MediaFile
    from syncer.nxcloud.answers import UploadedMedia
    from syncer.nxcloud.client import Client
    from syncer.progress import Progress

_MIME_TYPES = {"IMAGE": "image/jpeg", "VIDEO": "video/mp4", "DOCUMENT": "application/pdf"}


@dataclass(slots=True)
class _Turn:
    """The uploads of one file: one at a time, and how often they have failed."""

    lock: Lock = field(default_factory=Lock)
    failures: int = 0
    error: SyncerError | None = None


class Uploads:
    """One account's uploads in one run, safe to share between threads.

    Who asks for a file that is under way waits for it, and shares its failure; who asks later tries
    again.
    `clock` gives the time in seconds since 1970, `progress` is told of each upload.
    """

    def __init__(
        self,
        client: Client,
        knowledge: Knowledge,
        clock: Callable[[], float],
        progress: Progress = quiet,
    ) -> None:
        self._client = client
        self._knowledge = knowledge
        self._clock = clock
        self._progress = progress
        self._lock = Lock()
        self._turns: dict[str, _Turn] = defaultdict(_Turn)
        self._uploaded: dict[str, UploadedMedia] = {}

    def header_media(
        self, header: MediaHeader, file: MediaFile | None, live: LiveTemplate | None
    ) -> HeaderMedia:
        """What a write names its header's media by.

        The live handle is sent again while it is valid and the media stays the same. Otherwise the
        bytes are uploaded: the project's file, or what is live where the write keeps that. Raises
        ChangedSincePlanError for a file that is not what was planned, RefusedError for bytes that
        are nowhere to be had, NxCloudError.
        """
        kept = live.media if live and _is_kept(header, live) else None
        if kept and kept.media_id and is_sendable(kept.handle, self._clock()):
            return HeaderMedia(kept.media_id, kept.handle, kept.filename, header.format)
        uploaded = self._upload(header, self._content(header, file, kept))
        return HeaderMedia(uploaded.media_id, uploaded.h, uploaded.original_filename, header.format)

    def _content(
        self, header: MediaHeader, file: MediaFile | None, kept: LiveMedia | None
    ) -> bytes:
        if file and file.digest == header.digest:
            return bytes_of(file)
        if kept:
            return self._client.download(kept.url)
        raise RefusedError(
            "the bytes of the header's media are nowhere to be had", hint="plan again"
        )

    def _upload(self, header: MediaHeader, content: bytes) -> UploadedMedia:
        digest = hashlib.sha256(content).hexdigest()
        with self._lock:
            turn = self._turns[digest]
        failures = turn.failures
        with turn.lock:
            if turn.failures != failures and turn.error:
                raise turn.error
            known = self._uploaded.get(digest)
            if known is None or not is_sendable(known.h, self._clock(), margin=0):
                known = self._uploaded[digest] = self._sent(header, content, turn)
                self._knowledge.learn_media(known.media_id, digest)
        return known

    def _sent(self, header: MediaHeader, content: bytes, turn: _Turn) -> UploadedMedia:
        try:
            return self._send(header, content)
        except SyncerError as error:
            turn.failures, turn.error = turn.failures + 1, error
            raise

    def _send(self, header: MediaHeader, content: bytes) -> UploadedMedia:
        name = header.filename or f"header.{header.format.lower()}"
        guessed, _ = mimetypes.guess_type(name)
        with self._progress(f"uploading {name}", None):
            uploaded = self._client.upload(name, content, guessed or _MIME_TYPES[header.format])
        if not is_sendable(uploaded.h, self._clock(), margin=0):
            raise RefusedError(
                f"the upload of {name} gave a media handle that has expired already",
                hint="check this machine's clock",
            )
        return uploaded


def _is_kept(header: MediaHeader, live: LiveTemplate) -> bool:
    """Whether a write leaves the media as it is; bytes that could not be read count as such."""
    there = live.template.header
    return (
        isinstance(there, MediaHeader)
        and there.format == header.format
        and there.digest in (None, header.digest)
    )


def bytes_of(file: MediaFile) -> bytes:
    """The bytes of a project's file. Raises ChangedSincePlanError if they are not as planned."""
    try:
        content = file.path.read_bytes()
    except OSError as error:
        raise ChangedSincePlanError(
            f"{file.path} cannot be read any more: {error.strerror}", hint="plan again"
        ) from None
    if hashlib.sha256(content).hexdigest() != file.digest:
        raise ChangedSincePlanError(
            f"{file.path} changed since the plan was made", hint="plan again"
        )
    return content
