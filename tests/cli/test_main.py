"""The command as a whole: what it explains, how it is started and stopped."""

from __future__ import annotations

import os
import runpy
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import click
import pytest
from support.command import syncer

from syncer import __version__
from syncer.cli import COMMANDS, SECTIONS, group, main

if TYPE_CHECKING:
    from collections.abc import Iterator

    from support.project import Project


@pytest.fixture(autouse=True)
def _signals_as_before() -> Iterator[None]:
    before = {one: signal.getsignal(one) for one in (signal.SIGTERM, signal.SIGINT)}
    yield
    for one, handler in before.items():
        signal.signal(one, handler)


def commands() -> list[click.Command]:
    context = click.Context(group)
    found = [group.get_command(context, name) for name in group.list_commands(context)]
    return [command for command in found if command]


def test_help_describes_each_command() -> None:
    told = syncer("--help").stdout
    for name, description in COMMANDS.items():
        assert f"  {name}" in told
        assert description in told


def test_help_has_each_command_once_below_a_title() -> None:
    lines = syncer("--help").stdout.splitlines()
    listed = [line.split()[0] for line in lines if line.startswith("  ") and line.split()]
    assert [name for name in listed if name in COMMANDS] == list(COMMANDS)
    assert {*SECTIONS} <= {*COMMANDS}
    titles = [line.removesuffix(":") for line in lines if line.endswith(":")]
    assert titles == ["Options", *SECTIONS.values()]


@pytest.mark.parametrize(
    ("typed", "meant"), [("plann", "plan"), ("valid", "validate"), ("aply", "apply")]
)
def test_a_command_that_was_mistyped_is_guessed(typed: str, meant: str) -> None:
    ran = syncer(typed)
    assert (ran.code, ran.stdout) == (64, "")
    told = f"error: No such command '{typed}'. Did you mean '{meant}'?\n  see `syncer --help`\n"
    assert ran.stderr == told


def test_a_command_that_nobody_can_guess_is_told() -> None:
    assert "No such command 'xyz'.\n" in syncer("xyz").stderr
    assert "Did you mean '--help'?" in syncer("--hlep").stderr


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_explains_itself_and_shows_how_it_is_used(name: str) -> None:
    ran = syncer(name, "--help")
    assert ran.code == 0
    assert f"Usage: syncer {name} " in ran.stdout
    assert f"Examples:\n    syncer {name}" in ran.stdout


def test_every_command_and_every_option_has_a_description() -> None:
    assert [command.name for command in commands()] == list(COMMANDS)
    for command in commands():
        assert command.help
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                assert parameter.help, f"{command.name} {parameter.opts}"


@pytest.mark.parametrize("option", ["--version", "-V"])
def test_the_version_is_told(option: str) -> None:
    assert syncer(option).stdout == f"syncer, version {__version__}\n"


def test_no_command_at_all_is_wrong_usage_that_explains_itself() -> None:
    ran = syncer()
    assert (ran.code, ran.stdout) == (64, "")
    assert "Usage: syncer" in ran.stderr


def test_the_module_is_the_command(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["syncer", "schema", "no_such_schema"])
    with pytest.raises(SystemExit) as ended:
        runpy.run_module("syncer", run_name="__main__")
    assert ended.value.code == 64
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "no_such_schema" in captured.err


def test_it_runs_where_stdout_is_no_ordinary_stream(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["syncer", "--version"])
    monkeypatch.setattr("sys.stdout", None)
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 0


@pytest.mark.parametrize("ctrl_c", [signal.default_int_handler, signal.SIG_IGN], ids=str)
def test_being_told_to_stop_ends_a_run_as_an_interrupt_does(
    ctrl_c: signal._HANDLER,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("sys.argv", ["syncer", "schema", "template"])
    monkeypatch.setattr(
        "syncer.cli.commands.schema.schema_text", lambda _: os.kill(os.getpid(), signal.SIGTERM)
    )
    signal.signal(signal.SIGINT, ctrl_c)
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 130
    assert "interrupted" in capsys.readouterr().err


def test_a_reader_that_goes_away_is_no_error(project: Project) -> None:
    del project
    command = f"{sys.executable} -m syncer schema nxcloud | head -1; echo ${{PIPESTATUS[0]}}"
    ran = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=True)  # noqa: S607 -- our own command
    assert ran.stdout.splitlines()[1:] == ["0"]
    assert ran.stderr == ""
