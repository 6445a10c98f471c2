"""One apply at a time for each sender, as far as one machine can tell."""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from syncer.cli.failures import Failure
from syncer.cli.folders import state_folder
from syncer.cli.senders import sender_scope
from syncer.errors import RefusedError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import ExitStack
    from pathlib import Path

    from syncer.cli.project import Project

_PRIVATE = 0o600
_LONGEST_PID = 20


def lock_senders(project: Project, held: ExitStack) -> tuple[Project, tuple[Failure, ...]]:
    """The project with the accounts that nobody else on this machine is applying to.

    The others are failures. The locks are held until `held` is closed, or the process ends.
    """
    refused: dict[str, RefusedError] = {}
    for scope in dict.fromkeys(map(sender_scope, project.accounts)):
        try:
            held.enter_context(_locked(state_folder(), scope))
        except RefusedError as error:
            refused[scope] = error
    free = tuple(one for one in project.accounts if sender_scope(one) not in refused)
    failed = tuple(
        Failure(one, refused[sender_scope(one)])
        for one in project.accounts
        if sender_scope(one) in refused
    )
    return replace(project, accounts=free), failed


@contextmanager
def _locked(folder: Path, scope: str) -> Iterator[None]:
    path = folder / f"apply-{hashlib.sha256(scope.encode()).hexdigest()[:16]}.lock"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, _PRIVATE)
    except OSError as error:
        raise _unusable(path, error) from None
    try:
        _take(descriptor, path)
        yield
    finally:
        os.close(descriptor)


def _take(descriptor: int, path: Path) -> None:
    """The system itself gives the lock back when the process ends, however it does."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        holder = os.pread(descriptor, _LONGEST_PID, 0).decode("ascii", "replace") or "unknown"
        raise RefusedError(
            f"another apply to this sender is under way on this machine (process {holder})",
            hint="wait until it has ended, and apply again",
        ) from None
    except OSError as error:  # a file system without locks
        raise _unusable(path, error) from None
    with contextlib.suppress(OSError):  # a full disk: the number is for people only
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, str(os.getpid()).encode(), 0)


def _unusable(path: Path, error: OSError) -> RefusedError:
    return RefusedError(
        f"{path} cannot be locked: {error.strerror}",
        hint="apply keeps its locks and journal there; SYNCER_STATE_DIR names another folder",
    )
