"""The chosen accounts and what the template files want of them: what most commands begin with."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from syncer.cli.chosen import chosen_accounts, open_config
from syncer.desired import read_sources, render
from syncer.errors import InvalidFilesError
from syncer.render.values import in_line

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from syncer.cli.options import ProjectOptions
    from syncer.cli.output import Output
    from syncer.config import Account, Config
    from syncer.desired import Sources
    from syncer.errors import Problem
    from syncer.model import DesiredTemplate


_TOLD = 10


@dataclass(frozen=True, slots=True)
class Project:
    """A project as it was found on disk, and the accounts that this run is about.

    `desired` has what the files want of each of these accounts, by name, and `problems` what was
    found in the files for each.
    """

    config: Config
    accounts: tuple[Account, ...]
    sources: Sources
    desired: Mapping[str, tuple[DesiredTemplate, ...]]
    problems: Mapping[str, tuple[Problem, ...]] = field(default_factory=dict)


def open_project(options: ProjectOptions, output: Output) -> Project:
    """The project for the accounts that were named; with one account none has to be.

    Warnings are told at once. Raises UsageError, AccountError, and InvalidFilesError with the
    problems of all these accounts together.
    """
    config = open_config(options.config)
    return read_project(config, chosen_accounts(config, options), output)


def is_error(problem: Problem) -> bool:
    """Whether a problem keeps files from being planned."""
    return problem.severity == "error"


def read_project(
    config: Config,
    accounts: tuple[Account, ...],
    output: Output,
    stops: Callable[[Problem], bool] = is_error,
) -> Project:
    """The same, for a configuration and accounts that are known already.

    `stops` says which problems are too much; the others are told.
    """
    sources = read_sources(config, base=Path.cwd())
    results = {account.name: render(sources, account) for account in accounts}
    problems = sorted({problem for one in results.values() for problem in one.problems})
    if any(map(stops, problems)):
        raise InvalidFilesError(problems)
    _tell(problems, output)
    desired = {name: result.templates for name, result in results.items()}
    return Project(
        config, accounts, sources, desired, {name: one.problems for name, one in results.items()}
    )


def _tell(problems: Sequence[Problem], output: Output) -> None:
    """The first problems, or with --verbose all, and how many more there are."""
    shown = problems if output.verbose else problems[:_TOLD]
    for problem in shown:
        output.note(in_line(str(problem)))
    if more := len(problems) - len(shown):
        output.note(f"and {more} more: `syncer validate` lists all")
