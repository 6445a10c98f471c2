"""`syncer validate`: every problem in the files at once, offline and without credentials."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from syncer.cli.chosen import named_accounts, open_config
from syncer.cli.output import say
from syncer.desired import read_sources, render
from syncer.errors import EXIT_DONE, EXIT_ERROR, InvalidFilesError
from syncer.render.documents import problems_document
from syncer.render.github import annotation
from syncer.render.values import in_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from syncer.cli.options import ProjectOptions
    from syncer.cli.output import Output
    from syncer.errors import Problem


def run(*, paths: tuple[Path, ...], project: ProjectOptions, strict: bool, output: Output) -> int:
    """Carry out the command, and give its exit code."""
    validated = _validated(project, paths)
    _present(validated.strict() if strict else validated, output)
    failed = any(strict or problem.severity == "error" for problem in validated.problems)
    return EXIT_ERROR if failed else EXIT_DONE


class _Validated(NamedTuple):
    """All problems, how many templates there are, each language counted, and what they ignore."""

    problems: tuple[Problem, ...]
    templates: int = 0
    ignored: int = 0

    def strict(self) -> _Validated:
        """With each warning an error."""
        errors = (replace(problem, severity="error") for problem in self.problems)
        return self._replace(problems=tuple(errors))


def _validated(options: ProjectOptions, paths: Sequence[Path]) -> _Validated:
    try:
        config = open_config(options.config)
        accounts = named_accounts(config, options) or config.accounts
        sources = read_sources(config, base=Path.cwd(), paths=paths or None)
    except InvalidFilesError as error:
        return _Validated(error.problems)
    results = [render(sources, account) for account in accounts]
    problems = {problem for result in results for problem in result.problems}
    keys = {template.key for result in results for template in result.templates}
    ignored = {problem for result in results for problem in result.ignored}
    return _Validated(tuple(sorted(problems)), len(keys), len(ignored))


def _present(validated: _Validated, output: Output) -> None:
    if output.format == "json":
        output.document(problems_document(*validated))
    elif output.format == "github":
        for problem in validated.problems:
            say(annotation(_in_workspace(problem)))
    else:
        output.styled(_lines(validated))


def _in_workspace(problem: Problem) -> Problem:
    """The problem with its file as GitHub knows it: from the workspace's root, if that has it."""
    workspace = os.environ.get("GITHUB_WORKSPACE", "")
    path = Path.cwd() / problem.location.file
    if not workspace or not path.is_relative_to(workspace):
        return problem
    file = path.relative_to(workspace).as_posix()
    return replace(problem, location=replace(problem.location, file=file))


def _lines(validated: _Validated) -> Iterator[tuple[str, str]]:
    """What to tell, each line with its style."""
    problems = validated.problems
    for problem in problems:
        style = "red" if problem.severity == "error" else "yellow"
        yield in_line(str(problem)), style
    errors = sum(problem.severity == "error" for problem in problems)
    counts = [
        _counted(validated.templates, "template"),
        _counted(errors, "error"),
        _counted(len(problems) - errors, "warning"),
    ]
    if validated.ignored:
        counts.append(f"{validated.ignored} ignored")
    yield f"{', '.join(counts)}.", "bold"


def _counted(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
