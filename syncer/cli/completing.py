"""What a shell offers at Tab: from the files at hand, in no time, and never an error.

A command line that is completed is half written, and so may be its files.
"""

from __future__ import annotations

import contextlib
import os
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

from syncer.cli import COMPLETION_VARIABLE
from syncer.project_file import nearest_project_file

if TYPE_CHECKING:
    from collections.abc import Iterable

    import click


class _AroundSigns(ShellComplete):
    """An option and its value around `=` are completed as around a space."""

    def get_completions(self, args: list[str], incomplete: str) -> list[CompletionItem]:
        """What is offered after these words; `--account=main` is three of them to bash."""
        return super().get_completions(
            [word for word in args if word != "="], incomplete.removeprefix("=")
        )


class _Bash(_AroundSigns, BashComplete):
    pass


class _Zsh(_AroundSigns, ZshComplete):
    pass


class _Fish(_AroundSigns, FishComplete):
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
        shell_complete(group, {}, "syncer", COMPLETION_VARIABLE, os.environ[COMPLETION_VARIABLE])


def accounts(
    context: click.Context, parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """The accounts of syncer.yaml."""
    del parameter
    from syncer.cli.written_names import account_names

    file = _project_file(context)
    return _offered(account_names(file) if file else (), incomplete)


def templates(
    context: click.Context, parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """The templates that the files declare; after a slash, their languages."""
    del parameter
    from syncer.cli.written_names import template_names

    file = _project_file(context)
    found = template_names(file) if file else {}
    if "/" not in incomplete:
        return _offered(found, incomplete)
    pairs = (f"{name}/{language}" for name, languages in found.items() for language in languages)
    return _offered(pairs, incomplete)


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


def _offered(words: Iterable[str], incomplete: str) -> list[CompletionItem]:
    return [CompletionItem(word) for word in words if word.startswith(incomplete)]


def _project_file(context: click.Context) -> Path | None:
    """The syncer.yaml of --config, or the nearest one upwards."""
    config: Path | None = context.params.get("config")
    return config.expanduser() if config else nearest_project_file(Path.cwd())
