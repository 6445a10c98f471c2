"""`syncer preview`: what the recipients see, offline and without credentials."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import click

from syncer.cli.options import (
    ProjectOptions,
    examples,
    output_options,
    project_options,
    selection_options,
)
from syncer.cli.pages import page_of_preview
from syncer.cli.project import chosen_accounts, is_error, open_config
from syncer.desired import read_sources, render
from syncer.desired.references import names_in_unread
from syncer.documents.words import quoted, suggestion
from syncer.errors import EXIT_DONE, EXIT_ERROR, SyncerError
from syncer.pictures.findings import previewed
from syncer.plan.scope import selects
from syncer.render.preview_text import preview_lines

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from syncer.cli.output import Output
    from syncer.desired import Rendered, Sources
    from syncer.model import TemplateKey
    from syncer.pictures.findings import Previewed
    from syncer.plan.values import Selection


@click.command(
    name="preview",
    epilog=examples(
        "syncer preview",
        "syncer preview shop_order_shipped",
        "syncer preview shop_order_shipped/es -a staging",
        "syncer preview --format html > preview.html",
    ),
)
@click.argument("names", nargs=-1, metavar="[NAME]...")
@project_options
@selection_options
@output_options("text", "html")
def command(
    *, names: tuple[str, ...], project: ProjectOptions, selection: Selection, output: Output
) -> int:
    """Show each template as its recipients see it, as a chat bubble. Offline.

    NAME is a template's name or name/language; without any, all are shown. Placeholders are filled
    with the template's `examples`. Of files with problems it shows what can be shown, and the
    problems beside it; with an error among these the exit code is 1.
    """
    accounts = previews(project, names, selection)
    _present(accounts, output)
    failed = any(is_error(problem) for account in accounts for problem in account.problems)
    return EXIT_ERROR if failed else EXIT_DONE


def _present(accounts: Sequence[Previewed], output: Output) -> None:
    if output.format == "html":
        output.text(page_of_preview(accounts))
    else:
        columns = shutil.get_terminal_size().columns
        output.lines(preview_lines(accounts, colour=output.colour, columns=columns))


def previews(
    options: ProjectOptions, names: Collection[str], selection: Selection
) -> tuple[Previewed, ...]:
    """The pictures of the chosen accounts, as the files are now.

    Raises SyncerError for a name that no file declares, and what opening a project raises.
    """
    config = open_config(options.config)
    accounts = chosen_accounts(config, options)
    sources = read_sources(config, base=Path.cwd())
    rendered = [render(sources, account) for account in accounts]
    _check(names, rendered, sources)
    return tuple(_previewed(one, names, selection) for one in rendered)


def _check(names: Collection[str], rendered: Collection[Rendered], sources: Sources) -> None:
    declared = frozenset[str]().union(*(one.names for one in rendered))
    unread = (names_in_unread(file.text) for file in sources.files if not file.complete)
    known = declared.union(*unread)
    for name in names:
        if name.partition("/")[0] not in known:
            raise SyncerError(
                f"no file declares a template {quoted(name)}",
                hint=suggestion(name, sorted(known), "the templates are"),
            )


def _previewed(rendered: Rendered, names: Collection[str], selection: Selection) -> Previewed:
    def is_shown(key: TemplateKey) -> bool:
        named = not names or key.name in names or str(key) in names
        return named and selects(selection, key)

    shown = [one for one in rendered.templates if is_shown(one.key)]
    return previewed(rendered.account, rendered.templates, rendered.problems, shown)
