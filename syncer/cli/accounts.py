"""`syncer accounts`: the accounts of syncer.yaml; the JSON is a list that a CI matrix takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from rich.text import Text

from syncer.cli.options import config_option, examples, output_options
from syncer.cli.project import open_config
from syncer.errors import EXIT_DONE
from syncer.render.values import in_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from syncer.cli.output import Output
    from syncer.config import Account
    from syncer.template_document import Document

_TITLES = {"account": "ACCOUNT", "phone": "PHONE", "tenant_id": "TENANT", "base_url": "BASE URL"}


@click.command(name="accounts", epilog=examples("syncer accounts", "syncer accounts --format json"))
@config_option
@output_options("text", "json")
def command(*, config: Path | None, output: Output) -> int:
    """List the accounts of syncer.yaml, without their credentials."""
    accounts = [_document(account) for account in open_config(config).accounts]
    if output.format == "json":
        output.document(accounts)
    else:
        output.lines(_lines(accounts))
    return EXIT_DONE


def _document(account: Account) -> Document:
    return {
        "account": account.name,
        "phone": account.phone,
        "tenant_id": account.tenant_id,
        "base_url": account.base_url,
    }


def _lines(accounts: Iterable[Document]) -> Iterator[Text]:
    rows = [_TITLES, *accounts]
    cells = [[in_line(str(row[column] or "-")) for column in _TITLES] for row in rows]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    for row in cells:
        padded = [cell.ljust(width) for cell, width in zip(row, widths, strict=True)]
        yield Text("  ".join(padded).rstrip())
