"""What checks come to, taken together."""

from __future__ import annotations

import pytest

from syncer.doctor.values import AccountChecks, Check, Diagnosis, failed, ok, whole
from syncer.errors import ClockError, CredentialsError, SyncerError

CREDENTIALS = failed("credentials", CredentialsError(1003, "no"))
CLOCK = failed("clock", ClockError(1004, "no"))
FOLDER = Check("cache", "warning", "cannot be written")


def diagnosis(*checks: Check) -> Diagnosis:
    """One check about this machine, the others about an account."""
    return Diagnosis(checks[:1], (AccountChecks("main", checks[1:]),))


@pytest.mark.parametrize(
    ("checks", "code"),
    [
        ([ok("files", "fine")], 0),
        ([FOLDER, Check("tls", "skipped", "not now")], 0),
        ([ok("files", "fine"), CLOCK], 1),
        ([failed("files", SyncerError("bad")), CREDENTIALS], 3),
        ([Check("forms", "warning", "no", "", CredentialsError.code)], 0),
    ],
)
def test_the_exit_code_is_that_of_what_failed(checks: list[Check], code: int) -> None:
    assert diagnosis(*checks).exit_code() == code


def test_all_are_counted() -> None:
    counts = diagnosis(FOLDER, CLOCK, CREDENTIALS, ok("files", "fine")).counts()
    assert counts == {"ok": 1, "warning": 1, "failed": 2, "skipped": 0}


def test_what_failed_tells_the_error() -> None:
    error = SyncerError("it broke", hint="mend it")
    assert failed("files", error) == Check("files", "failed", "it broke", "mend it", "error")


def test_what_was_not_made_is_skipped_in_its_place() -> None:
    found = whole(("list", "credentials", "clock"), [ok("clock", "agrees"), CREDENTIALS])
    assert [(one.check, one.outcome) for one in found] == [
        ("list", "skipped"),
        ("credentials", "failed"),
        ("clock", "ok"),
    ]
    assert found[0].message == "cannot be looked at until `credentials` is right"
