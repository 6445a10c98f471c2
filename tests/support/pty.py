"""The real command with a stderr that is a real terminal."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

from support.command import Ran

if TYPE_CHECKING:
    from collections.abc import Mapping

_MOVE = re.compile(r"\r|\n|\x1b\[[0-9]*[AK]")
_CONTROL = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


def on_terminal(*arguments: str, environment: Mapping[str, str] = {}) -> Ran:
    """One run of the command; its `stderr` is all that the terminal was sent."""
    ours, theirs = pty.openpty()
    terminal = {"TERM": "xterm", "COLUMNS": "100", "LINES": "30"}
    unset = {"NO_COLOR"}
    inherited = {name: value for name, value in os.environ.items() if name not in unset}
    with subprocess.Popen(
        [sys.executable, "-m", "syncer", *arguments],
        stdout=subprocess.PIPE,
        stderr=theirs,
        text=True,
        env=inherited | terminal | dict(environment),
    ) as process:
        os.close(theirs)
        sent: list[bytes] = []
        reader = threading.Thread(target=_read, args=(ours, sent))
        reader.start()
        assert process.stdout
        stdout = process.stdout.read()
        code = process.wait(timeout=60)
        reader.join()
        os.close(ours)
    return Ran(code, stdout, b"".join(sent).decode())


def drawn(sent: str) -> list[str]:
    """Each line that a terminal has drawn, those that are taken back too, without colours.

    The last one is what stays below the others.
    """
    return [_CONTROL.sub("", line).strip() for line in _MOVE.split(sent)]


def _read(descriptor: int, into: list[bytes]) -> None:
    """All that comes; the end of a terminal is an error on Linux, and nothing on others."""
    try:
        while chunk := os.read(descriptor, 65536):
            into.append(chunk)
    except OSError:
        return
