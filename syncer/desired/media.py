"""Media files of headers: inside the project, readable, and known by the digest of their bytes."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from syncer.documents.words import nearest, quoted
from syncer.media_kinds import HEAD_BYTES, media_kind
from syncer.model import MediaFile

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class UnusableMedia:
    """Why a media file cannot be used, and what to do about it."""

    message: str
    hint: str


class MediaStore:
    """Reads each media file once per run, for all accounts and templates."""

    def __init__(self) -> None:
        self._read: dict[Path, MediaFile | UnusableMedia] = {}
        self._found: dict[tuple[Path, Path, str], MediaFile | UnusableMedia] = {}

    def media(self, root: Path, folder: Path, written: str) -> MediaFile | UnusableMedia:
        """The file at the path `written` in a template file of `folder`, in the project at `root`.

        Links and `..` are followed first: what lies outside the root in the end is not read.
        """
        place = (root, folder, written)
        if place not in self._found:
            self._found[place] = self._find(root, folder, written)
        return self._found[place]

    def _find(self, root: Path, folder: Path, written: str) -> MediaFile | UnusableMedia:
        try:
            path = (folder / written).resolve()
            if not path.is_relative_to(root.resolve()):
                return _outside(written)
        except (OSError, RuntimeError, ValueError):  # a loop of links, a NUL character
            return UnusableMedia(f"{quoted(written)} is not a usable path", "check the path")
        if path not in self._read:
            self._read[path] = _read(path, written)
        return self._read[path]


def _outside(written: str) -> UnusableMedia:
    message = f"the media file {quoted(written)} is outside the project"
    return UnusableMedia(message, "put it below the folder of syncer.yaml")


def _read(path: Path, written: str) -> MediaFile | UnusableMedia:
    name = f"the media file {quoted(written)}"
    try:
        if path.is_dir():
            return UnusableMedia(f"{name} is a folder", "name a file in it")
        if not path.exists():
            return UnusableMedia(f"{name} does not exist", _hint_for_missing(path))
        if not path.is_file():  # a pipe or a device has no end, or no beginning
            return UnusableMedia(f"{name} is no ordinary file", "name a file")
        with path.open("rb") as stream:
            head = stream.read(HEAD_BYTES)
            stream.seek(0)
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
            size = stream.tell()
    except OSError as error:
        return UnusableMedia(f"{name} cannot be read: {error.strerror}", "check its permissions")
    if not size:
        return UnusableMedia(f"{name} is empty", "put the real file in its place")
    return MediaFile(path, digest, size, media_kind(head))


def _hint_for_missing(path: Path) -> str:
    beside = [entry.name for entry in path.parent.iterdir()] if path.parent.is_dir() else []
    close = nearest(path.name, beside)
    relative = "the path is relative to the template file"
    return f"{relative}; did you mean {quoted(close)}?" if close else relative
