"""`syncer accounts`: the accounts of syncer.yaml; the JSON is a list that a CI matrix takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from syncer.cli.chosen import open_config
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


def run(*, config: Path | None, shards: int | None, output: Output) -> int:
    """Carry out the command, and give its exit code."""
    accounts = open_config(config).accounts
    if shards is None:
        documents, rows = _listed(accounts)
    else:
        documents, rows = _dealt_out(shards_of(accounts, shards))
    if output.format == "json":
        output.document(documents)
    else:
        output.styled((line, "") for line in _lines(rows))
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


def _lines(rows: Iterable[Sequence[object]]) -> Iterator[str]:
    cells = [[in_line(str(value)) for value in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    for row in cells:
        padded = [cell.ljust(width) for cell, width in zip(row, widths, strict=True)]
        yield "  ".join(padded).rstrip()
