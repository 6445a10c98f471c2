"""What a start loads: for --help and completion click alone, for a command what it uses."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import click
import pytest

from syncer.cli import COMMANDS, group

if TYPE_CHECKING:
    from support.project import Project

LOADED = """
import contextlib, io, os, sys
import click
before = {one.partition(".")[0] for one in sys.modules}
from syncer.cli import main
for line in %r:
    sys.argv = ["syncer", *line]
    if "_SYNCER_COMPLETE" in os.environ:
        os.environ["COMP_WORDS"] = " ".join(sys.argv)
        os.environ["COMP_CWORD"] = str(len(line))
    told = io.TextIOWrapper(io.BytesIO())
    with contextlib.suppress(SystemExit), contextlib.redirect_stdout(told):
        main()
    told.flush()  # a fault in a completion tells nothing, not even an empty line
    assert told.buffer.getvalue(), line
ours = [one for one in sys.modules if one.partition(".")[0] == "syncer"]
others = {one.partition(".")[0] for one in sys.modules} - before - {"syncer"}
large = {"sqlite3", "ssl"} & others
print(*ours, *(others - sys.stdlib_module_names | large))
"""
"""Prints what there is after these command lines, beside click and the standard library."""

LIGHT = {
    "syncer.cli.boundary",
    "syncer.cli.completing",
    "syncer.cli.durations",
    "syncer.cli.options",
    "syncer.cli.output",
    "syncer.cli.printed",
    "syncer.cli.report_options",
    "syncer.cli.times",
    "syncer.cli.written_names",
    "syncer.documents",
    "syncer.documents.text",
    "syncer.errors",
    "syncer.model",
    "syncer.plan",
    "syncer.plan.values",
    "syncer.project_file",
    "syncer.render",
    "syncer.render.values",
    "syncer.schema_files",
    "syncer.secrets",
}
"""What any command may load before it is called: values, words, and options."""


def loaded(*lines: list[str], completing: bool = False) -> set[str]:
    """The modules of ours, and the packages of others, that these command lines load."""
    words = {"_SYNCER_COMPLETE": "bash_complete"} if completing else {}
    ran = subprocess.run(
        [sys.executable, "-c", LOADED % (lines,)],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | words,
    )
    assert ran.stderr == ""
    return {*ran.stdout.split()} - {"syncer", "syncer.cli"}


def of_command(name: str) -> set[str]:
    """What a command's name alone may load."""
    module = "import_" if name == "import" else name
    return {"syncer.cli.commands", f"syncer.cli.commands.{module}"}


def options_of(name: str) -> list[list[str]]:
    """The beginnings of command lines that end where a value is to be completed."""
    command = group.get_command(click.Context(group), name)
    assert command
    options = [one for one in command.params if isinstance(one, click.Option)]
    names = [option for one in options if not one.is_flag for option in one.opts]
    return [[name, option, ""] for option in names]


@pytest.mark.parametrize("line", [["--help"], ["--version"], ["-h"], ["-V"]], ids=str)
def test_help_and_version_load_click_and_what_runs_it(line: list[str]) -> None:
    assert loaded(line) == {"syncer.cli.boundary", "syncer.cli.printed"}


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_a_command_loads_click_and_its_options(name: str) -> None:
    assert loaded([name, "--help"]) <= LIGHT | of_command(name)


def test_the_commands_are_completed_without_loading_any() -> None:
    offered = loaded([""], ["pl"], ["--v"], completing=True)
    assert offered == {"syncer.cli.completing", "syncer.project_file"}


@pytest.mark.parametrize("name", COMMANDS)
def test_the_options_of_a_command_and_their_values_are_completed_by_click_alone(
    name: str, offline: Project
) -> None:
    del offline
    found = loaded([name, "--"], *options_of(name), completing=True)
    assert found <= LIGHT | of_command(name)


@pytest.mark.parametrize("line", ["schema ", "completion ", "status ", "pull shop_", "diff "])
def test_so_are_arguments(line: str, offline: Project) -> None:
    del offline
    words = line.split(" ")
    assert loaded(words, completing=True) <= LIGHT | of_command(words[0])


@pytest.mark.parametrize(
    "line", ["schema template", "schema nxcloud", "completion bash", "completion zsh"]
)
def test_what_only_prints_loads_nothing_more_when_it_is_run(line: str) -> None:
    words = line.split()
    assert loaded(words) <= LIGHT | of_command(words[0])


@pytest.mark.parametrize("line", ["accounts", "accounts --format json", "accounts --shards 2"])
def test_accounts_loads_what_reads_a_configuration(line: str, offline: Project) -> None:
    del offline
    without = {"deepdiff", "httpx", "jinja2", "regex", "rich", "sqlite3", "ssl", "syncer.desired"}
    assert loaded(line.split()) & without == set()


@pytest.mark.parametrize("line", ["validate", "validate --format json", "validate --strict"])
def test_validate_loads_nothing_of_the_network_nor_of_pages_and_colours(
    line: str, offline: Project
) -> None:
    del offline
    without = {"deepdiff", "httpx", "jinja2", "rich", "sqlite3", "ssl", "watchfiles"}
    assert loaded(line.split()) & without == set()


@pytest.mark.parametrize("line", ["preview", "graph"])
def test_what_makes_pages_is_loaded_only_for_pages(line: str, offline: Project) -> None:
    del offline
    without = {"deepdiff", "httpx", "jinja2", "sqlite3", "ssl", "watchfiles"}
    assert loaded([line]) & without == set()
