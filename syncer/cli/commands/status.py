"""`syncer status`: how the live templates stand. Its transport refuses every method but GET."""

from __future__ import annotations

from typing import Any

import click

from syncer.cli import completing
from syncer.cli.options import examples, output_options, project_options, selection_options


@click.command(
    name="status",
    epilog=examples(
        "syncer status",
        "syncer status shop_order_shipped shop_welcome/en_US",
        "syncer status --all-accounts --format json",
    ),
)
@click.argument("names", nargs=-1, metavar="[NAME]...", shell_complete=completing.templates)
@project_options
@selection_options
@output_options("text", "json")
def command(**options: Any) -> int:
    """Show how the live templates stand: status, quality, category, and why one was rejected.

    NAME is a template's name, or name/language; without it, all of the account are shown. The files
    are read only to tell which templates Meta has in another category. This command cannot write.
    """
    from syncer.cli.status import run

    return run(**options)
