"""An import as values: what is read, what becomes of each template, and what is to be written."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from syncer.errors import Location, Problem
    from syncer.model import Template, TemplateKey
    from syncer.pull.values import NewFile, Outcome
    from syncer.template_document import Json


@dataclass(frozen=True, slots=True)
class Row:
    """A value of the input that should be a template.

    `location` is where the JSON text begins that holds it, `path` where in there it is: `data[3]`.
    """

    value: Json
    location: Location
    path: str = ""


@dataclass(frozen=True, slots=True)
class ReadRows:
    """The rows of a text, and what of it is no JSON."""

    rows: tuple[Row, ...]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Expressed:
    """A template that NxCloud can have.

    `examples` are its sample values by placeholder, `notes` tell what was left out on the way.
    """

    template: Template
    examples: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @property
    def key(self) -> TemplateKey:
        """Its name and language."""
        return self.template.key


@dataclass(frozen=True, slots=True)
class Imported:
    """What becomes of one template of the input: it stands in a file, or why it does not."""

    key: TemplateKey
    outcome: Outcome
    path: Path | None = None
    reason: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What becomes of each template, in the order of the input; the files to write, in order.

    `problems` are those of the input: what is not JSON, and what is no template.
    """

    imported: tuple[Imported, ...]
    files: tuple[NewFile, ...] = ()
    warnings: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
