"""A template file that only exists in memory, read as a plan reads those on the disk."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from syncer.desired import Sources
from syncer.desired.media import MediaStore
from syncer.desired.sources import source_file
from syncer.media_kinds import HEAD_BYTES, media_kind
from syncer.model import MediaFile

if TYPE_CHECKING:
    from syncer.config import Config


def unsaved(config: Config, text: str, content: bytes | None = None) -> Sources:
    """A project with this one file. Its media need not be there: each path is its own digest.

    `content` are the bytes of the media, if they are known.
    """
    path = config.root / "unsaved.yaml"
    return Sources(config, (source_file(path, path.name, text),), media=_AnyMedia(content))


class _AnyMedia(MediaStore):
    """Takes each path for the digest of its bytes."""

    def __init__(self, content: bytes | None) -> None:
        super().__init__()
        self._content = content

    def media(self, root: Path, folder: Path, written: str) -> MediaFile:
        del root, folder
        if self._content is None:
            return MediaFile(Path(written), written)
        kind = media_kind(self._content[:HEAD_BYTES])
        return MediaFile(Path(written), written, len(self._content), kind)
