"""What nobody thought of: one line, and a private report that tells everything but secrets."""

from __future__ import annotations

import platform
import re
import stat
from typing import TYPE_CHECKING, NoReturn

import pytest
from support.command import syncer

from syncer import __version__
from syncer.cli.crash import reported
from syncer.secrets import Secret

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

VALUE = "correct-horse-9"


class UnprintableError(Exception):
    """An error that fails while it says what it is."""

    def __str__(self) -> str:
        raise ZeroDivisionError


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SYNCER_STATE_DIR", str(tmp_path / "state"))
    return tmp_path / "state"


@pytest.fixture
def crash(monkeypatch: pytest.MonkeyPatch) -> Callable[[BaseException], None]:
    """Lets `syncer accounts` meet an error."""

    def meet(error: BaseException) -> None:
        def fail(*_: object) -> NoReturn:
            variable = "value of a variable"
            raise error if variable else AssertionError

        monkeypatch.setattr("syncer.cli.accounts.open_config", fail)

    return meet


def report_of(state: Path) -> str:
    (path,) = (state / "crashes").iterdir()
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("verbose", [[], ["-v"], ["--verbose"]], ids=str)
def test_it_is_one_line_with_the_version_and_where_the_report_lies(
    verbose: list[str], state: Path, crash: Callable[[BaseException], None]
) -> None:
    crash(ZeroDivisionError("oh"))
    ran = syncer("accounts", *verbose)
    (path,) = (state / "crashes").iterdir()
    assert (ran.code, ran.stdout) == (1, "")
    assert ran.stderr == (
        f"error: unexpected ZeroDivisionError: oh (syncer {__version__});"
        f" please report it, with {path}\n"
    )


def test_in_json_it_is_an_error_like_any_other(
    state: Path, crash: Callable[[BaseException], None]
) -> None:
    crash(ZeroDivisionError("oh"))
    ran = syncer("accounts", "--format", "json")
    (path,) = (state / "crashes").iterdir()
    assert ran.code == 1
    assert ran.json["error"] == {
        "code": "crash",
        "message": f"unexpected ZeroDivisionError: oh (syncer {__version__})",
        "hint": f"please report it, with {path}",
        "location": None,
    }


def test_the_report_has_what_is_needed_to_find_the_fault(
    state: Path, crash: Callable[[BaseException], None]
) -> None:
    error = ZeroDivisionError("oh")
    error.__cause__ = ValueError("the cause")
    crash(error)
    syncer("accounts", "--format", "text", "-c", "a b.yaml")
    report = report_of(state)
    assert f"syncer {__version__}\n" in report
    assert f"Python {platform.python_version()}" in report
    assert platform.platform() in report
    assert "arguments: accounts --format text -c 'a b.yaml'\n" in report
    assert "ValueError: the cause" in report
    assert "direct cause" in report
    assert re.search(r'File ".*accounts\.py", line \d+, in command', report)
    assert report.endswith("ZeroDivisionError: oh\n")
    assert "value of a variable" not in report


def test_the_report_and_its_folder_are_private(
    state: Path, crash: Callable[[BaseException], None]
) -> None:
    crash(ZeroDivisionError())
    syncer("accounts")
    (path,) = (state / "crashes").iterdir()
    assert re.fullmatch(r"\d{8}T\d{6}Z-[0-9a-f]{8}\.txt", path.name)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_every_crash_has_a_report_of_its_own(state: Path) -> None:
    first, second = (reported(ZeroDivisionError(), ["plan"]) for _ in range(2))
    assert first.hint != second.hint
    assert len(list((state / "crashes").iterdir())) == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ["emulator", "--access-key", "k1", "--access-secret", "s1", "--port", "1"],
        ["emulator", "--access-key=k1", "--access-secret=s1", "--port", "1"],
    ],
    ids=["apart", "joined"],
)
def test_the_arguments_are_told_without_credentials(arguments: list[str], state: Path) -> None:
    reported(ZeroDivisionError(), arguments)
    (line,) = [line for line in report_of(state).splitlines() if line.startswith("arguments: ")]
    assert re.search(r"'?--access-key[ =]\W*\*\*\*", line)
    assert "k1" not in line
    assert "s1" not in line
    assert line.endswith("--port 1")


