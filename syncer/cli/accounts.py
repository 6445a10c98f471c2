"""`syncer accounts`: the accounts of syncer.yaml; the JSON is a list that a CI matrix takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from rich.text import Text

from syncer.cli.options import config_option, examples, output_options
from syncer.cli.project import open_config
from syncer.cli.shards import shards_of
from syncer.errors import EXIT_DONE
from syncer.render.values import in_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from syncer.cli.output import Output
    from syncer.cli.shards import Shard
    from syncer.config import Account
    from syncer.template_document import Document

_TITLES = {"account": "ACCOUNT", "phone": "PHONE", "tenant_id": "TENANT", "base_url": "BASE URL"}
_SHARD_TITLES = ("SHARD", "ACCOUNTS")


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
def command(*, config: Path | None, shards: int | None, output: Output) -> int:
    """List the accounts of syncer.yaml, without their credentials.

    With --shards they are dealt out evenly, each to one of N parts; accounts of one sender stay
    together. In JSON each part has its accounts, and the options that choose them.
    """
    accounts = open_config(config).accounts
    if shards is None:
        documents, rows = _listed(accounts)
    else:
        documents, rows = _dealt_out(shards_of(accounts, shards))
    if output.format == "json":
        output.document(documents)
    else:
        output.lines(_lines(rows))
    return EXIT_DONE


def _listed(accounts: Iterable[Account]) -> tuple[list[Document], list[Sequence[object]]]:
    """The accounts as JSON, and as the rows of a table."""
    documents = [_document(account) for account in accounts]
    rows = [tuple(document[column] or "-" for column in _TITLES) for document in documents]
    return documents, [tuple(_TITLES.values()), *rows]


def _dealt_out(shards: Iterable[Shard]) -> tuple[list[Document], list[Sequence[object]]]:
    """The same for shards."""
    documents = [
        {"shard": one.number, "accounts": list(one.accounts), "arguments": one.arguments}
        for one in shards
    ]
    rows = [(one.number, ", ".join(one.accounts)) for one in shards]
    return documents, [_SHARD_TITLES, *rows]


def _document(account: Account) -> Document:
    return {
        "account": account.name,
        "phone": account.phone,
        "tenant_id": account.tenant_id,
        "base_url": account.base_url,
    }


def _lines(rows: Iterable[Sequence[object]]) -> Iterator[Text]:
    cells = [[in_line(str(value)) for value in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    for row in cells:
        padded = [cell.ljust(width) for cell, width in zip(row, widths, strict=True)]
        yield Text("  ".join(padded).rstrip())
