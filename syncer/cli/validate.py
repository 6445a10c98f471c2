"""`syncer validate`: every problem in the files at once, offline and without credentials."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.text import Text

from syncer.cli.options import ProjectOptions, examples, output_options, project_options
from syncer.cli.output import say
from syncer.cli.project import named_accounts, open_config
from syncer.desired import read_sources, render
from syncer.errors import EXIT_DONE, EXIT_ERROR, InvalidFilesError
from syncer.render.documents import problems_document
from syncer.render.github import annotation
from syncer.render.values import in_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from syncer.cli.output import Output
    from syncer.errors import Problem


@click.command(
    name="validate", epilog=examples("syncer validate", "syncer validate --format github")
)
@click.argument(
    "paths", nargs=-1, metavar="[PATH]...", type=click.Path(path_type=Path, exists=True)
)
@project_options
@click.option("--strict", is_flag=True, help="Warnings fail too.")
@output_options("text", "json", "github")
def command(
    *, paths: tuple[Path, ...], project: ProjectOptions, strict: bool, output: Output
) -> int:
    """Check YAML, schema, rules, references and media. No network, no credentials.

    With PATH, only the problems in those files are reported; with -a, those of that account.
    """
    problems, templates = _validated(project, paths)
    if output.format == "json":
        output.document(problems_document(problems, templates))
    elif output.format == "github":
        for problem in problems:
            say(annotation(problem))
    else:
        output.lines(_lines(problems, templates))
    errors = [problem for problem in problems if strict or problem.severity == "error"]
    return EXIT_ERROR if errors else EXIT_DONE


def _validated(options: ProjectOptions, paths: Sequence[Path]) -> tuple[tuple[Problem, ...], int]:
    """All problems of the files, and how many templates there are, each language counted."""
    try:
        config = open_config(options.config)
        accounts = named_accounts(config, options) or config.accounts
        sources = read_sources(config, base=Path.cwd(), paths=paths or None)
    except InvalidFilesError as error:
        return error.problems, 0
    results = [render(sources, account) for account in accounts]
    problems = {problem for result in results for problem in result.problems}
    keys = {template.key for result in results for template in result.templates}
    return tuple(sorted(problems)), len(keys)


def _lines(problems: Sequence[Problem], templates: int) -> Iterator[Text]:
    for problem in problems:
        style = "red" if problem.severity == "error" else "yellow"
        yield Text(in_line(str(problem)), style=style)
    errors = sum(problem.severity == "error" for problem in problems)
    counts = (
        _counted(templates, "template"),
        _counted(errors, "error"),
        _counted(len(problems) - errors, "warning"),
    )
    yield Text(f"{', '.join(counts)}.", style="bold")


def _counted(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
