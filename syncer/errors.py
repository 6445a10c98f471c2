"""Every error of this package, and what it means for the exit code.

    SyncerError                     1   the root; library code raises nothing else on purpose
    ├── UsageError                 64   the command line asks for what makes no sense
    ├── AccountError                1   an account that is not there, or not all of it
    ├── InvalidFilesError           1   problems in syncer.yaml, the template files or the media
    │   └── NoProjectError          1   there is no syncer.yaml
    ├── RefusedError                1   possible, but not safe: limits, no templates, a stale plan
    │   └── ReadOnlyError           1   a write was about to go through a read-only transport
    ├── ChangedSincePlanError       1   the live template is no longer what the plan was made from
    ├── LeftForLaterError           4   not begun: Meta's creations of this hour are used up
    ├── UnprintedError              1   the result could not be printed
    ├── InterruptedRunError       130   stopped by the user
    ├── CrashError                  1   a fault of syncer itself, with a crash report
    ├── ForgeError                  1   GitHub, GitLab or a webhook refused, or did not answer
    └── NxCloudError                1   anything that NxCloud, or the way to it, did
        ├── ConnectionFailedError   1   no answer: refused, reset, timed out, TLS
        ├── UnexpectedAnswerError   1   an answer that is not the documented envelope
        └── ApiError                1   an envelope whose code is not 0
            ├── CredentialsError    3   codes 1003 and 1005
            ├── ClockError          1   code 1004: the time stamp is more than 60 s off
            └── NotFoundError       1   code 22093: the template does not exist

Problems in files are values (`Problem`), because all of them are reported at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

EXIT_DONE = 0
EXIT_ERROR = 1
EXIT_CHANGES = 2
EXIT_CREDENTIALS = 3
EXIT_PARTIAL = 4
EXIT_USAGE = 64
EXIT_INTERRUPTED = 130

CREDENTIALS_CODES = frozenset({1003, 1005})
"""NxCloud's codes for a bad signature, and for a wrong accessKey or no permission."""

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in a file, named as messages show it; `line` and `column` count from 1."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Something wrong in a file: where, what, by which rule, and what to do about it."""

    location: Location
    message: str
    hint: str = ""
    rule: str = "file"
    severity: Severity = "error"

    def __str__(self) -> str:
        severity = "warning: " if self.severity == "warning" else ""
        hint = f" ({self.hint})" if self.hint else ""
        return f"{self.location}: {severity}{self.message}{hint}"


