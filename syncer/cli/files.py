"""Files that are written whole or not at all: beside their place first, and then over it."""

from __future__ import annotations

import os
import secrets
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

from syncer.errors import SyncerError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PRIVATE = 0o600


def write_file(path: Path, content: bytes) -> None:
    """A file with its folders; one that is there keeps its permissions. Raises SyncerError."""
    with explained(path):
        target = path.resolve()
        target.parent.mkdir(parents=True, exist_ok=True)
        with _beside(target, content, 0o666) as written:
            if target.exists():
                shutil.copymode(target, written)


def write_private_file(path: Path, content: bytes) -> None:
    """A file that only its owner can read, in a folder that is there. Raises SyncerError."""
    with explained(path), _beside(path.resolve(), content, PRIVATE):
        pass


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Tell what the operating system objects to as a SyncerError; `path` is what it was about."""
    try:
        yield
    except OSError as error:
        raise SyncerError(
            f"{error.filename or path}: {error.strerror}",
            hint="check the path and its permissions",
        ) from error


def _opened_new(path: Path, target: Path, mode: int) -> int:
    """A descriptor of a new file; what goes wrong is told of the file that it is to become."""
    try:
        return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(target)) from error


@contextmanager
def _beside(target: Path, content: bytes, mode: int) -> Iterator[Path]:
    """The new file under another name, which takes its place at the end."""
    if target.exists() and not target.is_file():
        raise FileExistsError(0, "is there and is not a file")
    written = target.with_name(f".syncer-{secrets.token_hex(8)}")
    try:
        descriptor = _opened_new(written, target, mode)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        yield written
        written.replace(target)
    finally:
        written.unlink(missing_ok=True)
