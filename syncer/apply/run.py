"""Run the steps of a plan: whatever is ready side by side, what waits for a failure not at all."""

from __future__ import annotations

import heapq
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from typing import TYPE_CHECKING

from syncer.apply.interrupts import interrupts_call
from syncer.apply.steps import Step, needs_of, order_of, sorter_of, steps_of
from syncer.apply.values import (
    AccountResult,
    ActionResult,
    created_for_now,
    created_without_events,
    done,
    failed,
    skipped,
)
from syncer.apply.writer import Done
from syncer.errors import CrashError, LeftForLaterError, SyncerError
from syncer.live.threads import GLANCE_SECONDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from syncer.apply.writer import Writer
    from syncer.plan.values import AccountPlan, Action


@dataclass(frozen=True, slots=True)
class NotBegun:
    """Why a step was not begun; `later`: only because Meta takes no more creations this hour."""

    reason: str
    later: bool = False

    def __str__(self) -> str:
        return self.reason


Ended = Done | SyncerError | NotBegun
"""How a step ended: carried out, failed, or not begun."""

_INTERRUPTED = NotBegun("interrupted before it began")


def _fault(error: Exception) -> SyncerError:
    return CrashError(f"unexpected {type(error).__name__}", hint="please report it")


def run_plan(
    plan: AccountPlan,
    writer: Writer,
    concurrency: int,
    progress: Callable[[ActionResult], None] = lambda _: None,
    surprised: Callable[[Exception], SyncerError] = _fault,
) -> AccountResult:
    """Carry out a plan and say what became of each action, in the plan's order.

    `progress` is told each result as it comes. A failed action stops only what depends on it; so
    does an error that nobody thought of, of which `surprised` makes one for people. An interrupt
    (Ctrl-C) lets the calls in flight end, and skips the rest.
    """
    run = _Run(plan, writer, concurrency, surprised)
    pool = ThreadPoolExecutor(concurrency)
    with interrupts_call(run.interrupt):
        try:
            for step in run.steps(pool):
                action = run.actions[step.key]
                if steps_of(action)[-1] == step:
                    progress(run.result(action))
        finally:
            pool.shutdown(cancel_futures=True)  # after an error, nothing is written unseen
    results = tuple(run.result(action) for action in plan.actions)
    return AccountResult(plan.account, results, run.interrupted)


class _Run:
    """One account's steps while they run."""

    def __init__(
        self,
        plan: AccountPlan,
        writer: Writer,
        concurrency: int,
        surprised: Callable[[Exception], SyncerError],
    ) -> None:
        self.actions = {str(one.key): one for one in plan.actions if one.action != "blocked"}
        self.interrupted = False
        self._writer = writer
        self._concurrency = concurrency
        self._surprised = surprised
        self._needs = needs_of(plan.actions)
        self._order = order_of(self._needs)
        self._ready: list[tuple[tuple[int, int], Step]] = []
        self._ended: dict[Step, Ended] = {}
        self._under_way: dict[Future[Ended], Step] = {}
        self._methods = {
            "create": writer.create,
            "add events": writer.add_events,
            "update": writer.update,
            "delete": writer.delete,
        }

    def interrupt(self) -> None:
        """Begin nothing more, and wait for nothing."""
        self.interrupted = True
        self._writer.stop()

    def steps(self, pool: ThreadPoolExecutor) -> Iterator[Step]:
        """The steps as they end.

        Each is begun as soon as all that it needs is done and a thread is free.
        """
        sorter = sorter_of(self._needs)
        while sorter.is_active():
            for step in sorter.get_ready():
                heapq.heappush(self._ready, (self._order[step], step))
            for step in [*self._begin(pool), *self._finished()]:
                sorter.done(step)
                yield step

    def result(self, action: Action) -> ActionResult:
        """What became of an action, all its steps taken together."""
        ends = [self._ended[step] for step in steps_of(action)]
        match ends:
            case []:
                return skipped(action, action.reason)
            case [*_, Done(template_id, note)]:
                return done(action, template_id, note)
            case [Done(template_id), NotBegun(reason, later=True)]:
                return created_for_now(action, template_id, reason)
            case [Done(template_id), SyncerError() as end] | [Done(template_id), NotBegun(end)]:
                return created_without_events(action, template_id, end)
            case [SyncerError() as error, *_]:
                return failed(action, error)
        return skipped(action, str(ends[0]))

    def _begin(self, pool: ThreadPoolExecutor) -> Iterator[Step]:
        """Begin as many as there are threads for; those that cannot be begun have ended."""
        while self._ready and len(self._under_way) < self._concurrency:
            _, step = heapq.heappop(self._ready)
            if obstacle := self._obstacle(step):
                self._ended[step] = obstacle
                yield step
            else:
                self._under_way[pool.submit(self._perform, step)] = step

    def _obstacle(self, step: Step) -> NotBegun | None:
        """Why a step whose turn it is cannot be begun, if it cannot."""
        later = None
        for need in self._needs[step]:
            match self._ended[need]:
                case Done():
                    continue
                case NotBegun(later=True):
                    later = NotBegun(f"it needs {need.key}, which is left for later", later=True)
                case _:
                    return NotBegun(f"it needs {need.key}, which was not done")
        return later or (_INTERRUPTED if self.interrupted else None)

    def _finished(self) -> Iterator[Step]:
        """Wait until a step under way has ended, if there is any."""
        ended: set[Future[Ended]] = set()
        while self._under_way and not ended:
            ended = wait(self._under_way, GLANCE_SECONDS, FIRST_COMPLETED).done
        for future in ended:
            step = self._under_way.pop(future)
            self._ended[step] = future.result()
            yield step

    def _perform(self, step: Step) -> Ended:
        self._writer.wait_for_turn()
        if self.interrupted:  # meanwhile
            return _INTERRUPTED
        try:
            return self._methods[step.kind](self.actions[step.key])
        except LeftForLaterError as left:
            return NotBegun(f"{left.message}; {left.hint}", later=True)
        except SyncerError as error:
            return error
        except Exception as error:  # noqa: BLE001 -- one surprise must not lose all other results
            return self._surprised(error)
