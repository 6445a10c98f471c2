"""syncer.yaml, and which of its accounts a command is about."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from syncer.config import find_config, load_config
from syncer.errors import AccountError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from syncer.cli.options import ProjectOptions
    from syncer.config import Account, Config


def open_config(path: Path | None) -> Config:
    """The configuration at `path`, or the nearest syncer.yaml upwards; its paths are absolute."""
    return load_config(config_path(path), os.environ, base=Path.cwd())


def config_path(path: Path | None) -> Path:
    """Where the configuration is; raises InvalidFilesError where none is named or found."""
    here = Path.cwd()
    return Path(os.path.normpath(here / path)) if path else find_config(here)


def chosen_accounts(config: Config, options: ProjectOptions) -> tuple[Account, ...]:
    """The accounts of `--account` and `--all-accounts`, or the only one there is.

    Raises UsageError where there are several and none is named, AccountError for an unknown name.
    """
    named = named_accounts(config, options)
    if named or len(config.accounts) == 1:
        return named or config.accounts
    raise UsageError(
        f"there are {len(config.accounts)} accounts, and none is named",
        hint="name one or more with -a, or take --all-accounts;"
        f" accounts: {_listed(config.accounts)}",
    )


def named_accounts(config: Config, options: ProjectOptions) -> tuple[Account, ...]:
    """The accounts of `--account` and `--all-accounts`, each once. Raises as chosen_accounts."""
    names = _listed(config.accounts)
    if options.all_accounts and options.accounts:
        raise UsageError(
            "--account and --all-accounts exclude each other", hint=f"accounts: {names}"
        )
    if options.all_accounts:
        return config.accounts
    by_name = {account.name: account for account in config.accounts}
    for name in options.accounts:
        if name not in by_name:
            raise AccountError(f"there is no account {name!r}", hint=f"accounts: {names}")
    return tuple(by_name[name] for name in dict.fromkeys(options.accounts))


def _listed(accounts: Iterable[Account]) -> str:
    return ", ".join(account.name for account in accounts)