class SyncerError(Exception):
    """The root. `code` is a stable word for scripts, `hint` says what to do next."""

    code = "error"
    exit_code = EXIT_ERROR

    def __init__(self, message: str, *, hint: str = "", location: Location | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.location = location


class UsageError(SyncerError):
    """The command line asks for something that makes no sense."""

    code = "usage"
    exit_code = EXIT_USAGE


class AccountError(SyncerError):
    """An account that syncer.yaml does not declare, or one without phone, tenant or credentials."""

    code = "account"


class InvalidFilesError(SyncerError):
    """The files have problems; `problems` lists all of them, in the order of the files."""

    code = "invalid_files"

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        errors = [problem for problem in self.problems if problem.severity == "error"]
        warnings = len(self.problems) - len(errors)
        beside = f", and {_counted(warnings, 'warning')}" if warnings else ""
        super().__init__(
            f"{_counted(len(errors), 'error')} in the files{beside}",
            hint="mend the places listed; `syncer validate` checks them without a network",
            location=errors[0].location if errors else None,
        )


class NoProjectError(InvalidFilesError):
    """There is no syncer.yaml: one problem, which is all there is to say."""

    def __init__(self, problem: Problem) -> None:
        super().__init__([problem])
        self.args = (problem.message,)
        self.message = problem.message
        self.hint = problem.hint


def _counted(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


class RefusedError(SyncerError):
    """The request is clear and possible, but not safe without being asked for explicitly."""

    code = "refused"


class ReadOnlyError(RefusedError):
    """A request that could write was about to go through a read-only transport."""

    code = "read_only"


class ChangedSincePlanError(SyncerError):
    """A live template is no longer what the plan was made from."""

    code = "changed_since_plan"


class LeftForLaterError(SyncerError):
    """A create that was not begun, because Meta would refuse it within this hour."""

    code = "left_for_later"
    exit_code = EXIT_PARTIAL


class UnprintedError(SyncerError):
    """stdout took no more, so that the result is not known to whoever reads it."""

    code = "unprinted"


class InterruptedRunError(SyncerError):
    """The user stopped the run."""

    code = "interrupted"
    exit_code = EXIT_INTERRUPTED


class CrashError(SyncerError):
    """A fault of syncer itself; the hint says where the crash report lies."""

    code = "crash"


class ForgeError(SyncerError):
    """GitHub, GitLab or a webhook refused a request, or gave no answer.

    `status` is the answer's HTTP status, 0 if there was none. `retry_after` is how many seconds
    later the same request may be taken, None if it is not worth another attempt.
    """

    code = "forge"

    def __init__(self, message: str, *, status: int = 0, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.retry_after = retry_after


Effect = Literal["none", "unknown", "late"]
"""What a failed call may have done at NxCloud.

`none`: certainly nothing. `unknown`: perhaps all of it. `late`: perhaps it is still at work on it.
"""


@dataclass(frozen=True, slots=True)
class Aftermath:
    """What a failed call leaves behind, and what its next attempt may hope for.

    `transient` errors may be gone at the next attempt. `retry_after` is how many seconds NxCloud
    wants to be left alone, if it says; `throttled`, that it finds the calls too many.
    """

    effect: Effect = "none"
    transient: bool = False
    retry_after: float | None = None
    throttled: bool = False


class NxCloudError(SyncerError):
    """NxCloud, or the way to it, failed. `trace_id` is NxCloud's own reference, if it gave one."""

    code = "nxcloud"
    usual_aftermath = Aftermath()

    def __init__(
        self,
        message: str,
        *,
        hint: str = "",
        trace_id: str = "",
        aftermath: Aftermath | None = None,
    ) -> None:
        super().__init__(message, hint=hint)
        self.trace_id = trace_id
        self.aftermath = aftermath or self.usual_aftermath


class ConnectionFailedError(NxCloudError):
    """No complete answer came back. Unless nothing was sent, a write may have been carried out."""

    code = "connection_failed"
    usual_aftermath = Aftermath("unknown", transient=True)


class UnexpectedAnswerError(NxCloudError):
    """An answer that is not the documented envelope: HTML, an empty body, wrong types."""

    code = "unexpected_answer"
    usual_aftermath = Aftermath("unknown")


class ApiError(NxCloudError):
    """NxCloud answered with a code other than 0 (API document, "Response Code Description").

    `api_code` is NxCloud's number and `api_message` its own wording; match on the number only.
    """

    code = "api"

    def __init__(
        self,
        api_code: int,
        api_message: str,
        *,
        trace_id: str = "",
        hint: str = "",
        aftermath: Aftermath | None = None,
    ) -> None:
        self.api_code = api_code
        self.api_message = api_message
        trace = f", trace id {trace_id}" if trace_id else ""
        super().__init__(
            f"NxCloud refused the request: {api_message or 'no reason given'}"
            f" (code {api_code}{trace})",
            hint=hint,
            trace_id=trace_id,
            aftermath=aftermath,
        )


class CredentialsError(ApiError):
    """Codes 1003 (bad signature) and 1005 (wrong accessKey, or no permission)."""

    code = "credentials"
    exit_code = EXIT_CREDENTIALS


class ClockError(ApiError):
    """Code 1004: the request's time stamp is more than 60 seconds off."""

    code = "clock"


class NotFoundError(ApiError):
    """Code 22093: the template does not exist."""

    code = "not_found"
