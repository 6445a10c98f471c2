"""`syncer preview`: what the recipients see, offline and without credentials."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import click

from syncer.cli import completing
from syncer.cli.options import examples, grouped, output_options, project_options, selection_options
from syncer.errors import UsageError


@dataclass(frozen=True, slots=True)
class Watching:
    """Whether to serve a page that follows the files, and at which port."""

    watch: bool
    port: int | None

    def check(self) -> None:
        """Raises UsageError for a port that nothing would listen at."""
        if self.port is not None and not self.watch:
            raise UsageError("--port is about --watch", hint="say --watch too, or leave it out")


@click.command(
    name="preview",
    epilog=examples(
        "syncer preview",
        "syncer preview shop_order_shipped",
        "syncer preview shop_order_shipped/es -a staging",
        "syncer preview --format html > preview.html",
        "syncer preview --watch",
    ),
)
@click.argument("names", nargs=-1, metavar="[NAME]...", shell_complete=completing.templates)
@project_options
@selection_options
@grouped(
    "watching",
    Watching,
    click.option("--watch", is_flag=True, help="Serve the page, and show each change at once."),
    click.option(
        "--port",
        type=click.IntRange(0, 65535),
        help="With --watch: the port on 127.0.0.1 [default: a free one].",
    ),
)
@output_options("text", "html")
def command(**options: Any) -> int:
    """Show each template as its recipients see it, as a chat bubble. Offline.

    NAME is a template's name or name/language; without any, all are shown. Placeholders are filled
    with the template's `examples`. Of files with problems it shows what can be shown, and the
    problems beside it; with an error among these the exit code is 1.

    With --watch, a page on this machine alone shows the files as they are being written, until
    Ctrl-C.
    """
    from syncer.cli.preview import run

    return run(**options)
