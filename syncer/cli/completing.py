"""What a shell offers at Tab: from the files at hand, in no time, and never an error.

A command line that is completed is half written, and so may be its files.
"""

from __future__ import annotations

import contextlib
import os
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from click.shell_completion import (
    BashComplete,
    CompletionItem,
    FishComplete,
    ShellComplete,
    ZshComplete,
    add_completion_class,
    shell_complete,
)

from syncer.project_file import nearest_project_file

if TYPE_CHECKING:
    from collections.abc import Iterable

    import click

VARIABLE = "_SYNCER_COMPLETE"
"""Set by the shell's script for a run that completes."""


class _WithoutCommands(ShellComplete):
    """Values of the options that commands share, without loading any command for it."""

    def get_completions(self, args: list[str], incomplete: str) -> list[CompletionItem]:
        """What is offered after these words; click loads the command for all else."""
        args = [word for word in args if word != "="]  # in `--account=main`, to bash, one of three
        incomplete = incomplete.removeprefix("=")
        values = _SHARED.get(args[-1]) if args else None
        if values is None or incomplete.startswith("-"):
            return super().get_completions(args, incomplete)
        named = [value for option, value in pairwise(args) if option in ("-c", "--config")]
        return values(named[-1] if named else None, incomplete)


class _Bash(_WithoutCommands, BashComplete):
    pass


class _Zsh(_WithoutCommands, ZshComplete):
    pass


class _Fish(_WithoutCommands, FishComplete):
    pass


def complete(group: click.Group) -> None:
    """Answer the shell. Nothing is told on stderr, whatever happens."""
    with (
        Path(os.devnull).open("w", encoding="utf-8") as nowhere,
        contextlib.redirect_stderr(nowhere),
        contextlib.suppress(Exception),
    ):
        for shell in (_Bash, _Zsh, _Fish):
            add_completion_class(shell)
        shell_complete(group, {}, "syncer", VARIABLE, os.environ[VARIABLE])


def accounts(
    context: click.Context, parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """The accounts of syncer.yaml."""
    del parameter
    return _accounts(context.params.get("config"), incomplete)


def templates(
    context: click.Context, parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """The templates that the files declare; after a slash, their languages."""
    del parameter
    return _templates(context.params.get("config"), incomplete)


def schemas(
    context: click.Context, parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """The schemas that there are."""
    del context, parameter
    from syncer.schema_files import schema_names

    return _offered(schema_names(), incomplete)


def files(
    context: click.Context, parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Files, as the shell finds them."""
    del context, parameter
    return [CompletionItem(incomplete, type="file")]


def _accounts(config: str | Path | None, incomplete: str) -> list[CompletionItem]:
    from syncer.cli.written_names import account_names

    file = _project_file(config)
    return _offered(account_names(file) if file else (), incomplete)


def _templates(config: str | Path | None, incomplete: str) -> list[CompletionItem]:
    from syncer.cli.written_names import template_names

    file = _project_file(config)
    found = template_names(file) if file else {}
    if "/" not in incomplete:
        return _offered(found, incomplete)
    pairs = (f"{name}/{language}" for name, languages in found.items() for language in languages)
    return _offered(pairs, incomplete)


_SHARED = {
    "-a": _accounts,
    "--account": _accounts,
    "--only": _templates,
    "--exclude": _templates,
}
"""The options that commands share, and what stands after them."""


def _offered(words: Iterable[str], incomplete: str) -> list[CompletionItem]:
    return [CompletionItem(word) for word in words if word.startswith(incomplete)]


def _project_file(config: str | Path | None) -> Path | None:
    """The syncer.yaml of --config, or the nearest one upwards."""
    return Path(config).expanduser() if config else nearest_project_file(Path.cwd())
