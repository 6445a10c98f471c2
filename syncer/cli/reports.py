"""A result in its formats: the one that was asked for on stdout, any of them in files as well."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from syncer.cli.files import write_file
from syncer.render.values import visible
from syncer.secrets import blotted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from rich.text import Text

    from syncer.cli.report_options import ReportedOutput
    from syncer.template_document import Document


Texts: TypeAlias = "Mapping[str, Callable[[], str]]"
"""The formats that are neither text nor JSON, by name, each as what makes it."""


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
