"""What a shell offers at Tab: from the files at hand, in no time, and never an error.

A command line that is completed is half written, and so may be its files.
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

from click.shell_completion import CompletionItem

from syncer.project_file import nearest_project_file

if TYPE_CHECKING:
    from collections.abc import Iterable

    import click

VARIABLE = "_SYNCER_COMPLETE"
"""Set by the shell's script for a run that completes."""


def complete(group: click.Group) -> None:
    """Answer the shell, and leave the program. Nothing is told on stderr, whatever happens."""
    with (
        Path(os.devnull).open("w", encoding="utf-8") as nowhere,
        contextlib.redirect_stderr(nowhere),
        contextlib.suppress(Exception),
    ):
        group.main([], prog_name="syncer", complete_var=VARIABLE, standalone_mode=False)


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
    """The syncer.yaml of --config, as far as it is written, or the nearest one upwards."""
    named = context.params.get("config")
    return Path(named).expanduser() if named else nearest_project_file(Path.cwd())
