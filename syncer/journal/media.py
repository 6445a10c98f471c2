"""The bytes of headers, kept once under their SHA-256."""

from __future__ import annotations

import hashlib
import os
import secrets
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

MEDIA_FOLDER = "journal-media"


def keep_bytes(folder: Path, content: bytes) -> str:
    """Keep these bytes below the state folder, whole or not at all; their digest in hex.

    Raises OSError.
    """
    digest = hashlib.sha256(content).hexdigest()
    if kept_bytes(folder, digest) is None:
        _write_whole(folder / MEDIA_FOLDER / digest, content)
    return digest


def kept_bytes(folder: Path, digest: str) -> bytes | None:
    """The bytes of this digest; None where they are not kept, or no longer what they were."""
    try:
        content = (folder / MEDIA_FOLDER / digest).read_bytes()
    except (OSError, ValueError):  # ValueError: a NUL character, from a damaged journal
        return None
    return content if hashlib.sha256(content).hexdigest() == digest else None


def _write_whole(path: Path, content: bytes) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    written = path.with_name(f".{secrets.token_hex(8)}")
    try:
        descriptor = os.open(written, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(descriptor)
        written.replace(path)
    finally:
        written.unlink(missing_ok=True)
