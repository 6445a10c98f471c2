"""Where templates are written to as files, and what became of each, one line each."""

from __future__ import annotations

from os.path import normpath
from pathlib import Path
from typing import TYPE_CHECKING

from rich.text import Text

from syncer.documents.text import shown_path
from syncer.pull.places import templates_folder
from syncer.pull.values import Destination
from syncer.render.values import in_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from syncer.config import Config
    from syncer.model import TemplateKey
    from syncer.pull.values import Outcome
    from syncer.template_document import Document

_SIGNS = {"written": "✓", "unchanged": "=", "left": "○", "skipped": "✗"}
_STYLES = {"written": "green", "unchanged": "dim", "left": "yellow", "skipped": "red"}


def destination_of(out: Path | None, config: Config, *, overwrite: bool) -> Destination:
    """The folder `out` as an absolute path, or the project's folder of templates."""
    folder = Path.cwd() / out if out else templates_folder(config)
    return Destination(Path(normpath(folder)), overwrite)


def outcome_document(
    key: TemplateKey, outcome: Outcome, path: Path | None, reason: str
) -> Document:
    """What became of a template, as JSON."""
    return {
        "name": key.name,
        "language": key.language,
        "outcome": outcome,
        "file": shown_path(path, Path.cwd()) if path else None,
        "reason": reason,
    }


def outcome_lines(told: Document, notes: Iterable[str] = ()) -> Iterator[Text]:
    """The same for people, with why, and what else there is to know."""
    outcome = told["outcome"]
    name = in_line("/".join(filter(None, (told["name"], told["language"]))))
    line = Text(f"{_SIGNS[outcome]} {name} {outcome}", _STYLES[outcome])
    if told["file"]:
        line.append(f"  {in_line(told['file'])}", "default")
    yield line
    for note in filter(None, (told["reason"], *notes)):
        yield Text(f"    {in_line(note)}", "dim")


def written_line(documents: Iterable[Document]) -> Text:
    """How many of these were written."""
    outcomes = [one["outcome"] for one in documents]
    return Text(f"{outcomes.count('written')} of {len(outcomes)} templates written.", "bold")
