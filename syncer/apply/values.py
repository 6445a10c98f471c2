"""What became of each action of a plan."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from syncer.errors import (
    CREDENTIALS_CODES,
    EXIT_CREDENTIALS,
    EXIT_DONE,
    EXIT_ERROR,
    EXIT_PARTIAL,
    ApiError,
    CrashError,
    NxCloudError,
    SyncerError,
)

if TYPE_CHECKING:
    from syncer.plan.values import Action, ActionKind

Outcome = Literal["done", "failed", "skipped"]
OUTCOMES: tuple[Outcome, ...] = ("done", "failed", "skipped")

_WITHOUT_EVENTS = "created, but without its events"
_APPLY_AGAIN = "apply again: it adds the events"


@dataclass(frozen=True, slots=True)
class ErrorDetail:
    """Why an action failed: NxCloud's number where it gave one, else a word of `syncer.errors`.

    `uncertain`: it may have been carried out all the same.
    """

    code: int | str
    message: str
    trace_id: str = ""
    uncertain: bool = False


@dataclass(frozen=True, slots=True)
class ActionResult:
    """The outcome of one action.

    `reason` says why it was skipped, what to do about a failure, or what a done one left to know.
    """

    action: ActionKind
    name: str
    language: str
    template_id: int | None
    outcome: Outcome
    reason: str = ""
    error: ErrorDetail | None = None


@dataclass(frozen=True, slots=True)
class AccountResult:
    """The results of one account, in the order of its plan."""

    account: str
    results: tuple[ActionResult, ...]
    interrupted: bool = False

    def count(self, outcome: Outcome) -> int:
        """How many actions ended so."""
        return sum(result.outcome == outcome for result in self.results)


def done(action: Action, template_id: int, reason: str = "") -> ActionResult:
    """The action was carried out."""
    return ActionResult(action.action, action.name, action.language, template_id, "done", reason)


def skipped(action: Action, reason: str) -> ActionResult:
    """The action was not begun."""
    return ActionResult(
        action.action, action.name, action.language, action.template_id, "skipped", reason
    )


def failed(action: Action, error: SyncerError) -> ActionResult:
    """The action was begun and did not end well."""
    return ActionResult(
        action.action,
        action.name,
        action.language,
        action.template_id,
        "failed",
        error.hint,
        _detail(error),
    )


def created_for_now(action: Action, template_id: int, reason: str) -> ActionResult:
    """A create whose second write, with its events, is left for later: nothing failed."""
    told = f"{_WITHOUT_EVENTS}: {reason}; {_APPLY_AGAIN}"
    return replace(skipped(action, told), template_id=template_id)


def created_without_events(
    action: Action, template_id: int, end: SyncerError | str
) -> ActionResult:
    """A create whose first write was carried out, and the second, with its events, was not."""
    error = end if isinstance(end, SyncerError) else SyncerError(end)
    detail = _detail(error)
    hints = (error.hint, _APPLY_AGAIN)
    return replace(
        failed(action, error),
        template_id=template_id,
        reason="; ".join(hint for hint in hints if hint),
        error=replace(
            detail,
            message=f"{_WITHOUT_EVENTS}: {detail.message}",
            uncertain=detail.uncertain and error is end,
        ),
    )


def exit_code_of(result: AccountResult) -> int:
    """What one account's results mean for the exit code (CONTRACT, "Exit codes").

    1 promises an error, and that nothing was changed. So 4 is what only left something for later,
    and a failure whose outcome is unknown, or that is beside anything done, half done or blocked.
    """
    open_ends = [one for one in result.results if one.outcome != "done"]
    if not open_ends:
        return EXIT_DONE
    codes = {one.error.code for one in open_ends if one.error}
    half_done = any(one.action == "create" and one.template_id is not None for one in open_ends)
    blocked = any(one.action == "blocked" for one in open_ends)
    uncertain = any(one.error.uncertain for one in open_ends if one.error)
    if not result.count("failed") or result.count("done") or half_done or blocked or uncertain:
        return EXIT_PARTIAL
    return EXIT_CREDENTIALS if codes & CREDENTIALS_CODES else EXIT_ERROR


def _detail(error: SyncerError) -> ErrorDetail:
    return ErrorDetail(
        error.api_code if isinstance(error, ApiError) else error.code,
        error.message,
        error.trace_id if isinstance(error, NxCloudError) else "",
        _is_uncertain(error),
    )


def _is_uncertain(error: SyncerError) -> bool:
    """Whether something may have been done, at NxCloud or before a fault of ours."""
    if isinstance(error, NxCloudError):
        return error.aftermath.effect != "none"
    return isinstance(error, CrashError)
