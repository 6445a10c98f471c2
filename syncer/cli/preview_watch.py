"""`syncer preview --watch`: the page on loopback, made anew as files change."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from watchfiles import watch

from syncer.cli.page_server import Board, served
from syncer.cli.pages import page_of_preview, page_of_problems
from syncer.errors import InvalidFilesError, Location, Problem, SyncerError
from syncer.render.html.shell import WATCHED
from syncer.secrets import blotted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path
    from threading import Event

    from syncer.pictures.findings import Previewed

    Look: TypeAlias = Callable[[], tuple[Previewed, ...]]

_SETTLED_MS = 100
"""How long a change may take, such as a save that is a delete and a rename."""
_PATIENCE_MS = 500


@dataclass(frozen=True, slots=True)
class _Unreadable:
    """Why there is nothing to look at."""

    problems: tuple[Problem, ...]


_Found: TypeAlias = "tuple[Previewed, ...] | _Unreadable"


def watch_preview(
    look: Look,
    folders: Sequence[Path],
    port: int,
    started: Callable[[str], object],
    stop: Event | None = None,
) -> None:
    """Serve what `look` finds, and look again whenever something in the folders changes.

    What keeps it from looking stands on the page until it is mended. `started` is told the page's
    address. It goes on until Ctrl-C, or until `stop` is set. Raises SyncerError for a port that it
    cannot have, and folders that it cannot watch.
    """
    board = Board()
    editions = _editions(look, folders, stop)
    board.publish(*next(editions))
    with served(board, port) as address:
        started(address)
        for version, page in editions:
            board.publish(version, page)


def _editions(look: Look, folders: Sequence[Path], stop: Event | None) -> Iterator[tuple[str, str]]:
    """A page with its version at first, and then for each change that can be seen."""
    series, last = secrets.token_hex(4), None
    for number, _ in enumerate(_occasions(folders, stop)):
        found = _found(look)
        if found != last:
            version, last = f"{series}.{number}", found
            yield version, blotted(_page(found, version))


def _occasions(folders: Sequence[Path], stop: Event | None) -> Iterator[None]:
    """When to look: now, once the folders are watched, and at each change in them."""
    yield
    looks = watch(
        *folders,
        debounce=_SETTLED_MS,
        step=_SETTLED_MS // 2,
        stop_event=stop,
        rust_timeout=_PATIENCE_MS,
        yield_on_timeout=True,
    )
    try:
        for number, changes in enumerate(looks):
            if changes or number == 0:
                yield
    except OSError as error:
        raise SyncerError(
            f"cannot watch {', '.join(map(str, folders))}: {error}",
            hint="check its permissions, and how many files your system lets you watch"
            " (Linux: fs.inotify.max_user_watches)",
        ) from None


def _found(look: Look) -> _Found:
    try:
        return look()
    except InvalidFilesError as error:
        return _Unreadable(error.problems)
    except SyncerError as error:
        place = error.location or Location("syncer.yaml")
        return _Unreadable((Problem(place, error.message, error.hint),))


def _page(found: _Found, version: str) -> str:
    shell = replace(WATCHED, version=version)
    if isinstance(found, _Unreadable):
        return page_of_problems(found.problems, shell)
    return page_of_preview(found, shell)
