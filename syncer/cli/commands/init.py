"""`syncer init`: a project to begin with. It writes only where there is nothing yet."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from syncer.cli.options import colour_options, examples


@click.command(
    name="init",
    epilog=examples("syncer init", "syncer init whatsapp && cd whatsapp && syncer plan"),
)
@click.argument("folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path))
@colour_options
def command(**options: Any) -> int:
    """Write a starter syncer.yaml, a template and a GitHub workflow. Nothing is overwritten.

    DIR is the folder of the new project [default: this one]. Phone, tenant and base URL come from
    the environment (NXCLOUD_PHONE and so on); what is not there is asked for on a terminal, and
    otherwise left open in syncer.yaml. In a git repository the workflow goes to its root.
    """
    from syncer.cli.init import run

    return run(**options)
