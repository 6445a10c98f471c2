"""Run the syncer of this environment as a process of its own: what it prints, tells and exits."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections import deque
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path
    from types import FrameType

TOLD_LINES = 40
_SIGNALS = (signal.SIGINT, signal.SIGTERM)
_OF_SIGNALS = 128


def syncer(arguments: Sequence[str], folder: Path, result: Path) -> tuple[int, tuple[str, ...]]:
    """Its exit code and the last lines of its stderr, all of which go to the log as they come.

    What it prints goes to the file `result`. A cancelled job sends a signal to this process, which
    hands it on and waits for the end: that is how an apply can list what it has done.
    """
    told: deque[str] = deque(maxlen=TOLD_LINES)
    with (
        result.open("wb") as printed,
        subprocess.Popen(  # noqa: S603 -- a list of arguments, no shell
            [sys.executable, "-I", "-m", "syncer", *arguments],
            cwd=folder,
            stdout=printed,
            stderr=subprocess.PIPE,
            stdin=subprocess.DEVNULL,
        ) as process,
        _handing_on(process),
    ):
        for line in _lines(process):
            sys.stdout.write(f"{line}\n")
            sys.stdout.flush()
            told.append(line)
    code = process.returncode
    return (code if code >= 0 else _OF_SIGNALS - code), tuple(told)


def _lines(process: subprocess.Popen[bytes]) -> Iterator[str]:
    for line in process.stderr or ():
        yield line.decode(errors="backslashreplace").rstrip("\n")


@contextmanager
def _handing_on(process: subprocess.Popen[bytes]) -> Iterator[None]:
    def hand_on(signum: int, frame: FrameType | None) -> None:
        del frame
        process.send_signal(signum)

    before = {one: signal.signal(one, hand_on) for one in _SIGNALS}
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)
