"""From an account of syncer.yaml to a client, and to what this machine knows of the account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from syncer.cli.senders import sender_scope
from syncer.errors import AccountError
from syncer.live.knowledge import Knowledge
from syncer.live.snapshot import LiveSide
from syncer.nxcloud.client import Client, Credentials, Sender

if TYPE_CHECKING:
    import httpx

    from syncer.cli.session import Session
    from syncer.config import Account, Secret


def live_side(account: Account, http: httpx.Client, session: Session) -> LiveSide:
    """The account's client over `http`, and what is known beside it. Raises AccountError."""
    sender, credentials = identity(account)
    scope = sender_scope(account)
    client = Client(sender, credentials, http, clock=session.clock, pace=session.pace_of(scope))
    knowledge = Knowledge(scope, account.tags, session.memory, session.cache)
    concurrency = session.config.concurrency
    return LiveSide(client, knowledge, account.resolve_short_links, concurrency, session.progress)


def identity(account: Account) -> tuple[Sender, Credentials]:
    """Whose templates an account's calls are about, and what signs them. Raises AccountError."""
    key, secret = account.access_key, account.access_secret
    if account.phone is None or account.tenant_id is None or key is None or secret is None:
        raise _incomplete(account)
    sender = Sender(account.base_url, account.phone, account.tenant_id)
    return sender, Credentials(key, secret, account.sign_algorithm)


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
