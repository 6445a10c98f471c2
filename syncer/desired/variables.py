"""The variables of an account, as template files write them: `${name}`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from syncer.documents.interpolate import Unresolved
from syncer.documents.words import quoted, suggestion

if TYPE_CHECKING:
    from syncer.config import Account
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


def has(account: Account, values: Values) -> bool:
    """Whether these variables have just these values for the account."""
    return all(account.vars.get(name) == value for name, value in values)


class Recorder:
    """A lookup that remembers what it gave."""

    def __init__(self, lookup: Lookup) -> None:
        self._lookup = lookup
        self._given: dict[str, str | Unresolved] = {}

    def __call__(self, name: str, path: DataPath) -> str | Unresolved:
        """What the lookup gives."""
        found = self._given[name] = self._lookup(name, path)
        return found

    def values(self) -> Values | None:
        """All that was given; None if one of the variables had no value."""
        found = ((name, value) for name, value in self._given.items() if isinstance(value, str))
        values = frozenset(found)
        return values if len(values) == len(self._given) else None
