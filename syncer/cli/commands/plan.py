"""`syncer plan`: what apply would do. Its transport refuses every method but GET."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from syncer.cli.options import examples, plan_options, project_options
from syncer.cli.report_options import reported_output_options


@click.command(
    name="plan",
    epilog=examples(
        "syncer plan",
        "syncer plan -a staging --only 'shop_*'",
        "syncer plan --out plan.json && syncer apply plan.json",
    ),
)
@project_options
@plan_options
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Save the plan, for `syncer apply FILE`.",
)
@click.option("--detailed-exitcode", is_flag=True, help="Exit 2 if there are changes.")
@reported_output_options()
def command(**options: Any) -> int:
    """Show what apply would do. This command cannot write."""
    from syncer.cli.plan import run

    return run(**options)
