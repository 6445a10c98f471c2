"""`syncer accounts`: the accounts of syncer.yaml; the JSON is a list that a CI matrix takes."""

from __future__ import annotations

from typing import Any

import click

from syncer.cli.options import config_option, examples, output_options


@click.command(
    name="accounts",
    epilog=examples(
        "syncer accounts",
        "syncer accounts --format json",
        "syncer accounts --format json --shards 4",
    ),
)
@config_option
@click.option(
    "--shards",
    type=click.IntRange(min=1),
    metavar="N",
    help="In N parts at most, for as many machines.",
)
@output_options("text", "json")
def command(**options: Any) -> int:
    """List the accounts of syncer.yaml, without their credentials.

    With --shards they are dealt out evenly, each to one of N parts; accounts of one sender stay
    together. In JSON each part has its accounts, and the options that choose them.
    """
    from syncer.cli.accounts import run

    return run(**options)
