"""The bytes of live headers: read, and given a path in `media/` beside the template file."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import partial
from itertools import count
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from syncer.errors import NxCloudError
from syncer.live.threads import reading_threads
from syncer.model import MediaHeader
from syncer.progress import stepping

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from syncer.live.snapshot import LiveSide
    from syncer.model import LiveMedia, LiveTemplate, TemplateKey

FOLDER = "media"
_UNSAFE = re.compile(r"[^A-Za-z0-9_-]+")
_LONGEST_STEM = 100
_MAGIC = ((b"\x89PNG", ".png"), (b"\xff\xd8\xff", ".jpg"), (b"%PDF", ".pdf"))
_SUFFIXES = {
    "IMAGE": (".jpg", ".jpeg", ".png"),
    "VIDEO": (".mp4",),
    "DOCUMENT": (".pdf", ".txt", ".doc", ".docx", ".xls", ".xlsx", ".ppt", ".pptx"),
}
"""What Meta takes for each format; the first is the usual one."""


@dataclass(frozen=True, slots=True)
class LiveFile:
    """The bytes of a live header, their SHA-256 in hex, and what NxCloud calls the file."""

    digest: str
    content: bytes
    filename: str
    format: str


def live_files(
    side: LiveSide, templates: Sequence[LiveTemplate]
) -> dict[TemplateKey, LiveFile | str]:
    """The media of these templates' headers, or why it cannot be had; each is read once."""
    media = {one.key: one.media for one in templates if one.media}
    distinct = {_identity(one): one for one in media.values()}
    with (
        side.progress("reading media", len(distinct)) as step,
        reading_threads(side) as pool,
    ):
        read = pool.map(stepping(step, partial(_content, side)), distinct.values())
        contents = dict(zip(distinct, read, strict=True))
    return {
        one.key: _live_file(one.template.header, one.media, contents[_identity(one.media)])
        for one in templates
        if one.media and isinstance(one.template.header, MediaHeader)
    }


def media_paths(folder: Path, files: Iterable[LiveFile]) -> dict[str, Path]:
    """A path below `folder`/media for each content, by its SHA-256.

    It is one that is free, or holds just that. Only the safe part of a file name is used.
    """
    paths: dict[str, Path] = {}
    taken: set[str] = set()
    for file in files:
        if file.digest not in paths:
            candidates = _candidates(folder / FOLDER, file)
            paths[file.digest] = next(
                path
                for path in candidates
                if path.name.lower() not in taken and _is_free_for(path, file.content)
            )
            taken.add(paths[file.digest].name.lower())
    return paths


def _identity(media: LiveMedia) -> str:
    return media.media_id or media.url


def _content(side: LiveSide, media: LiveMedia) -> bytes | str:
    try:
        content = side.client.download(media.url)
    except NxCloudError as error:
        return f"the bytes of its header's media could not be read: {error.message}"
    return content or "its header's media is an empty file"


def _live_file(header: MediaHeader, media: LiveMedia, content: bytes | str) -> LiveFile | str:
    if isinstance(content, str):
        return content
    digest = hashlib.sha256(content).hexdigest()
    return LiveFile(digest, content, media.filename, header.format)


def _candidates(folder: Path, file: LiveFile) -> Iterator[Path]:
    """`name.png`, then `name-2.png` and so on."""
    last = PurePosixPath(file.filename.replace("\\", "/")).name
    stem = _UNSAFE.sub("_", PurePosixPath(last).stem).strip("_")[:_LONGEST_STEM]
    stem = stem or file.format.lower()
    suffix = _suffix(PurePosixPath(last).suffix.lower(), file)
    yield folder / f"{stem}{suffix}"
    yield from (folder / f"{stem}-{number}{suffix}" for number in count(2))


def _suffix(named: str, file: LiveFile) -> str:
    """The file's own suffix if it fits the format, else the one of its bytes."""
    fitting = _SUFFIXES[file.format]
    if named in fitting:
        return named
    shown = (suffix for magic, suffix in _MAGIC if file.content.startswith(magic))
    return next(shown, fitting[0])


def _is_free_for(path: Path, content: bytes) -> bool:
    return not path.exists() or (path.is_file() and path.read_bytes() == content)
