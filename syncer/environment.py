"""What syncer.yaml takes from the environment: `${env:NAME}`, and what an account leaves out.

`${env:NAME}` stands for an environment variable there, and there only. A credential is never
anything else than one such reference, and its variable stands nowhere else, so that nothing prints
it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from syncer.base_url import HINT, is_safe_base_url
from syncer.documents.interpolate import Unresolved
from syncer.documents.nodes import MapNode, ScalarNode
from syncer.documents.words import quoted
from syncer.errors import Location, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from syncer.documents.interpolate import Lookup
    from syncer.documents.nodes import DataPath, Node

_ENV_REFERENCE = re.compile(r"env:([A-Za-z_][A-Za-z0-9_]*)")

_CREDENTIALS = {"access_key": "NXCLOUD_ACCESS_KEY", "access_secret": "NXCLOUD_ACCESS_SECRET"}


class _Variable(NamedTuple):
    """What the environment may give, and the form it must have."""

    name: str
    fits: Callable[[str], object]
    what: str
    hint: str = "set it right, or unset it"


# Credentials have no form.
_VARIABLES = {
    "phone": _Variable("NXCLOUD_PHONE", re.compile(r"\+?[0-9]{5,20}").fullmatch, "a phone number"),
    "tenant_id": _Variable(
        "NXCLOUD_TENANT_ID", re.compile(r"[1-9][0-9]{0,18}").fullmatch, "a whole number"
    ),
    "base_url": _Variable("NXCLOUD_BASE_URL", is_safe_base_url, "an https address", HINT),
}


def variable_of(key: str) -> str:
    """The environment variable that `phone`, `tenant_id` or `base_url` may come from."""
    return _VARIABLES[key].name


def fits(key: str, value: str) -> bool:
    """Whether a value has the form that `phone`, `tenant_id` or `base_url` must have."""
    return bool(_VARIABLES[key].fits(value))


def lookup_in(environ: Mapping[str, str], root: Node) -> Lookup:
    """What the references of a syncer.yaml stand for, or why there is none of a name.

    One in `access_key` or `access_secret` stays as it stands.
    """
    credentials = _credential_variables(root)

    def lookup(name: str, path: DataPath) -> str | Unresolved:
        reference = _ENV_REFERENCE.fullmatch(name)
        if reference is None:
            message = f"{quoted('${' + name + '}')} has no value in this file"
            return Unresolved(message, "write `${env:NAME}`, or `$${` for a literal `${`")
        if _is_credential(path):
            return "${" + name + "}"  # only read once the form is known to be right
        if reference[1] in credentials:
            message = f"the environment variable {quoted(reference[1])} holds a credential"
            hint = "it may stand in access_key and access_secret only, so that nothing prints it"
            return Unresolved(message, hint)
        if reference[1] not in environ:
            message = f"the environment variable {quoted(reference[1])} is not set"
            return Unresolved(message, "set it, or write the value here")
        return environ[reference[1]]

    return lookup


def unfit_variables(
    accounts: Mapping[str, Mapping[str, object]],
    environ: Mapping[str, str],
    places: Mapping[str, Location],
    start: Location,
) -> Iterator[Problem]:
    """What is taken from the environment and has not the form it must have.

    `places` has where each account stands, `start` is where they all do if the file names none.
    """
    for name, account in accounts.items():
        for key, variable in _VARIABLES.items():
            value = environ.get(variable.name)
            wanted = key == "base_url" or key not in account
            if value and wanted and not variable.fits(value):
                place = places.get(f"accounts.{name}", start)
                what = f"{quoted(value)}, not {variable.what}"
                message = f"the environment variable {variable.name} is {what}"
                yield Problem(place, message, variable.hint)


def _credential_variables(root: Node) -> frozenset[str]:
    """The environment variables that hold credentials, by the file or by their name."""
    accounts = _entries(_entries(root).get("accounts")).values()
    written = [_entries(account).get(key) for account in accounts for key in _CREDENTIALS]
    texts = [node.text for node in written if isinstance(node, ScalarNode)]
    named = (_ENV_REFERENCE.search(text) for text in texts)
    return frozenset({match[1] for match in named if match} | {*_CREDENTIALS.values()})


def _entries(node: Node | None) -> dict[str, Node]:
    entries = node.entries if isinstance(node, MapNode) else {}
    return {key: entry.value for key, entry in entries.items()}


def _is_credential(path: DataPath) -> bool:
    match path:
        case ("accounts", _, "access_key" | "access_secret"):
            return True
    return False
