from __future__ import annotations

import re
from pathlib import Path

import click
import pytest
from support.project import example_project
from support.shell import programs

from syncer.cli import group
from syncer.cli.reference import commands_page, example_lines

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
CONTEXT = click.Context(group, info_name="syncer", **group.context_settings)


def command(name: str) -> click.Command:
    found = group.get_command(CONTEXT, name)
    assert found
    return found


NAMES = group.list_commands(CONTEXT)
OPTIONS = [
    (name, option)
    for name in NAMES
    for option in command(name).params
    if isinstance(option, click.Option)
]
EXAMPLES = [(name, line) for name in NAMES for line in example_lines(command(name))]


def section(name: str) -> str:
    """What the page says of a command."""
    _, _, rest = PAGE.partition(f"\n## syncer {name}\n")
    return rest.partition("\n## ")[0]


def test_the_page_is_made_of_the_commands() -> None:
    assert commands_page() == PAGE, "run `make docs` to write docs/commands.md anew"


@pytest.mark.parametrize("name", NAMES)
def test_each_command_says_what_it_does_and_shows_how_it_is_used(name: str) -> None:
    assert f"[`syncer {name}`](#syncer-{name})" in PAGE
    assert (command(name).help or "").strip()
    assert example_lines(command(name))
    for line in example_lines(command(name)):
        assert f"\n$ {line}\n" in section(name)


@pytest.mark.parametrize(("name", "option"), OPTIONS, ids=lambda one: getattr(one, "name", one))
def test_each_option_has_one_row_that_says_what_it_does(name: str, option: click.Option) -> None:
    written = [*option.opts, *option.secondary_opts]
    rows = [
        [cell.strip() for cell in row.split(" | ")]
        for row in section(name).splitlines()
        if row.startswith("| `") and re.search(rf"[`\s]{option.opts[-1]}[`\s]", row)
    ]
    ((names, meaning, _),) = rows
    assert [one for one in written if one not in names] == []
    assert len(meaning.split()) >= 2
    assert (option.help or "").rstrip(".").split("[")[0].split()[0] in meaning


@pytest.mark.parametrize("name", NAMES)
def test_each_argument_is_explained_in_the_words_below_the_usage(name: str) -> None:
    arguments = [one for one in command(name).params if isinstance(one, click.Argument)]
    words = section(name).partition("\n\n")[2]
    for one in arguments:
        spelled = one.make_metavar(CONTEXT).strip("[].")
        assert re.search(rf"\b{spelled}\b", words, re.IGNORECASE)


@pytest.mark.parametrize(("name", "line"), EXAMPLES)
def test_each_example_is_a_command_line_that_its_command_understands(
    name: str, line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = example_project(tmp_path / "project")
    project.write("plan.json", "")
    monkeypatch.chdir(project.root)
    calls = [words for words in programs(line) if words[0] == "syncer"]
    assert name in [words[1] for words in calls]
    for _, called, *words in calls:
        context = command(called).make_context(called, list(words), parent=CONTEXT)
        assert context.info_name == called


def test_the_page_names_every_variable_of_the_environment_that_is_read() -> None:
    read = {
        name
        for path in (ROOT / "syncer").rglob("*.py")
        if "github" not in path.parts  # what the action says to its own steps
        for name in re.findall(r"\b(?:NXCLOUD|SYNCER)_[A-Z_]+[A-Z]\b", path.read_text("utf-8"))
    }
    assert {name for name in read if f"`{name}`" not in PAGE} == set()
