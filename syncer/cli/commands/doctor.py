"""`syncer doctor`: is all that a plan needs as it should be? Its transport refuses all but GET."""

from __future__ import annotations

from typing import Any

import click

from syncer.cli.options import examples, output_options, project_options


@click.command(
    name="doctor", epilog=examples("syncer doctor", "syncer doctor -a staging --format json")
)
@project_options
@output_options("text", "json")
def command(**options: Any) -> int:
    """Check all that a plan needs: files, folders, network, clock, credentials, rights.

    All accounts are looked at, or those of -a. Each check has a line: what was found, and what to
    do next. This command cannot write, so that it cannot tell whether apply may.
    """
    from syncer.cli.doctor import run

    return run(**options)
