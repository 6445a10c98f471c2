"""`syncer emulator`: a local NxCloud template API to try things on."""

from __future__ import annotations

import ipaddress
import shlex
import sqlite3
from typing import TYPE_CHECKING, Any

import click

from syncer.cli.output import say, tell
from syncer.errors import EXIT_DONE, SyncerError

if TYPE_CHECKING:
    from syncer.cli.commands.emulator import Address, Credentials
    from syncer.emulator import Fault, Running

_MISSING = "install it with the package's extra: pip install 'syncer[emulator]'"


def run(
    *,
    address: Address,
    credentials: Credentials,
    faults: tuple[str, ...],
    **switches: Any,  # noqa: ANN401 -- the switches pass through to Settings
) -> int:
    """Carry out the command, and give its exit code."""
    try:
        from syncer.emulator import Account, Platform, Settings, Store, serve
    except ImportError as error:
        raise SyncerError(f"the emulator is not installed ({error})", hint=_MISSING) from None
    _warn_of_host(address.host)
    account = Account(
        credentials.access_key,
        credentials.access_secret,
        credentials.phones,
        credentials.tenant_id,
    )
    settings = Settings(accounts=(account,), faults=_parsed(faults), **switches)
    try:
        with Store(address.database) as store:
            serve(Platform(settings, store), address.host, address.port, started=_announce)
    except OSError as error:
        raise SyncerError(
            f"cannot listen on {address.host}:{address.port}: {error.strerror}",
            hint="choose another --port",
        ) from None
    except sqlite3.Error as error:
        raise SyncerError(
            f"cannot use the database {address.database}: {error}", hint="name another --database"
        ) from None
    return EXIT_DONE


def _parsed(faults: tuple[str, ...]) -> tuple[Fault, ...]:
    from syncer.emulator import Fault

    try:
        return tuple(Fault.parse(text) for text in faults)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--fault") from None


def _warn_of_host(host: str) -> None:
    try:
        loopback = host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        loopback = False
    if not loopback:
        tell(
            f"warning: {host} can be reached from other machines,"
            " and /console/ asks for no password"
        )


def _announce(running: Running) -> None:
    """The environment that points syncer at the emulator, for a shell to take."""
    account = running.settings.accounts[0]
    values = {
        "BASE_URL": running.base_url,
        "ACCESS_KEY": account.access_key,
        "ACCESS_SECRET": account.access_secret,
        "PHONE": account.phones[0],
        "TENANT_ID": str(account.tenant_id),
    }
    for name, value in values.items():
        say(f"export NXCLOUD_{name}={shlex.quote(value)}")
