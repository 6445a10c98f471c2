"""syncer.yaml as a file: what it is called, and where the nearest one is."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

FILE_NAME = "syncer.yaml"


def nearest_project_file(start: Path) -> Path | None:
    """The one in the folder `start`, or in the nearest folder above it that has one."""
    for folder in (start, *start.parents):
        with suppress(OSError):  # a folder above may be closed
            if (folder / FILE_NAME).is_file():
                return folder / FILE_NAME
    return None
