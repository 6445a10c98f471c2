"""From an account of syncer.yaml to a client, and to what this machine knows of the account."""

from __future__ import annotations

import os
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from syncer.errors import AccountError
from syncer.live.facts import Facts, opened_facts
from syncer.live.knowledge import Knowledge
from syncer.live.snapshot import LiveSide
from syncer.nxcloud.client import Client, Credentials, Sender

if TYPE_CHECKING:
    from collections.abc import Iterator

    import httpx

    from syncer.config import Account, Secret


@dataclass(frozen=True, slots=True)
class Stores:
    """What outlives a run: the memory of own writes, and a cache that saves work."""

    memory: Facts
    cache: Facts


@contextmanager
def opened_stores(*, refresh: bool) -> Iterator[Stores]:
    """The stores of this machine; with `refresh` the cache is an empty one that is not kept."""
    cache = None if refresh else _cache_folder() / "cache.sqlite3"
    with opened_facts(_state_folder() / "memory.sqlite3") as memory, opened_facts(cache) as cached:
        yield Stores(memory, cached)


def live_side(account: Account, http: httpx.Client, stores: Stores, concurrency: int) -> LiveSide:
    """The account's client over `http`, and what is known beside it. Raises AccountError."""
    client = _client_of(account, http)
    sender = client.sender
    scope = f"{sender.base_url}|{sender.tenant_id}|{sender.phone}"
    knowledge = Knowledge(scope, account.tags, stores.memory, stores.cache)
    return LiveSide(client, knowledge, account.resolve_short_links, concurrency)


def _client_of(account: Account, http: httpx.Client) -> Client:
    key, secret = account.access_key, account.access_secret
    if account.phone is None or account.tenant_id is None or key is None or secret is None:
        raise _incomplete(account)
    credentials = Credentials(key, secret, account.sign_algorithm)
    return Client(Sender(account.base_url, account.phone, account.tenant_id), credentials, http)


def _incomplete(account: Account) -> AccountError:
    wanted: dict[str, str | int | Secret | None] = {
        "phone": account.phone,
        "tenant_id": account.tenant_id,
        "access_key": account.access_key,
        "access_secret": account.access_secret,
    }
    missing = [name for name, value in wanted.items() if value is None]
    key_variable, secret_variable = account.credential_variables
    variables = {"access_key": key_variable, "access_secret": secret_variable}
    named = ", ".join(variables.get(name, f"NXCLOUD_{name.upper()}") for name in missing)
    in_file = [name for name in missing if name not in variables]
    elsewhere = f", or {' and '.join(in_file)} in syncer.yaml" if in_file else ""
    return AccountError(
        f"account {account.name}: {', '.join(missing)} not set",
        hint=f"set in the environment: {named}{elsewhere}",
    )


def _cache_folder() -> Path:
    from platformdirs import user_cache_path

    return Path(os.environ.get("SYNCER_CACHE_DIR") or user_cache_path("syncer"))


def _state_folder() -> Path:
    from platformdirs import user_state_path

    return Path(os.environ.get("SYNCER_STATE_DIR") or user_state_path("syncer"))
