"""`syncer drift`: plan for a cron job, with the health of the live templates."""

from __future__ import annotations

from typing import Any

import click

from syncer.cli.options import examples, plan_options, project_options
from syncer.cli.report_options import reported_output_options


@click.command(
    name="drift",
    epilog=examples("syncer drift --all-accounts", "syncer drift -a production --format json"),
)
@project_options
@plan_options
@reported_output_options()
def command(**options: Any) -> int:
    """Compare the live templates with the files, and look at their health. Cannot write.

    Exit code 2 means that they differ, or that a template was rejected, paused, disabled or
    re-categorised, or that its quality is RED.
    """
    from syncer.cli.drift import run

    return run(**options)
