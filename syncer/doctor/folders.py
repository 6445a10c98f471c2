"""Whether files can be kept where they are to be."""

from __future__ import annotations

import os
import tempfile
from dataclasses import replace
from typing import TYPE_CHECKING

from syncer.doctor.values import ok

if TYPE_CHECKING:
    from pathlib import Path

    from syncer.doctor.values import Check


def folder_check(folder: Path, otherwise: Check) -> Check:
    """Whether files can be made in a folder, or in the nearest one above if it is not there yet.

    Where they cannot, it is the check `otherwise`, with the reason.
    """
    there = next(one for one in (folder, *folder.parents) if os.path.lexists(one))
    try:
        with tempfile.TemporaryFile(dir=there):
            return ok(otherwise.check, str(folder))
    except OSError as error:
        reason = f"{folder} cannot be written ({error.strerror})"
        return replace(otherwise, message=f"{reason}: {otherwise.message}")
