"""`syncer validate`: every problem in the files at once, offline and without credentials."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from syncer.cli.options import examples, output_options, project_options


@click.command(
    name="validate", epilog=examples("syncer validate", "syncer validate --format github")
)
@click.argument(
    "paths", nargs=-1, metavar="[PATH]...", type=click.Path(path_type=Path, exists=True)
)
@project_options
@click.option("--strict", is_flag=True, help="Warnings are errors.")
@output_options("text", "json", "github")
def command(**options: Any) -> int:
    """Check YAML, schema, rules, references and media. No network, no credentials.

    With PATH, only the problems in those files are reported; with -a, those of that account.
    """
    from syncer.cli.validate import run

    return run(**options)
