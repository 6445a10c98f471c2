"""Files as text, and the paths that messages show."""

from __future__ import annotations

import os
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from typing import TYPE_CHECKING

from syncer.errors import Location, Problem

if TYPE_CHECKING:
    from pathlib import Path

MAX_FILE_BYTES = 8 * 1024 * 1024


def shown_path(path: Path, base: Path) -> str:
    """The path as messages show it: relative to `base` when it is below it, else as it is."""
    shown, folder = str(path), os.path.join(base, "")  # noqa: PTH118 -- pathlib is 20 times slower
    return shown.removeprefix(folder) if path != base else "."


def read_text(path: Path, file: str) -> str | Problem:
    """The text of a UTF-8 file of at most 8 MiB without its byte order mark, or why there is none.

    `file` is the path as messages show it.
    """
    try:
        if not os.path.isfile(path):  # noqa: PTH113 -- pathlib is 5 times slower
            # A pipe or a device is none: opening it can wait for ever, and reading it can go on.
            reason = "is not a file" if path.exists() else "does not exist"
            return Problem(Location(file), f"the file {reason}", "check the path")
        data = _content(path)
    except OSError as error:
        return Problem(Location(file), f"the file cannot be read: {error.strerror}")
    if len(data) > MAX_FILE_BYTES:
        return Problem(
            Location(file), "the file is larger than 8 MiB", "split it into several files"
        )
    return decode(data, file)


def _content(path: Path) -> bytes:
    """A file's bytes, at most one more than are allowed."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        data, at_once = b"", min(os.fstat(descriptor).st_size, MAX_FILE_BYTES) + 1
        while len(data) <= MAX_FILE_BYTES and (more := os.read(descriptor, at_once)):
            data += more
        return data
    finally:
        os.close(descriptor)


def decode(data: bytes, file: str) -> str | Problem:
    """The bytes of a file as text, or where they stop being UTF-8."""
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return Problem(
            Location(file), "the file is UTF-16", "save it as UTF-8", rule="yaml-encoding"
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode(errors="replace")
        return Problem(
            end_of(before, file), "this is not UTF-8", "save the file as UTF-8", "yaml-encoding"
        )


def with_line_ends_of(file: str, text: str) -> str:
    """The text with the line ends of a file's text, whose first line decides."""
    lines = text.replace("\r\n", "\n")
    return lines.replace("\n", "\r\n") if file.partition("\n")[0].endswith("\r") else lines


def end_of(text: str, file: str) -> Location:
    """The place right behind a text that the file begins with."""
    lines = text.split("\n")
    return Location(file, len(lines), len(lines[-1]) + 1)
