"""`syncer fmt`: template files in their canonical form, with their comments."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from rich.text import Text

from syncer.cli.chosen import open_config
from syncer.cli.files import write_file
from syncer.config import FILE_NAME
from syncer.desired.files import files_at, find_files
from syncer.documents.text import shown_path
from syncer.errors import EXIT_DONE, EXIT_ERROR, InvalidFilesError
from syncer.formatting.files import formatted_file
from syncer.plan.file import FORMAT_VERSION
from syncer.render.documents import problem_document
from syncer.render.values import in_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from syncer.cli.output import Output
    from syncer.formatting.files import FormattedFile
    from syncer.template_document import Document

_SIGNS = {"written": "✓", "differs": "○", "left": "✗"}
_STYLES = {"written": "green", "differs": "yellow", "left": "red"}


def run(*, paths: tuple[Path, ...], config: Path | None, check: bool, output: Output) -> int:
    """Carry out the command, and give its exit code."""
    here = Path.cwd()
    files = [formatted_file(path, shown_path(path, here)) for path in _chosen(paths, config, here)]
    if not check:
        for file in files:
            if file.text is not None:
                write_file(file.path, file.text.encode())
    ended = [(file, _outcome(file, "differs" if check else "written")) for file in files]
    if output.format == "json":
        output.document(_document(ended))
    else:
        output.lines(_lines(ended))
    return EXIT_ERROR if any(outcome in ("differs", "left") for _, outcome in ended) else EXIT_DONE


def _chosen(paths: Sequence[Path], config: Path | None, here: Path) -> list[Path]:
    """The files at these paths, or else those of the project."""
    if paths:
        found = {path for start in paths for path in files_at(here / start)}
        return sorted(path for path in found if path.name != FILE_NAME)
    files = find_files(open_config(config), here, ())
    if files.problems:
        raise InvalidFilesError(files.problems)
    return list(files.paths)


def _outcome(file: FormattedFile, changed: str) -> str:
    if file.problems:
        return "left"
    return "unchanged" if file.text is None else changed


def _document(ended: Sequence[tuple[FormattedFile, str]]) -> Document:
    return {
        "format_version": FORMAT_VERSION,
        "files": [{"file": file.file, "outcome": outcome} for file, outcome in ended],
        "problems": [problem_document(one) for file, _ in ended for one in file.problems],
    }


def _lines(ended: Sequence[tuple[FormattedFile, str]]) -> Iterator[Text]:
    for file, outcome in ended:
        if outcome in _SIGNS:
            yield Text(f"{_SIGNS[outcome]} {in_line(file.file)} {outcome}", _STYLES[outcome])
        for problem in file.problems:
            yield Text(f"    {in_line(str(problem))}", "dim")
    counts = Counter(outcome for _, outcome in ended)
    told = ", ".join(f"{counts[word]} {word}" for word in (*_SIGNS, "unchanged") if counts[word])
    yield Text(f"{told or 'no files'}.", "bold")
