"""A pull as values: where files go, what becomes of each template, and what is to be written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from pathlib import Path

    from syncer.model import TemplateKey

Outcome = Literal["written", "unchanged", "left", "skipped"]


@dataclass(frozen=True, slots=True)
class Destination:
    """The folder for names that no file declares, and whether files that would change may."""

    folder: Path
    overwrite: bool = False


@dataclass(frozen=True, slots=True)
class Pulled:
    """What becomes of one live template: it stands in a file, or why it does not."""

    key: TemplateKey
    outcome: Outcome
    path: Path | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file to write, whole."""

    path: Path
    content: bytes


@dataclass(frozen=True, slots=True)
class PullResult:
    """What becomes of each live template, by name and language; the files to write, in order."""

    pulled: tuple[Pulled, ...]
    files: tuple[NewFile, ...] = ()
    warnings: tuple[str, ...] = ()
