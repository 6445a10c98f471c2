"""The examples in --help, and so in docs/commands.md, do what they say in a project that fits."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click
import pytest
from docs.session import serving
from docs.stages import MAIN, SETTINGS
from docs.terminal import type_line
from support.project import at_home, example_project

from syncer.cli import group
from syncer.cli.reference import example_lines
from syncer.emulator import running
from syncer.errors import EXIT_CHANGES, EXIT_DONE, EXIT_PARTIAL

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOT_RUN = {
    "curl ": "it needs Meta",
    "syncer preview --watch": "it runs until Ctrl-C; tests/cli/test_preview_watch.py has it",
    "syncer completion zsh": "zsh alone knows its fpath; tests/cli/test_completion.py asks it",
}
"""The beginnings of examples that are not run, each with the reason."""

CONTEXT = click.Context(group)
EXAMPLES = [
    line
    for name in group.list_commands(CONTEXT)
    if (command := group.get_command(CONTEXT, name))
    for line in example_lines(command)
    if not line.startswith(tuple(NOT_RUN))
]
STAGING = """\
  staging:
    phone: "8615800001111"
    tenant_id: 1
    vars: {shop: https://staging.shop.example, hotline: "+8613128000000"}
scope:
"""
SHELLS = (".local/share/bash-completion/completions", ".config/fish/completions", ".zfunc")
"""Where shells look for completions, below a home."""
META = """\
{"name": "shop_news", "language": "en", "category": "MARKETING",
 "components": [{"type": "BODY", "text": "Our news are here for you to read."}]}
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A machine on which the example has been applied, and its emulator."""
    home = tmp_path_factory.mktemp("home")
    for folder in SHELLS:
        (home / folder).mkdir(parents=True)
    project = example_project(home / "project")
    with running(SETTINGS) as emulator, serving(emulator), at_home(project, emulator):
        os.environ |= {"HOME": str(home), "NXCLOUD_PHONE": MAIN, "NXCLOUD_TENANT_ID": "1"}
        assert type_line("syncer apply --auto-approve")[0] == EXIT_DONE
        yield home


@pytest.mark.slow
@pytest.mark.parametrize("line", EXAMPLES)
def test_an_example_does_what_it_says(line: str, home: Path, tmp_path: Path) -> None:
    project = example_project(tmp_path / "project")
    project.replace("syncer.yaml", "  demo:", "  production:")
    if {"staging", "production", "--all-accounts"} & set(line.split()):
        project.replace("syncer.yaml", "scope:\n", STAGING)
    project.write("templates.json", META)
    os.chdir(project.root)
    if "apply plan.json" in line:
        assert type_line("syncer plan --out plan.json")[0] == EXIT_DONE
    code, printed = type_line(line)
    assert code in (EXIT_DONE, EXIT_CHANGES) or nothing_was_there(line, code), printed
    assert home.is_dir()


def nothing_was_there(line: str, code: int) -> bool:
    """Whether an example is about a time before this test."""
    return "--as-of" in line and code == EXIT_PARTIAL
