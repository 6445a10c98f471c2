"""Options that several commands share, each group of them arriving as one value."""

from __future__ import annotations

import functools
import inspect
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import click

from syncer.cli import completing
from syncer.cli.output import Output
from syncer.plan.values import Selection

if TYPE_CHECKING:
    from collections.abc import Callable

Function: TypeAlias = "Callable[..., Any]"


@dataclass(frozen=True, slots=True)
class ProjectOptions:
    """Which syncer.yaml, and which of its accounts."""

    config: Path | None
    accounts: tuple[str, ...]
    all_accounts: bool


@dataclass(frozen=True, slots=True)
class PlanOptions:
    """What is planned; `prune` None leaves it to syncer.yaml."""

    only: tuple[str, ...]
    exclude: tuple[str, ...]
    prune: bool | None
    refresh: bool

    @property
    def choose_anything(self) -> bool:
        """Whether any option that chooses what to plan was given."""
        return bool(self.only or self.exclude or self.prune is not None)


def examples(*lines: str) -> str:
    """The end of a command's --help: how it is used."""
    return "\n".join(["\b", "Examples:", *(f"  {line}" for line in lines)])


def grouped(
    name: str, value: Callable[..., object], *options: Callable[[Function], Function]
) -> Callable[[Function], Function]:
    """Add options whose parameters reach the command as one argument: `name`, made by `value`."""
    fields = tuple(inspect.signature(value).parameters)

    def decorate(function: Function) -> Function:
        @functools.wraps(function)
        def collecting(**parameters: object) -> object:
            own = {field: parameters.pop(field) for field in fields if field in parameters}
            return function(**parameters, **{name: value(**own)})

        return with_options(*options)(collecting)

    return decorate


def with_options(*options: Callable[[Function], Function]) -> Callable[[Function], Function]:
    """Add options so that --help lists them in this order."""

    def decorate(function: Function) -> Function:
        return functools.reduce(lambda made, option: option(made), reversed(options), function)

    return decorate


config_option = click.option(
    "-c",
    "--config",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The configuration [default: syncer.yaml, searched upwards].",
)

project_options = grouped(
    "project",
    ProjectOptions,
    config_option,
    click.option(
        "-a",
        "--account",
        "accounts",
        multiple=True,
        metavar="NAME",
        shell_complete=completing.accounts,
        help="An account of syncer.yaml (repeatable).",
    ),
    click.option("--all-accounts", is_flag=True, help="All accounts of syncer.yaml."),
)

_selecting = tuple(
    click.option(
        f"--{word}",
        multiple=True,
        metavar="GLOB",
        shell_complete=completing.templates,
        help=f"{meaning} whose name or name/language matches (repeatable).",
    )
    for word, meaning in (("only", "Only templates"), ("exclude", "No templates"))
)

selection_options = grouped("selection", Selection, *_selecting)

plan_options = grouped(
    "planning",
    PlanOptions,
    *_selecting,
    click.option(
        "--prune/--no-prune",
        default=None,
        help="Delete live templates in scope that no file declares [default: syncer.yaml].",
    ),
    click.option("--refresh", is_flag=True, help="Ignore the cache."),
)


_no_color = click.option("--no-color", is_flag=True, help="No colours (as NO_COLOR does).")

colour_options = grouped("output", Output, _no_color)
"""`--no-color`, as `output`, for a command whose result is text only."""


def output_options(*formats: str) -> Callable[[Function], Function]:
    """`--format`, one of these, `--no-color` and `--verbose`, as `output`."""
    return grouped("output", Output, *format_options(*formats))


def format_options(*formats: str) -> tuple[Callable[[Function], Function], ...]:
    """`--format`, one of these, `--no-color` and `--verbose`: the fields of `Output`."""
    return (
        click.option(
            "--format",
            type=click.Choice(formats),
            default=formats[0],
            show_default=True,
            help="How to print the result.",
        ),
        _no_color,
        click.option("-v", "--verbose", is_flag=True, help="Say more."),
    )
