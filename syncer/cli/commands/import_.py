"""`syncer import`: Meta's `components` JSON as template files, for who comes from elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from syncer.cli import completing
from syncer.cli.options import config_option, examples, grouped, output_options


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """Where the files go, and whether those that would change may."""

    out: Path | None
    overwrite: bool


@click.command(
    name="import",
    epilog=examples(
        "syncer import templates.json",
        "curl … /message_templates | syncer import - --out templates/imported",
    ),
)
@click.argument(
    "files", nargs=-1, required=True, metavar="FILE...", shell_complete=completing.files
)
@config_option
@grouped(
    "options",
    ImportOptions,
    click.option(
        "--out",
        type=click.Path(path_type=Path, file_okay=False),
        help="The folder for the files [default: the templates folder].",
    ),
    click.option("--overwrite", is_flag=True, help="Change files that are there already."),
)
@output_options("text", "json")
def command(**options: Any) -> int:
    """Turn Meta's JSON into template files: a dump, a list, one object or JSON lines; - is stdin.

    What NxCloud cannot express is skipped and told, and nothing is made up: only media, whose bytes
    Meta's JSON does not have, get a file that stands in for them. No network, no credentials.
    """
    from syncer.cli.import_ import run

    return run(**options)
