"""`syncer journal`: what was written, when, and how it ended."""

from __future__ import annotations

from typing import Any

import click

from syncer.cli.options import examples, output_options, project_options, selection_options
from syncer.cli.times import time


@click.command(
    name="journal",
    epilog=examples(
        "syncer journal",
        "syncer journal -a production --only 'shop_*' --since 2026-11-26T12:00:00Z",
    ),
)
@project_options
@selection_options
@click.option(
    "--since", type=time, metavar="TIME", help="Only writes from then on; ISO 8601, in UTC."
)
@output_options("text", "json")
def command(**options: Any) -> int:
    """List what this machine wrote to the accounts, the newest last. Offline.

    Without -a, to all accounts of syncer.yaml. `syncer pull --from-journal` writes an old template
    that is kept back to a file.
    """
    from syncer.cli.journal import run

    return run(**options)
