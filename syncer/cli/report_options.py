"""`--report` and `--format`: in what forms, and in which files, a command's result is wanted."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from syncer.cli.options import Function, format_options, grouped
from syncer.cli.output import Output
from syncer.documents.text import shown_path
from syncer.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

FORMATS = ("text", "json", "markdown", "job-summary", "html")
"""`job-summary` is Markdown as long as GitHub takes it there, `markdown` as a comment may be."""


@dataclass(frozen=True, slots=True)
class Report:
    """A file that gets the result in a format."""

    format: str
    path: Path


@dataclass(frozen=True, slots=True)
class ReportedOutput(Output):
    """How a command speaks, and the files that get its result as well."""

    reports: tuple[Report, ...] = ()

    def check(self, *others: Path) -> None:
        """Raises UsageError for a file that two would be written to; `others` get no report."""
        counted = Counter(path.resolve() for path in (*others, *(one.path for one in self.reports)))
        for path, number in counted.items():
            if number > 1:
                raise UsageError(
                    f"{shown_path(path, Path.cwd())} would be written twice",
                    hint="give each result a file of its own",
                )


def reported_output_options() -> Callable[[Function], Function]:
    """`--report FORMAT=FILE`, `--format`, `--no-color` and `--verbose`, as `output`."""
    option = click.option(
        "--report",
        "reports",
        multiple=True,
        metavar="FORMAT=FILE",
        callback=lambda _, __, values: tuple(map(_report, values)),
        help=f"Also write the result to a file (repeatable); formats: {', '.join(FORMATS)}.",
    )
    return grouped("output", ReportedOutput, option, *format_options(*FORMATS))


def _report(value: str) -> Report:
    """The report that an option's value asks for. Raises click.BadParameter."""
    name, _, path = value.partition("=")
    if name in FORMATS and path:
        return Report(name, Path(path))
    raise click.BadParameter(f"{value!r} is not FORMAT=FILE; formats: {', '.join(FORMATS)}")
