"""`syncer graph`: which button leads to which template, offline and without credentials."""

from __future__ import annotations

from typing import Any

import click

from syncer.cli import completing
from syncer.cli.options import examples, output_options, project_options, selection_options


@click.command(
    name="graph",
    epilog=examples(
        "syncer graph",
        "syncer graph shop_tracking --only '*/en_US'",
        "syncer graph --format html > map.html",
    ),
)
@click.argument("names", nargs=-1, metavar="[NAME]...", shell_complete=completing.templates)
@project_options
@selection_options
@output_options("mermaid", "dot", "html", "json")
def command(**options: Any) -> int:
    """Map which button leads to which template, text and tag. Offline.

    NAME is a template's name or name/language: only what leads to it, or where it leads, through
    any others, is shown. --only and --exclude choose the templates whose buttons are shown.

    Each language is a template of its own, and any can be sent by itself. The map marks as

    start: its buttons lead to other templates, and no button of another template leads to it;

    unreachable: no button of another template leads to it;

    dead end: others lead to it, and it has no button to go on with: none that leads to another
    template, to a page, to a phone number or to a form;

    loop: its buttons lead back to it, by themselves or through other templates;

    outside: it is not in these files, and where it leads is not known.
    """
    from syncer.cli.graph import run

    return run(**options)
