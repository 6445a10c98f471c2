"""syncer.yaml as a value: accounts, scope, limits; and how it is found and read."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypedDict, cast

from syncer.base_url import HINT, is_safe_base_url
from syncer.documents.check import document_schema
from syncer.documents.compose import compose
from syncer.documents.interpolate import interpolate, limited
from syncer.documents.nodes import (
    entry_of,
    key_locations,
    location,
    locations,
)
from syncer.documents.text import read_text, shown_path
from syncer.documents.words import quoted
from syncer.environment import lookup_in, unfit_variables
from syncer.errors import InvalidFilesError, Location, NoProjectError, Problem
from syncer.project_file import FILE_NAME, nearest_project_file
from syncer.secrets import Secret

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from syncer.documents.nodes import Node

__all__ = [
    "DEFAULT_BASE_URL",
    "FILE_NAME",
    "Account",
    "Config",
    "Limits",
    "Scope",
    "Secret",
    "SignAlgorithm",
    "find_config",
    "load_config",
]

_ALMOST = "syncer.yml"
DEFAULT_BASE_URL = "https://api.nxcloud.com"
"""The host of every endpoint in the API document."""

SignAlgorithm = Literal["md5", "sha256"]


@dataclass(frozen=True, slots=True)
class Account:
    """One NxCloud sender. What is None is neither in the file nor in the environment.

    `credential_variables` are the environment variables that its key and its secret come from.
    """

    name: str
    phone: str | None
    tenant_id: int | None
    base_url: str
    access_key: Secret | None
    access_secret: Secret | None
    sign_algorithm: SignAlgorithm = "md5"
    vars: Mapping[str, str] = field(default_factory=dict)
    tags: Mapping[str, int] = field(default_factory=dict)
    resolve_short_links: bool = False
    credential_variables: tuple[str, str] = ("NXCLOUD_ACCESS_KEY", "NXCLOUD_ACCESS_SECRET")


@dataclass(frozen=True, slots=True)
class Scope:
    """Which live names this repository owns, and which it never deletes, as patterns.

    An `include` of None means exactly the names that the files declare.
    """

    include: tuple[str, ...] | None = None
    protect: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Limits:
    """What one apply may do.

    The percentages are of the live templates in scope, and count unless --force is given.
    `creations_per_hour` is Meta's limit for the account; what goes beyond it is left for later.
    """

    max_delete_percent: int = 30
    max_update_percent: int = 30
    creations_per_hour: int = 100


@dataclass(frozen=True, slots=True)
class Network:
    """How long one wait for NxCloud may take, for how long one call is tried, and how many may go.

    No limit of NxCloud's is documented. Reads have none of ours either: each call waits for its
    answer, so `concurrency` alone asks a slow server less. A write goes on to Meta, which counts
    the calls for each WhatsApp account, so it has one: the 10 a second that Gupshup, another
    provider before Meta, publishes for most of its calls (its page "Partner Rate Limits"). It holds
    up few, as Meta takes 100 creations an hour.
    """

    timeout_seconds: int = 30
    retry_seconds: int = 120
    requests_per_second: float | None = None
    writes_per_second: float | None = 10


@dataclass(frozen=True, slots=True)
class Config:
    """The whole project. `root` is the folder of syncer.yaml: nothing outside it is read as media.

    `ignore` has the rules that do not count in it, each with the reason.
    `locations` maps paths (`accounts.production.phone`) to where the value stands in syncer.yaml.
    """

    path: Path
    root: Path
    templates: tuple[str, ...]
    accounts: tuple[Account, ...]
    scope: Scope = Scope()
    prune: bool = False
    limits: Limits = Limits()
    ignore: Mapping[str, str] = field(default_factory=dict)
    concurrency: int = 8
    network: Network = Network()
    locations: Mapping[str, Location] = field(default_factory=dict, compare=False)


def find_config(start: Path) -> Path:
    """The syncer.yaml in the folder `start`, or in the nearest folder above it that has one.

    Raises NoProjectError where there is none.
    """
    if found := nearest_project_file(start):
        return found
    message = f"there is no {FILE_NAME} here, nor in any folder above"
    hint = "`syncer init` writes one to begin with; or name another with --config"
    if os.path.isfile(start / _ALMOST):  # noqa: PTH113  # False for a folder that is closed
        hint = f"rename {_ALMOST} to {FILE_NAME}, or name it with --config"
    raise NoProjectError(Problem(Location(FILE_NAME), message, hint))


def load_config(path: Path, environ: Mapping[str, str], *, base: Path | None = None) -> Config:
    """The project of a syncer.yaml. Messages show paths relative to `base`, or to its own folder.

    Raises InvalidFilesError with every problem of the file and of the NXCLOUD_* variables it needs.
    """
    file = shown_path(path, base or path.parent)
    root, problems = _read(path, file)
    filled = interpolate(root, limited(lookup_in(environ, root)), file)
    checked = document_schema("config").check(filled.root, file)
    data = cast("_ConfigData", checked.data or {})
    places = dict(_places(file, checked.root))
    accounts = _accounts_of(data)
    unfit = unfit_variables(accounts, environ, places, Location(file))
    problems = [*problems, *filled.problems, *checked.problems, *unfit]
    problems += _unsafe_base_urls(accounts, places, problems)
    if problems:
        raise InvalidFilesError(problems)
    return _config(path, data, tuple(_account(*item, environ) for item in accounts.items()), places)


def _places(file: str, root: Node) -> Iterator[tuple[str, Location]]:
    """Where each value stands; of an ignored rule, where its id does."""
    yield from locations(file, root)
    if ignored := entry_of(root, "ignore"):
        yield from key_locations(file, ignored.value, "ignore")


class _AccountData(TypedDict, total=False):
    phone: str
    tenant_id: int
    base_url: str
    access_key: str
    access_secret: str
    sign_algorithm: SignAlgorithm
    vars: dict[str, str] | None
    tags: dict[str, int] | None
    resolve_short_links: bool


class _ScopeData(TypedDict, total=False):
    include: list[str] | None
    protect: list[str] | None


class _NetworkData(TypedDict, total=False):
    timeout_seconds: int
    retry_seconds: int
    requests_per_second: float
    writes_per_second: float


class _ConfigData(TypedDict, total=False):
    templates: str | list[str]
    accounts: dict[str, _AccountData | None] | None
    scope: _ScopeData | None
    prune: bool
    limits: dict[str, int] | None
    ignore: dict[str, str] | None
    concurrency: int
    network: _NetworkData | None


def _read(path: Path, file: str) -> tuple[Node, list[Problem]]:
    text = read_text(path, file)
    if isinstance(text, Problem):
        raise InvalidFilesError([text])
    composition = compose(text, file)
    problems = list(composition.problems)
    if not composition.documents:
        empty = Problem(Location(file), "the file is empty", "it begins with `version: 1`")
        raise InvalidFilesError(problems or [empty])
    first, *others = (document.root for document in composition.documents)
    problems += [
        Problem(location(file, other), "a second document", "this file takes one: remove the `---`")
        for other in others
    ]
    return first, problems


def _accounts_of(data: _ConfigData) -> dict[str, _AccountData]:
    accounts = data.get("accounts") or {"default": None}
    return {name: account or {} for name, account in accounts.items()}


def _unsafe_base_urls(
    accounts: Mapping[str, _AccountData], places: Mapping[str, Location], told: list[Problem]
) -> Iterator[Problem]:
    """The addresses in the file that credentials must not go to; those already told are left."""
    known = {problem.location for problem in told}
    for name, account in accounts.items():
        url, path = account.get("base_url"), f"accounts.{name}.base_url"
        if url is not None and places[path] not in known and not is_safe_base_url(url):
            message = f"{quoted(path)}: {quoted(url)} is not an https address"
            yield Problem(places[path], message, HINT, "base-url")


def _account(name: str, data: _AccountData, environ: Mapping[str, str]) -> Account:
    phone = data.get("phone") or environ.get("NXCLOUD_PHONE")
    tenant = data.get("tenant_id") or environ.get("NXCLOUD_TENANT_ID")
    base_url = environ.get("NXCLOUD_BASE_URL") or data.get("base_url", DEFAULT_BASE_URL)
    key_variable = _variable(data.get("access_key", "${env:NXCLOUD_ACCESS_KEY}"))
    secret_variable = _variable(data.get("access_secret", "${env:NXCLOUD_ACCESS_SECRET}"))
    return Account(
        name=name,
        phone=phone.removeprefix("+") if phone else None,
        tenant_id=int(tenant) if tenant else None,
        base_url=base_url.rstrip("/"),
        access_key=_secret(environ.get(key_variable)),
        access_secret=_secret(environ.get(secret_variable)),
        sign_algorithm=data.get("sign_algorithm", "md5"),
        vars=data.get("vars") or {},
        tags=data.get("tags") or {},
        resolve_short_links=data.get("resolve_short_links", False),
        credential_variables=(key_variable, secret_variable),
    )


def _variable(reference: str) -> str:
    return reference.removeprefix("${env:").removesuffix("}")


def _secret(value: str | None) -> Secret | None:
    return Secret(value) if value else None


def _config(
    path: Path, data: _ConfigData, accounts: tuple[Account, ...], places: Mapping[str, Location]
) -> Config:
    templates = data.get("templates", "templates")
    return Config(
        path=path,
        root=path.parent,
        templates=(templates,) if isinstance(templates, str) else tuple(templates),
        accounts=accounts,
        scope=_scope(data.get("scope") or {}),
        prune=data.get("prune", False),
        limits=Limits(**(data.get("limits") or {})),
        ignore=data.get("ignore") or {},
        concurrency=data.get("concurrency", 8),
        network=Network(**(data.get("network") or {})),
        locations=places,
    )


def _scope(data: _ScopeData) -> Scope:
    include = data.get("include")
    return Scope(None if include is None else tuple(include), tuple(data.get("protect") or ()))
