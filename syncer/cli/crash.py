"""What nobody thought of: a line for whoever meets it, and a report for whoever mends it.

The report is private, has no values of variables, and no credential.
"""

from __future__ import annotations

import platform
import secrets
import shlex
import traceback
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from syncer import __version__
from syncer.cli.files import explained, write_private_file
from syncer.cli.folders import state_folder
from syncer.errors import CrashError, SyncerError
from syncer.render.values import in_line, visible
from syncer.secrets import BLOT, blotted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

_SECRET_OPTIONS = ("--access-key", "--access-secret")
_LONGEST_MESSAGE = 200
_LONGEST_LINE = 2_000
_MOST_LINES = 2_000


def reported(error: BaseException, arguments: Sequence[str]) -> SyncerError:
    """The error to show for one that nobody thought of; its hint names the report just written.

    `arguments` are those of the command. Raises nothing: where there can be no report, the hint
    says why.
    """
    message = f"unexpected {_summary(error)} (syncer {__version__})"
    try:
        hint = f"please report it, with {_written(_report(error, arguments))}"
    except SyncerError as failure:
        hint = f"please report it; the crash report could not be written: {failure.message}"
    except Exception as failure:  # noqa: BLE001 -- the first error is the one to tell
        hint = f"please report it; the crash report could not be written: {_summary(failure)}"
    return CrashError(message, hint=hint)


def _summary(error: BaseException) -> str:
    """The kind of error and what it says, on one short line; some errors cannot even say it."""
    kind = type(error).__name__
    try:
        words = " ".join(blotted(str(error)).split())
    except Exception:  # noqa: BLE001 -- whatever its __str__ does
        return f"{kind} without a message"
    short = words if len(words) <= _LONGEST_MESSAGE else f"{words[:_LONGEST_MESSAGE]}…"
    return in_line(f"{kind}: {short}" if short else kind)


def _written(report: str) -> Path:
    """Where the report lies now. Raises SyncerError."""
    folder = state_folder().absolute() / "crashes"
    now = datetime.now(UTC)
    path = folder / f"{now:%Y%m%dT%H%M%SZ}-{secrets.token_hex(4)}.txt"
    with explained(folder):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_private_file(path, report.encode())
    return path


def _report(error: BaseException, arguments: Sequence[str]) -> str:
    facts = (
        f"syncer {__version__}",
        f"Python {platform.python_version()} ({platform.python_implementation()})",
        platform.platform(),
        f"arguments: {shlex.join(_without_credentials(arguments))}",
        "",
    )
    lines = [*facts, *_traceback(error)]
    return visible("".join(f"{line}\n" for line in lines))


def _traceback(error: BaseException) -> Iterable[str]:
    """The traceback with all causes; of an endless one the beginning and the end."""
    formatted = "".join(traceback.TracebackException.from_exception(error).format())
    lines = [line[:_LONGEST_LINE] for line in blotted(formatted).splitlines()]
    if len(lines) <= _MOST_LINES:
        return lines
    half = _MOST_LINES // 2
    return [*lines[:half], f"… {len(lines) - 2 * half} lines …", *lines[-half:]]


def _without_credentials(arguments: Sequence[str]) -> Iterator[str]:
    """The arguments, but what an option for a credential is given."""
    option = ""
    for argument in arguments:
        name, assigned, _ = argument.partition("=")
        if option in _SECRET_OPTIONS:
            yield BLOT
        elif assigned and name in _SECRET_OPTIONS:
            yield f"{name}={BLOT}"
        else:
            yield blotted(argument)
        option = "" if option in _SECRET_OPTIONS else argument
