"""`syncer import`: Meta's `components` JSON as template files, for who comes from elsewhere."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from rich.text import Text

from syncer.cli.chosen import open_config
from syncer.cli.files import explained, write_file
from syncer.cli.outcomes import destination_of, outcome_document, outcome_lines, written_line
from syncer.config import FILE_NAME, Config, find_config
from syncer.desired import Sources, read_sources
from syncer.documents.text import MAX_FILE_BYTES, decode, read_text
from syncer.errors import EXIT_DONE, EXIT_ERROR, EXIT_PARTIAL, InvalidFilesError, Location, Problem
from syncer.importing.reading import read_rows
from syncer.importing.run import import_rows
from syncer.importing.values import ReadRows
from syncer.plan.file import FORMAT_VERSION
from syncer.render.documents import problem_document
from syncer.render.values import in_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from syncer.cli.commands.import_ import ImportOptions
    from syncer.cli.output import Output
    from syncer.importing.values import ImportResult
    from syncer.template_document import Document

_STDIN = "-"


def run(
    *, files: tuple[str, ...], config: Path | None, options: ImportOptions, output: Output
) -> int:
    """Carry out the command, and give its exit code."""
    read = [_read(file) for file in files]
    sources = _sources(config)
    destination = destination_of(options.out, sources.config, overwrite=options.overwrite)
    with explained(destination.folder):
        result = import_rows([row for one in read for row in one.rows], sources, destination)
    for file in result.files:
        write_file(file.path, file.content)
    problems = (*(problem for one in read for problem in one.problems), *result.problems)
    _present(result, problems, output)
    return _exit_code(result, problems)


def _read(file: str) -> ReadRows:
    if file == _STDIN:
        data = sys.stdin.buffer.read(MAX_FILE_BYTES + 1)
        text = decode(data, "stdin") if len(data) <= MAX_FILE_BYTES else _TOO_LARGE
    else:
        text = read_text(Path(file), file)
    if isinstance(text, Problem):
        return ReadRows((), (text,))
    return read_rows(text, "stdin" if file == _STDIN else file)


_TOO_LARGE = Problem(Location("stdin"), "there is more than 8 MiB of it", "import it in parts")


def _sources(path: Path | None) -> Sources:
    """The project's template files; without a syncer.yaml, none, for a folder `templates` here."""
    here = Path.cwd()
    if path is None:
        try:
            find_config(here)
        except InvalidFilesError:
            return Sources(Config(here / FILE_NAME, here, ("templates",), ()), ())
    return read_sources(open_config(path), base=here)


def _exit_code(result: ImportResult, problems: tuple[Problem, ...]) -> int:
    outcomes = {one.outcome for one in result.imported}
    if not problems and outcomes <= {"written", "unchanged"}:
        return EXIT_DONE
    return EXIT_PARTIAL if outcomes - {"skipped"} else EXIT_ERROR


def _present(result: ImportResult, problems: tuple[Problem, ...], output: Output) -> None:
    rows = [
        {**outcome_document(one.key, one.outcome, one.path, one.reason), "notes": list(one.notes)}
        for one in result.imported
    ]
    if output.format == "json":
        output.document(
            {
                "format_version": FORMAT_VERSION,
                "templates": rows,
                "problems": [problem_document(problem) for problem in problems],
                "warnings": list(result.warnings),
            }
        )
    else:
        output.lines(_lines(rows, problems))
    for warning in result.warnings:
        output.note(f"warning: {warning}")


def _lines(rows: list[Document], problems: tuple[Problem, ...]) -> Iterator[Text]:
    for problem in problems:
        yield Text(f"✗ {in_line(str(problem))}", "red")
    for row in rows:
        yield from outcome_lines(row, row["notes"])
    yield written_line(rows)
