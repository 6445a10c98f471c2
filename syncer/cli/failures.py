"""Errors as results: of a command that got no further, and of accounts beside others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from syncer.cli.output import tell, tell_error
from syncer.plan.file import FORMAT_VERSION
from syncer.render.documents import error_document

if TYPE_CHECKING:
    from collections.abc import Sequence

    from syncer.config import Account
    from syncer.errors import SyncerError
    from syncer.template_document import Document


@dataclass(frozen=True, slots=True)
class Failure:
    """An account that got no further; the others go on."""

    account: Account
    error: SyncerError


def failure_document(error: SyncerError) -> Document:
    """The JSON result of a command that got no further."""
    return {"format_version": FORMAT_VERSION, "error": error_document(error)}


def with_failures(document: Document, failed: Sequence[Failure]) -> Document:
    """A result with the errors beside it: `error` is the first, `errors` has one per account."""
    if not failed:
        return document
    errors = [{"account": one.account.name, **error_document(one.error)} for one in failed]
    return {**document, "error": errors[0], "errors": errors}


def tell_failures(failed: Sequence[Failure]) -> None:
    """Every account's error, on stderr, below its name where the error does not say it itself."""
    for one in failed:
        if not one.error.message.startswith(f"account {one.account.name}: "):
            tell(f"account {one.account.name}:")
        tell_error(one.error)
