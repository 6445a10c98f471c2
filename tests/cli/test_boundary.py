"""Every kind of error: its exit code, its text, its JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

import pytest
from support.command import syncer

from syncer.errors import (
    AccountError,
    ApiError,
    ChangedSincePlanError,
    ClockError,
    ConnectionFailedError,
    CredentialsError,
    InterruptedRunError,
    InvalidFilesError,
    Location,
    NotFoundError,
    Problem,
    ReadOnlyError,
    RefusedError,
    SyncerError,
    UnexpectedAnswerError,
    UsageError,
)
from syncer.secrets import Secret

if TYPE_CHECKING:
    from support.project import Project

    from syncer.emulator import Running

ERRORS = [
    (SyncerError("it broke", hint="mend it"), 1, "error"),
    (UsageError("it broke", hint="mend it"), 64, "usage"),
    (AccountError("it broke", hint="mend it"), 1, "account"),
    (RefusedError("it broke", hint="mend it"), 1, "refused"),
    (ReadOnlyError("it broke", hint="mend it"), 1, "read_only"),
    (ChangedSincePlanError("it broke", hint="mend it"), 1, "changed_since_plan"),
    (InterruptedRunError("it broke", hint="mend it"), 130, "interrupted"),
    (ConnectionFailedError("it broke", hint="mend it"), 1, "connection_failed"),
    (UnexpectedAnswerError("it broke", hint="mend it"), 1, "unexpected_answer"),
    (ApiError(22070, "it broke", hint="mend it"), 1, "api"),
    (CredentialsError(1003, "it broke", hint="mend it"), 3, "credentials"),
    (ClockError(1004, "it broke", hint="mend it"), 1, "clock"),
    (NotFoundError(22093, "it broke", hint="mend it"), 1, "not_found"),
]


def raising(error: BaseException) -> object:
    """A function that fails."""

    def fail(*_: object, **__: object) -> NoReturn:
        raise error

    return fail


@pytest.mark.parametrize(("error", "code", "word"), ERRORS, ids=str)
def test_each_kind_of_error_has_its_exit_code_and_word(
    error: SyncerError, code: int, word: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("syncer.cli.accounts.open_config", raising(error))
    ran = syncer("accounts", "--format", "json")
    assert ran.code == code
    assert ran.json["format_version"] == "1.0"
    assert ran.json["error"]["code"] == word
    assert "it broke" in ran.json["error"]["message"]
    assert ran.json["error"]["hint"] == "mend it"
    assert ran.stderr == f"error: {error.message}\n  mend it\n"


def test_an_error_in_text_leaves_stdout_empty(monkeypatch: pytest.MonkeyPatch) -> None:
    error = SyncerError("it broke", location=Location("a.yaml", 2, 3))
    monkeypatch.setattr("syncer.cli.accounts.open_config", raising(error))
    ran = syncer("accounts")
    assert (ran.code, ran.stdout) == (1, "")
    assert ran.stderr == "error: a.yaml:2:3: it broke\n"


def test_every_problem_in_the_files_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    problems = [Problem(Location("a.yaml", line), f"problem {line}", "mend it") for line in (1, 2)]
    monkeypatch.setattr("syncer.cli.accounts.open_config", raising(InvalidFilesError(problems)))
    ran = syncer("accounts", "--format=json")
    assert [one["message"] for one in ran.json["error"]["problems"]] == ["problem 1", "problem 2"]
    assert ran.json["error"]["location"] == "a.yaml:1:1"
    assert ran.stderr.splitlines() == [
        "a.yaml:1:1: problem 1 (mend it)",
        "a.yaml:2:1: problem 2 (mend it)",
        "error: 2 errors in the files",
        "  mend the places listed; `syncer validate` checks them without a network",
    ]


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["plan", "--nonsense"],
        ["plan", "--out"],
        ["schema"],
        ["schema", "nonsense"],
        ["validate", "no_such_file.yaml"],
        ["apply", "no_such_plan.json"],
        ["apply", "--concurrency", "0"],
        ["plan", "--format", "csv"],
        ["emulator", "--reject", "nothing"],
    ],
    ids=" ".join,
)
def test_wrong_usage_is_exit_code_64_and_says_where_help_is(
    arguments: list[str], offline: Project
) -> None:
    del offline
    ran = syncer(*arguments)
    assert (ran.code, ran.stdout) == (64, "")
    assert "error: " in ran.stderr


@pytest.mark.parametrize(
    ("arguments", "message", "hint"),
    [
        (["plan", "--out"], "Option '--out' requires an argument.", "syncer plan --help"),
        (["plan", "--onyl", "x"], "No such option '--onyl'. Did you mean '--only'?", "syncer plan"),
        (["completion"], "Missing argument 'SHELL'. Choose from: bash, zsh, fish", "completion"),
        (["fmt", "nope.yaml"], "Path 'nope.yaml' does not exist.", "syncer fmt --help"),
        (["plan", "--format", "csv"], "Invalid value for '--format': 'csv' is not one of", ""),
        (["diff", "main"], "Missing argument 'ACCOUNT'.", "syncer diff --help"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_wrong_usage_is_told_in_one_line_and_whose_help_explains_it(
    arguments: list[str], message: str, hint: str, offline: Project
) -> None:
    del offline
    error, see = syncer(*arguments).stderr.splitlines()
    assert error.startswith(f"error: {message}")
    assert hint in see


@pytest.mark.parametrize("command", ["plan", "apply", "fmt", "status", "accounts"])
def test_without_a_syncer_yaml_the_way_to_one_is_all_that_is_told(
    command: str, offline: Project
) -> None:
    (offline.root / "syncer.yaml").unlink()
    ran = syncer(command)
    assert (ran.code, ran.stdout) == (1, "")
    assert ran.stderr == (
        "error: there is no syncer.yaml here, nor in any folder above\n"
        "  `syncer init` writes one to begin with; or name another with --config\n"
    )


def test_a_syncer_yml_is_told_to_be_renamed(offline: Project) -> None:
    (offline.root / "syncer.yaml").rename(offline.root / "syncer.yml")
    assert (
        "\n  rename syncer.yml to syncer.yaml, or name it with --config\n" in syncer("plan").stderr
    )


def test_without_a_syncer_yaml_json_has_the_one_problem(offline: Project) -> None:
    (offline.root / "syncer.yaml").unlink()
    error = syncer("plan", "--format", "json").json["error"]
    assert error["code"] == "invalid_files"
    (problem,) = error["problems"]
    assert problem["message"] == error["message"]


@pytest.mark.parametrize("arguments", [["plan", "--nonsense"], ["nonsense"]], ids=" ".join)
def test_wrong_usage_is_json_too_where_json_was_asked_for(arguments: list[str]) -> None:
    ran = syncer(*arguments, "--format", "json")
    assert ran.code == 64
    assert ran.json["error"]["code"] == "usage"
    assert "--help" in ran.json["error"]["hint"]


@pytest.mark.parametrize("interrupt", [KeyboardInterrupt(), EOFError()], ids=repr)
def test_an_interrupt_is_exit_code_130(
    interrupt: BaseException, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("syncer.cli.accounts.open_config", raising(interrupt))
    ran = syncer("accounts", "--format", "json")
    assert ran.code == 130
    assert ran.json["error"]["code"] == "interrupted"


def test_a_second_interrupt_while_the_first_is_told_is_exit_code_130_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("syncer.cli.accounts.open_config", raising(KeyboardInterrupt()))
    monkeypatch.setattr("syncer.cli.output.tell_error", raising(KeyboardInterrupt()))
    assert syncer("accounts").code == 130


def test_a_fault_cannot_hide_what_it_says_from_a_terminal(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("syncer.cli.accounts.open_config", raising(SyncerError("a\x1b[2Kb")))
    assert "a\\u001b[2Kb" in syncer("accounts").stderr


@pytest.mark.parametrize("format_", ["text", "json"])
def test_no_error_shows_a_secret_wherever_it_got_it_from(
    format_: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    value = Secret("correct-horse-9").reveal()
    error = SyncerError(f"cannot send {value}", hint=f"look at {value}")
    monkeypatch.setattr("syncer.cli.accounts.open_config", raising(error))
    ran = syncer("accounts", "--format", format_)
    assert "cannot send ***\n  look at ***" in ran.stderr
    assert value not in ran.stdout + ran.stderr


def test_what_goes_wrong_after_the_result_adds_no_second_document(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    del project
    monkeypatch.setattr("syncer.cli.plan._warn_of_limits", interrupted)
    ran = syncer("plan", "--format", "json")
    assert ran.code == 130
    assert "error" not in ran.json
    assert "interrupted" in ran.stderr
    assert "error" in syncer("plan", "--format", "json", "-a", "nobody").json


def test_a_result_that_cannot_be_made_does_not_hide_what_was_written(
    project: Project, emulator: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    del project
    monkeypatch.setattr("syncer.cli.outcome.present", lambda *_: 1 / 0)
    ran = syncer("apply", "--auto-approve")
    assert len(emulator.console.templates()) == 2
    assert ran.code == 4
    assert "ZeroDivisionError" in ran.stderr