def test_an_option_that_lacks_its_value_hides_nothing(state: Path) -> None:
    reported(ZeroDivisionError(), ["emulator", "--access-key"])
    assert "arguments: emulator --access-key\n" in report_of(state)


def test_no_secret_is_in_the_line_or_in_the_report(
    state: Path, crash: Callable[[BaseException], None]
) -> None:
    Secret(VALUE)
    error = ValueError(f"Illegal header value {VALUE.encode()!r}")
    error.__cause__ = OSError(f"cause {VALUE}")
    error.add_note(f"note {VALUE}")
    crash(error)
    ran = syncer("accounts", "--config", VALUE)
    assert "Illegal header value b'***'" in ran.stderr
    report = report_of(state)
    assert VALUE not in ran.stderr + report
    assert report.count("***") == 4


def test_a_secret_at_the_end_of_what_is_shown_is_not_cut_in_two(state: Path) -> None:
    Secret(VALUE)
    error = reported(ValueError("x" * 195 + VALUE + "y" * 2_000), ["plan"])
    assert VALUE[:4] not in error.message
    assert VALUE[:4] not in report_of(state)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (MemoryError(), "unexpected MemoryError ("),
        (UnprintableError(), "unexpected UnprintableError without a message ("),
        (ValueError("two\nlines \x1b[2K\u202e\ud800"), r"two lines \u001b[2K\u202e\ud800 ("),
        (ValueError("x" * 10_000_000), f"unexpected ValueError: {'x' * 200}… ("),
        (ExceptionGroup("some", [ValueError("one"), KeyError("two")]), "unexpected ExceptionGroup"),
        (AssertionError(), "unexpected AssertionError ("),
    ],
    ids=["no memory", "unprintable", "control characters", "huge", "a group", "silent"],
)
def test_any_error_is_one_short_line_and_a_bounded_report(
    error: Exception, words: str, state: Path, crash: Callable[[BaseException], None]
) -> None:
    crash(error)
    ran = syncer("accounts")
    report = report_of(state)
    assert ran.code == 1
    assert words in ran.stderr
    assert ran.stderr.count("\n") == 1
    assert len(ran.stderr) < 600
    assert type(error).__name__ in report
    assert len(report) < 100_000
    assert "\x1b" not in report


def test_an_endless_recursion_is_told_and_reported_like_any_other(
    state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def again(*arguments: object) -> object:
        return again(*arguments)

    monkeypatch.setattr("syncer.cli.accounts.open_config", again)
    ran = syncer("accounts")
    assert (ran.code, ran.stderr.count("\n")) == (1, 1)
    assert "unexpected RecursionError: maximum recursion depth exceeded" in ran.stderr
    assert "Previous line repeated" in report_of(state)


def test_of_an_endless_report_the_beginning_and_the_end_are_kept(state: Path) -> None:
    error = ValueError("\n".join(f"line {number}" for number in range(100_000)))
    reported(error, ["plan"])
    report = report_of(state)
    assert report.count("\n") < 2_100
    assert "ValueError: line 0\n" in report
    assert re.search(r"\n… \d+ lines …\n", report)
    assert report.endswith("line 99999\n")


def test_where_no_report_can_be_written_the_line_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, crash: Callable[[BaseException], None]
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("SYNCER_STATE_DIR", str(tmp_path / "file"))
    crash(ZeroDivisionError("oh"))
    ran = syncer("accounts", "--format", "json")
    assert ran.code == 1
    assert ran.json["error"]["message"].startswith("unexpected ZeroDivisionError: oh")
    assert ran.stderr.count("\n") == 1
    assert "the crash report could not be written: " in ran.stderr
    assert "Not a directory" in ran.stderr


@pytest.mark.parametrize("part", ["state_folder", "write_private_file", "traceback"])
def test_whatever_fails_while_a_report_is_made_the_first_error_is_told(
    part: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(f"syncer.cli.crash.{part}", None)
    error = reported(ZeroDivisionError("oh"), ["plan"])
    assert error.message.startswith("unexpected ZeroDivisionError: oh")
    assert "the crash report could not be written: " in error.hint
