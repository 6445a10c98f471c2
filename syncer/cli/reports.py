"""A result in its formats: the one that was asked for on stdout, any of them in files as well."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import click

from syncer.cli.files import write_file
from syncer.cli.options import Function, format_options, grouped
from syncer.cli.output import Output
from syncer.documents.text import shown_path
from syncer.errors import UsageError
from syncer.render.values import visible
from syncer.secrets import blotted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from rich.text import Text

    from syncer.template_document import Document


FORMATS = ("text", "json", "markdown", "job-summary", "html")
"""`job-summary` is Markdown as long as GitHub takes it there, `markdown` as a comment may be."""


Texts: TypeAlias = "Mapping[str, Callable[[], str]]"
"""The formats that are neither text nor JSON, by name, each as what makes it."""


@dataclass(frozen=True, slots=True)
class Report:
    """A file that gets the result in a format."""

    format: str
    path: Path


@dataclass(frozen=True, slots=True)
class Formats:
    """A result in all formats that it has; each is made only if it is asked for.

    `lines` are asked for with whether they may be coloured. `texts` has the other formats by name.
    """

    lines: Callable[[bool], Iterable[Text]]
    document: Callable[[], Document]
    texts: Texts

    def in_file(self, name: str) -> str:
        """The whole of a file in the format of this name."""
        if name == "text":
            return "".join(f"{line.plain}\n" for line in self.lines(False))  # noqa: FBT003
        if name == "json":
            return visible(json.dumps(self.document(), ensure_ascii=False, indent=2)) + "\n"
        return self.texts[name]()


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


def present(result: Formats, output: ReportedOutput) -> None:
    """Print the result, then write it to each file. Raises SyncerError for one that cannot be."""
    if output.format == "text":
        output.lines(result.lines(output.colour))
    elif output.format == "json":
        output.document(result.document())
    else:
        output.text(result.texts[output.format]())
    for report in output.reports:
        content = blotted(result.in_file(report.format))
        write_file(report.path, content.encode(errors="backslashreplace"))
