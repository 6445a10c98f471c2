"""Progress as people see it: bars on a terminal, for work that takes longer than a moment."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock, Timer
from typing import TYPE_CHECKING

from syncer.cli.output import stderr_is_terminal
from syncer.progress import quiet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.progress import Progress as Display
    from rich.progress import TaskID

    from syncer.cli.output import Output
    from syncer.progress import Progress, Step

_MOMENT = 0.4
"""In seconds. What is over sooner shows nothing, and costs nothing."""


def progress_of(output: Output) -> Progress:
    """Bars where stderr is a terminal that can draw them, otherwise nothing."""
    return Bars(lambda: _display(output)) if stderr_is_terminal() else quiet


@dataclass(slots=True)
class _Bar:
    """One piece of work; `task` is its line on the display, once it has one."""

    work: str
    total: int | None
    steps: int = 0
    task: TaskID | None = None


class Bars:
    """All bars of a run, on one display; safe to share between threads.

    `make` makes the display, when it is first needed: after work of `moment` seconds.
    """

    def __init__(self, make: Callable[[], Display], moment: float = _MOMENT) -> None:
        self._make = make
        self._moment = moment
        self._display: Display | None = None
        self._lock = Lock()

    @contextmanager
    def __call__(self, work: str, total: int | None) -> Iterator[Step]:
        """A bar around the work, after a moment."""
        bar = _Bar(work, total)
        timer = Timer(self._moment, self._show, (bar,))
        timer.daemon = True
        timer.start()
        try:
            yield lambda: self._step(bar)
        finally:
            timer.cancel()
            timer.join()  # which may be showing it just now
            self._hide(bar)

    def _show(self, bar: _Bar) -> None:
        with self._lock:
            self._display = display = self._display or self._make()
            bar.task = display.add_task(bar.work, total=bar.total, completed=bar.steps)
            display.start()

    def _step(self, bar: _Bar) -> None:
        with self._lock:
            bar.steps += 1
            if self._display and bar.task is not None:
                self._display.update(bar.task, completed=bar.steps)

    def _hide(self, bar: _Bar) -> None:
        with self._lock:
            if self._display and bar.task is not None:
                self._display.remove_task(bar.task)
                if not self._display.tasks:
                    self._display.stop()


def _display(output: Output) -> Display:
    """What draws the bars: they go when they are done, and leave room for lines told meanwhile."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as RichProgress

    return RichProgress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True, no_color=output.no_color or None),
        transient=True,
        redirect_stdout=False,
    )
