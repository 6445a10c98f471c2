"""`syncer diff`: what is live in two accounts. Its transport refuses every method but GET."""

from __future__ import annotations

from typing import Any

import click

from syncer.cli import completing
from syncer.cli.options import config_option, examples, output_options, selection_options


@click.command(
    name="diff",
    epilog=examples(
        "syncer diff staging production",
        "syncer diff staging production --only 'shop_*' --format json",
    ),
)
@click.argument("source", metavar="ACCOUNT", shell_complete=completing.accounts)
@click.argument("target", metavar="ACCOUNT", shell_complete=completing.accounts)
@config_option
@selection_options
@output_options("text", "json")
def command(**options: Any) -> int:
    """Compare what is live in two accounts, before templates move from the first to the second.

    It lists what the second account lacks, what it has alone, and what would have to change there
    to be as in the first: before is the second account's value, after is the first one's. Forms and
    tags are compared by name. What differs just as the files say, by variables, is only counted.
    This command cannot write.
    """
    from syncer.cli.diff import run

    return run(**options)
