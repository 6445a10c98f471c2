"""The variables of an account, as template files write them: `${name}`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from syncer.documents.interpolate import Unresolved, references
from syncer.documents.words import quoted, suggestion

if TYPE_CHECKING:
    from syncer.config import Account
    from syncer.desired.sources import Sources
    from syncer.documents.interpolate import Lookup
    from syncer.documents.nodes import DataPath

Values = frozenset[tuple[str, str]]
"""Variables with their values."""


def lookup_in(account: Account) -> Lookup:
    """What the account's variables stand for, or why there is none of a name."""

    def lookup(name: str, _path: DataPath) -> str | Unresolved:
        if name in account.vars:
            return account.vars[name]
        if name.startswith("env:"):
            message = f"{quoted('${' + name + '}')} is allowed in syncer.yaml only"
            return Unresolved(message, "give it to a variable of the account there, and write that")
        message = f"the account {quoted(account.name)} has no variable {quoted(name)}"
        if not account.vars:
            return Unresolved(message, f"add it to accounts.{account.name}.vars in syncer.yaml")
        return Unresolved(message, suggestion(name, account.vars, "its variables are"))

    return lookup


def variables_of(sources: Sources, account: Account) -> Values | None:
    """The variables that the files use, with their values; None if the account lacks one."""
    used = frozenset().union(*(references(file.text) for file in sources.files))
    known = frozenset((name, account.vars[name]) for name in used & account.vars.keys())
    return known if len(known) == len(used) else None
