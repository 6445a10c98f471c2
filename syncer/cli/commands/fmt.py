"""`syncer fmt`: template files in their canonical form, with their comments."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from syncer.cli.options import config_option, examples, output_options


@click.command(
    name="fmt", epilog=examples("syncer fmt", "syncer fmt --check templates/orders.yaml")
)
@click.argument(
    "paths", nargs=-1, metavar="[PATH]...", type=click.Path(path_type=Path, exists=True)
)
@config_option
@click.option("--check", is_flag=True, help="Write nothing; fail if a file would change.")
@output_options("text", "json")
def command(**options: Any) -> int:
    """Write template files in their canonical form: keys in order, block style, comments kept.

    Without PATH, the project's template files. What a file means never changes; one that is not
    YAML is left as it is. No network, no credentials.
    """
    from syncer.cli.fmt import run

    return run(**options)
