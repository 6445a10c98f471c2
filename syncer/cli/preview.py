"""`syncer preview`: what the recipients see, offline and without credentials."""

from __future__ import annotations

import contextlib
import shutil
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from syncer.cli.chosen import chosen_accounts, config_path, open_config
from syncer.cli.named import is_named, undeclared
from syncer.cli.project import is_error
from syncer.desired import read_sources, render
from syncer.desired.files import folders_of
from syncer.desired.references import names_in_unread
from syncer.errors import EXIT_DONE, EXIT_ERROR, InvalidFilesError
from syncer.pictures.findings import previewed
from syncer.plan.scope import selects
from syncer.render.preview_text import preview_lines
from syncer.render.room import counted

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from syncer.cli.commands.preview import Watching
    from syncer.cli.options import ProjectOptions
    from syncer.cli.output import Output
    from syncer.cli.preview_watch import Look
    from syncer.desired import Rendered, Sources
    from syncer.model import TemplateKey
    from syncer.pictures.findings import Previewed
    from syncer.plan.values import Selection


def run(
    *,
    names: tuple[str, ...],
    project: ProjectOptions,
    selection: Selection,
    watching: Watching,
    output: Output,
) -> int:
    """Carry out the command, and give its exit code."""
    watching.check()
    look = partial(previews, project, names, selection)
    if watching.watch:
        return _watch(look, _folders(project.config), watching.port or 0, output)
    accounts = look()
    _present(accounts, output)
    errors = {each for one in accounts for each in one.problems if is_error(each)}
    if errors and output.format == "html":  # which goes to a file, as a rule
        number, them = counted(len(errors), "error"), "it" if len(errors) == 1 else "them"
        output.note(f"error: {number} in the files; the page shows {them}")
    return EXIT_ERROR if errors else EXIT_DONE


def _present(accounts: Sequence[Previewed], output: Output) -> None:
    if output.format == "html":
        from syncer.cli.pages import page_of_preview

        output.text(page_of_preview(accounts))
    else:
        columns = shutil.get_terminal_size().columns
        output.lines(preview_lines(accounts, colour=output.colour, columns=columns))


def _watch(look: Look, folders: Sequence[Path], port: int, output: Output) -> int:
    """What is wrong with the command line is told at once, what is wrong in files on the page."""
    from syncer.cli.preview_watch import watch_preview

    with contextlib.suppress(InvalidFilesError):
        look()
    with contextlib.suppress(KeyboardInterrupt):
        watch_preview(look, folders, port, started=output.note)
    return EXIT_DONE


def _folders(config: Path | None) -> Sequence[Path]:
    """Where the project's files are; that of syncer.yaml, as long as it cannot be read."""
    path = config_path(config)
    try:
        return folders_of(open_config(config), Path.cwd())
    except InvalidFilesError:
        return [path.parent]


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


def _check(wanted: Collection[str], rendered: Collection[Rendered], sources: Sources) -> None:
    """Raises SyncerError for what is no template's name or key; broken files may hold any key."""
    keys = {one.key for each in rendered for one in each.templates}
    unread = (names_in_unread(file.text) for file in sources.files if not file.complete)
    names = frozenset[str]().union(*unread, *(one.names for one in rendered))
    broken = names - {key.name for key in keys}
    known = sorted(names | {str(key) for key in keys})
    for name in wanted:
        if name not in known and name.partition("/")[0] not in broken:
            raise undeclared(name, [one for one in known if ("/" in one) == ("/" in name)])


def _previewed(rendered: Rendered, names: Collection[str], selection: Selection) -> Previewed:
    def is_shown(key: TemplateKey) -> bool:
        return is_named(key, names) and selects(selection, key)

    shown = [one for one in rendered.templates if is_shown(one.key)]
    return previewed(rendered.account, rendered.templates, rendered.problems, shown)
