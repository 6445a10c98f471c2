"""`syncer doctor`: is all that a plan needs as it should be? Its transport refuses all but GET."""

from __future__ import annotations

import platform
from contextlib import suppress
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

from syncer import __version__
from syncer.cli.chosen import named_accounts, open_config
from syncer.cli.connection import identity
from syncer.cli.folders import cache_folder, state_folder
from syncer.desired import read_sources, render
from syncer.doctor.folders import folder_check
from syncer.doctor.network import NETWORK, network_checks
from syncer.doctor.rights import RIGHTS, rights_checks
from syncer.doctor.values import AccountChecks, Check, Diagnosis, failed, ok, whole
from syncer.documents.text import shown_path
from syncer.errors import ConnectionFailedError, InvalidFilesError, NoProjectError, SyncerError
from syncer.nxcloud.client import Client
from syncer.nxcloud.pace import Pace, Patience
from syncer.nxcloud.transport import read_only_client
from syncer.plan.file import FORMAT_VERSION
from syncer.render.checks_text import diagnosis_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import httpx

    from syncer.cli.options import ProjectOptions
    from syncer.cli.output import Output
    from syncer.config import Account, Config
    from syncer.errors import Problem
    from syncer.model import TemplateKey
    from syncer.template_document import Document

_ACCOUNT_CHECKS = ("account", *NETWORK, *RIGHTS)
_VALIDATE = "`syncer validate` lists all that is wrong"
_NO_STATE = Check(
    "state",
    "failed",
    "apply cannot keep its journal, and writes nothing without it",
    "mend its permissions, or set SYNCER_STATE_DIR",
)
_NO_CACHE = Check(
    "cache",
    "warning",
    "media are read anew each time",
    "mend its permissions, or set SYNCER_CACHE_DIR",
)
_PATIENCE = Patience(total_seconds=10.0, attempts=2)


def run(*, project: ProjectOptions, output: Output) -> int:
    """Carry out the command, and give its exit code."""
    diagnosis = _diagnosis(project)
    if output.format == "json":
        output.document(_document(diagnosis))
    else:
        output.lines(diagnosis_lines(diagnosis))
    return diagnosis.exit_code()


def _document(diagnosis: Diagnosis) -> Document:
    """The diagnosis as JSON; there are no other keys, and no other outcomes.

    `{"format_version", "checks": [CHECK], "accounts": [{"account", "checks": [CHECK]}],
    "summary": {"ok", "warning", "failed", "skipped"}}`, where CHECK is `{"check", "outcome": "ok |
    warning | failed | skipped", "message", "hint", "code"}`. `hint` and `code`, the stable word of
    an error, may be "". Each check is always there: one that could not be made is skipped.
    """
    return {
        "format_version": FORMAT_VERSION,
        "checks": [asdict(one) for one in diagnosis.checks],
        "accounts": [asdict(one) for one in diagnosis.accounts],
        "summary": diagnosis.counts(),
    }


def _diagnosis(options: ProjectOptions) -> Diagnosis:
    """Everything that can be looked at. Raises AccountError for a name that is none."""
    try:
        config = open_config(options.config)
    except InvalidFilesError as error:
        return Diagnosis(_machine_checks(_without_config(error)), ())
    accounts = named_accounts(config, options) or config.accounts
    machine = _machine_checks(_files(config, accounts))
    return Diagnosis(machine, tuple(_examined(account, config) for account in accounts))


def _machine_checks(project: Sequence[Check]) -> tuple[Check, ...]:
    """Those of this machine, with those of the project among them."""
    return (
        ok("version", f"syncer {__version__}, Python {platform.python_version()}"),
        folder_check(state_folder(), _NO_STATE),
        folder_check(cache_folder(), _NO_CACHE),
        *project,
    )


def _without_config(error: InvalidFilesError) -> Sequence[Check]:
    first = error.problems[0]
    more = len(error.problems) - 1
    place = "" if isinstance(error, NoProjectError) else f"{first.location}: "
    message = f"{place}{first.message}" + (f", and {more} more" if more else "")
    made = [Check("config", "failed", message, first.hint, error.code)]
    return whole(("config", "files", "accounts"), made)


def _files(config: Config, accounts: Sequence[Account]) -> Sequence[Check]:
    shown = shown_path(config.path, Path.cwd())
    names = ", ".join(account.name for account in config.accounts)
    return ok("config", shown), _templates(config, accounts), ok("accounts", names)


def _templates(config: Config, accounts: Sequence[Account]) -> Check:
    """What `syncer validate` would say of these accounts, in short."""
    problems: set[Problem] = set()
    keys: set[TemplateKey] = set()
    try:
        sources = read_sources(config, base=Path.cwd())
    except InvalidFilesError as error:
        return replace(failed("files", error), hint=_VALIDATE)
    for result in (render(sources, account) for account in accounts):
        problems.update(result.problems)
        keys.update(template.key for template in result.templates)
    if any(problem.severity == "error" for problem in problems):
        return replace(failed("files", InvalidFilesError(list(problems))), hint=_VALIDATE)
    found = _counted(len(keys), "template")
    if problems:
        told = f"{found}, {_counted(len(problems), 'warning')}"
        return Check("files", "warning", told, _VALIDATE)
    return ok("files", f"{found}, without a problem")


def _counted(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def _examined(account: Account, config: Config) -> AccountChecks:
    made = (*_settings(account), *_network(account, config))
    return AccountChecks(account.name, whole(_ACCOUNT_CHECKS, made))


def _settings(account: Account) -> Iterator[Check]:
    try:
        identity(account)
    except SyncerError as error:
        yield failed("account", error)
    else:
        variables = " and ".join(account.credential_variables)
        yield ok("account", f"phone, tenant_id, and credentials from {variables} are set")


def _network(account: Account, config: Config) -> Iterator[Check]:
    """What can be seen of NxCloud, and with it of an account that is whole."""
    try:
        with read_only_client(timeout=config.network.timeout_seconds) as http:
            seen = list(network_checks(http, account.base_url))
            yield from seen
            if all(one.outcome != "failed" for one in seen):
                yield from _rights(account, http)
    except ConnectionFailedError as error:  # certificates that cannot be read
        yield failed("tls", error)


def _rights(account: Account, http: httpx.Client) -> Iterator[Check]:
    with suppress(SyncerError):  # told by the check of the account
        client = Client(*identity(account), http, pace=Pace(_PATIENCE))
        yield from rights_checks(client)
