"""A template file that only exists in memory, read as a plan reads those on the disk."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from syncer.desired import SourceDocument, SourceFile, Sources
from syncer.desired.media import MediaStore
from syncer.documents.compose import compose
from syncer.model import MediaFile

if TYPE_CHECKING:
    from syncer.config import Config


def unsaved(config: Config, text: str) -> Sources:
    """A project with this one file. Its media need not be there: each path is its own digest."""
    path = config.root / "unsaved.yaml"
    composition = compose(text, path.name)
    documents = tuple(
        SourceDocument(path, path.name, text, one.root, one.start, one.end)
        for one in composition.documents
    )
    file = SourceFile(path, path.name, text, documents, composition.problems, composition.complete)
    return Sources(config, (file,), media=_AnyMedia())


class _AnyMedia(MediaStore):
    """Takes each path for the digest of its bytes."""

    def media(self, root: Path, folder: Path, written: str) -> MediaFile:
        del root, folder
        return MediaFile(Path(written), written)
