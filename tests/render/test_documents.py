from __future__ import annotations

import json

from syncer.apply.values import AccountResult, ActionResult, ErrorDetail
from syncer.errors import (
    ApiError,
    InvalidFilesError,
    Location,
    Problem,
    RefusedError,
    SyncerError,
)
from syncer.render.documents import (
    error_document,
    problem_document,
    problems_document,
    result_document,
)

ERROR = Problem(Location("a.yaml", 3, 5), "no name", "write one", "name")
WARNING = Problem(Location("b.yaml"), "long", rule="length", severity="warning")


def test_an_error_says_what_happened_and_what_to_do() -> None:
    error = RefusedError("too many deletes", hint="use --force")
    assert error_document(error) == {
        "code": "refused",
        "message": "too many deletes",
        "hint": "use --force",
        "location": None,
    }


def test_an_error_says_where_if_it_is_known() -> None:
    error = SyncerError("bad", location=Location("syncer.yaml", 4, 2))
    assert error_document(error)["location"] == "syncer.yaml:4:2"


def test_an_error_of_nxcloud_has_its_trace_id() -> None:
    document = error_document(ApiError(22041, "no", trace_id="0af1"))
    assert (document["code"], document["trace_id"]) == ("api", "0af1")


def test_an_error_of_the_files_has_all_their_problems() -> None:
    document = error_document(InvalidFilesError([WARNING, ERROR]))
    assert document["message"] == "1 error in the files, and 1 warning"
    assert document["location"] == "a.yaml:3:5"
    assert document["problems"] == [problem_document(ERROR), problem_document(WARNING)]


def test_a_problem_says_where_what_and_by_which_rule() -> None:
    assert problem_document(ERROR) == {
        "file": "a.yaml",
        "line": 3,
        "column": 5,
        "severity": "error",
        "rule": "name",
        "message": "no name",
        "hint": "write one",
    }


def test_problems_are_counted_by_severity() -> None:
    document = problems_document([ERROR, WARNING, WARNING], templates=7, ignored=4)
    assert document["format_version"] == "1.0"
    assert document["summary"] == {"errors": 1, "warnings": 2, "templates": 7, "ignored": 4}
    assert document["problems"] == [problem_document(one) for one in (ERROR, WARNING, WARNING)]


def test_no_problems_are_an_empty_list() -> None:
    assert problems_document([], 2) == {
        "format_version": "1.0",
        "problems": [],
        "summary": {"errors": 0, "warnings": 0, "templates": 2, "ignored": 0},
    }


def test_results_are_as_the_contract_has_them() -> None:
    refused = ErrorDetail(22041, "no", "0af1")
    result = AccountResult(
        "main",
        (
            ActionResult("create", "menu", "en", 314, "done"),
            ActionResult("update", "menu", "de", 315, "failed", "wait", refused),
            ActionResult("blocked", "terms", "en", None, "skipped", "in review"),
        ),
    )
    document = result_document(result)
    assert document == {
        "account": "main",
        "results": [
            {
                "action": "create",
                "name": "menu",
                "language": "en",
                "template_id": 314,
                "outcome": "done",
                "reason": "",
                "error": None,
            },
            {
                "action": "update",
                "name": "menu",
                "language": "de",
                "template_id": 315,
                "outcome": "failed",
                "reason": "wait",
                "error": {
                    "code": 22041,
                    "message": "no",
                    "trace_id": "0af1",
                    "uncertain": False,
                },
            },
            {
                "action": "blocked",
                "name": "terms",
                "language": "en",
                "template_id": None,
                "outcome": "skipped",
                "reason": "in review",
                "error": None,
            },
        ],
        "summary": {"done": 1, "failed": 1, "skipped": 1},
    }
    assert json.loads(json.dumps(document)) == document
