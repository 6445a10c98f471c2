"""A file of JSON lines that only ever grows, however many processes write to it."""

from __future__ import annotations

import errno
import json
import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from syncer.template_document import Document

_PRIVATE = 0o600


class LineFile:
    """An open file of lines, for its owner alone; safe to share between threads.

    Each line is one write at the end of the file, on the disk when `append` returns. A line that
    somebody was stopped in the midst of does not swallow the next one; as one that is only under
    way looks the same, an empty line may come between. No lock is taken: a process that hangs must
    not stop the others. Everything raises OSError.
    """

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW
        self._descriptor = os.open(path, flags, _PRIVATE)
        os.fchmod(self._descriptor, _PRIVATE)

    def append(self, document: Document) -> None:
        """Add one line, in ASCII."""
        line = (json.dumps(document, separators=(",", ":")) + "\n").encode("ascii")
        whole = b"\n" + line if self._ends_in_a_torn_line() else line
        if os.write(self._descriptor, whole) < len(whole):
            raise OSError(errno.ENOSPC, "a line could be written in part only")
        os.fsync(self._descriptor)

    def close(self) -> None:
        """Close the file."""
        os.close(self._descriptor)

    def _ends_in_a_torn_line(self) -> bool:
        size = os.fstat(self._descriptor).st_size
        return size > 0 and os.pread(self._descriptor, 1, size - 1) != b"\n"
