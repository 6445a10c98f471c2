"""`syncer pull`: live templates as files, so that the next plan is empty."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from syncer.cli import completing
from syncer.cli.options import examples, grouped, output_options, project_options, selection_options
from syncer.cli.times import time
from syncer.errors import UsageError

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class PullOptions:
    """Where names go that no file declares, and whether files that would change may.

    With `from_journal` it is old templates that are written, as they were at `as_of`, or else
    before their last write.
    """

    out: Path | None
    overwrite: bool
    from_journal: bool
    as_of: datetime | None

    def check(self) -> None:
        """Raises UsageError for a time that nothing asks for."""
        if self.as_of and not self.from_journal:
            raise UsageError(
                "--as-of is about the journal", hint="say --from-journal too, or leave it out"
            )


@click.command(
    name="pull",
    epilog=examples(
        "syncer pull",
        "syncer pull shop_order_shipped --overwrite",
        "syncer pull --from-journal shop_order_shipped --as-of 2026-11-26T12:00:00Z",
    ),
)
@click.argument("names", nargs=-1, metavar="[NAME]...", shell_complete=completing.templates)
@project_options
@selection_options
@grouped(
    "options",
    PullOptions,
    click.option(
        "--out",
        type=click.Path(path_type=Path, file_okay=False),
        help="The folder for names that no file declares [default: the templates folder].",
    ),
    click.option("--overwrite", is_flag=True, help="Change files that are there already."),
    click.option(
        "--from-journal",
        is_flag=True,
        help="Write templates as they were before their last write. Offline.",
    ),
    click.option(
        "--as-of",
        type=time,
        metavar="TIME",
        help="With --from-journal: as they were then; ISO 8601, in UTC.",
    ),
)
@output_options("text", "json")
def command(**options: Any) -> int:
    """Write live templates as YAML, with their media, so that the next plan is empty.

    Without NAME, all that `scope.include` names, or all there are. A name that a file declares goes
    back to that file, any other to <name>.yaml in the templates folder.

    With --from-journal it is what this machine changed or deleted that comes back, as it was before
    (see `syncer journal`); `syncer apply` then makes it live again.
    """
    from syncer.cli.pull import run

    return run(**options)
