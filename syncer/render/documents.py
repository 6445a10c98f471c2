"""Results and errors as the JSON of the contract; plans have `syncer.plan.file`."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from syncer.apply.values import OUTCOMES
from syncer.errors import InvalidFilesError, NxCloudError, SyncerError
from syncer.plan.file import FORMAT_VERSION

if TYPE_CHECKING:
    from collections.abc import Iterable

    from syncer.apply.values import AccountResult
    from syncer.errors import Problem
    from syncer.template_document import Document


def error_document(error: SyncerError) -> Document:
    """An error: a stable word, what happened, what to do next, and where."""
    return {
        "code": error.code,
        "message": error.message,
        "hint": error.hint,
        "location": str(error.location) if error.location else None,
        **({"trace_id": error.trace_id} if isinstance(error, NxCloudError) else {}),
        **(
            {"problems": [problem_document(problem) for problem in error.problems]}
            if isinstance(error, InvalidFilesError)
            else {}
        ),
    }


def problem_document(problem: Problem) -> Document:
    """A problem in a file."""
    return {
        "file": problem.location.file,
        "line": problem.location.line,
        "column": problem.location.column,
        "severity": problem.severity,
        "rule": problem.rule,
        "message": problem.message,
        "hint": problem.hint,
    }


def problems_document(problems: Iterable[Problem], templates: int, ignored: int = 0) -> Document:
    """The result of `validate`.

    `templates` counts the translations that were read, `ignored` the broken rules that the files
    switch off.
    """
    rows = [problem_document(problem) for problem in problems]
    return {
        "format_version": FORMAT_VERSION,
        "problems": rows,
        "summary": {
            "errors": sum(row["severity"] == "error" for row in rows),
            "warnings": sum(row["severity"] == "warning" for row in rows),
            "templates": templates,
            "ignored": ignored,
        },
    }


def result_document(result: AccountResult) -> Document:
    """The results of one account."""
    return {
        "account": result.account,
        "results": [asdict(one) for one in result.results],
        "summary": {outcome: result.count(outcome) for outcome in OUTCOMES},
    }
