"""What stands in for the media of headers: Meta's JSON does not have their bytes.

Each is a real file of its kind, so that it can be uploaded and shown, and is seen to be none.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from syncer.model import MediaHeader

if TYPE_CHECKING:
    from syncer.model import MediaFormat

_FOLDER = Path(__file__).parent / "media"
_SUFFIXES: dict[MediaFormat, str] = {"IMAGE": ".png", "VIDEO": ".mp4", "DOCUMENT": ".pdf"}


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A file's name and bytes."""

    filename: str
    content: bytes

    @property
    def digest(self) -> str:
        """The SHA-256 of the bytes in lower-case hex."""
        return hashlib.sha256(self.content).hexdigest()


@cache
def placeholders() -> dict[MediaFormat, Placeholder]:
    """One for each format of a header; read once per process."""
    names = {kind: f"placeholder{suffix}" for kind, suffix in _SUFFIXES.items()}
    return {kind: Placeholder(name, (_FOLDER / name).read_bytes()) for kind, name in names.items()}


def placeholder_header(kind: MediaFormat) -> MediaHeader:
    """A header that shows the placeholder."""
    found = placeholders()[kind]
    return MediaHeader(kind, found.digest, found.filename)
