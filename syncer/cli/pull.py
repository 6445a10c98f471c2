"""`syncer pull`: live templates as files, so that the next plan is empty."""

from __future__ import annotations

from dataclasses import replace
from os.path import normpath
from typing import TYPE_CHECKING

from syncer.cli.chosen import chosen_accounts, open_config
from syncer.cli.connection import live_side
from syncer.cli.files import explained, write_file
from syncer.cli.folders import state_folder
from syncer.cli.outcomes import destination_of, outcome_document, outcome_lines, written_line
from syncer.cli.project import Project, is_error, read_project
from syncer.cli.session import opened_session
from syncer.errors import EXIT_DONE, EXIT_PARTIAL, UsageError
from syncer.plan.file import FORMAT_VERSION
from syncer.plan.scope import ownership, selects
from syncer.pull.from_journal import from_journal
from syncer.pull.from_live import from_live
from syncer.pull.gathered import Asked, Local
from syncer.pull.obstacles import can_ignore
from syncer.pull.past import Past
from syncer.pull.places import templates_folder
from syncer.pull.run import pull

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.text import Text

    from syncer.cli.commands.pull import PullOptions
    from syncer.cli.options import ProjectOptions
    from syncer.cli.output import Output
    from syncer.errors import Problem
    from syncer.model import TemplateKey
    from syncer.plan.values import Selection
    from syncer.pull.values import Destination, PullResult
    from syncer.template_document import Document


def run(
    *,
    names: tuple[str, ...],
    project: ProjectOptions,
    selection: Selection,
    options: PullOptions,
    output: Output,
) -> int:
    """Carry out the command, and give its exit code."""
    options.check()
    opened = _opened(project, output)
    asked = _asked(opened, names, selection)
    destination = destination_of(options.out, opened.config, overwrite=options.overwrite)
    with explained(destination.folder):
        result = _pulled(opened, asked, destination, options, output)
    for file in result.files:
        write_file(file.path, file.content)
    _present(result, opened.accounts[0].name, output)
    kept = any(one.outcome in ("left", "skipped") for one in result.pulled)
    return EXIT_PARTIAL if kept else EXIT_DONE


def _opened(options: ProjectOptions, output: Output) -> Project:
    """The project with its one account; its templates folder need not be there yet."""
    config = open_config(options.config)
    accounts = chosen_accounts(config, options)
    if len(accounts) > 1:
        raise UsageError("pull reads one account at a time", hint="name one with -a")
    home = templates_folder(config)
    there = tuple(
        entry
        for entry in config.templates
        if home.exists() or normpath(config.root / entry) != str(home)
    )
    present = replace(config, templates=there)
    opened = read_project(present, accounts, output, _stops_a_pull)
    return replace(opened, config=config, sources=replace(opened.sources, config=config))


def _stops_a_pull(problem: Problem) -> bool:
    """What is live may break a rule: a pull writes that it is ignored, which is no error then."""
    return is_error(problem) and not can_ignore(problem)


def _pulled(
    project: Project, asked: Asked, destination: Destination, options: PullOptions, output: Output
) -> PullResult:
    (account,) = project.accounts
    local = Local(account, project.sources, project.desired[account.name])
    if options.from_journal:
        past = Past(state_folder(), options.as_of)
        return pull(from_journal(past, local, asked), local, destination)
    with (
        opened_session(project.config, output, refresh=False) as session,
        session.reading() as http,
    ):
        side = live_side(account, http, session)
        return pull(from_live(side, local, asked), local, destination)


def _asked(project: Project, names: tuple[str, ...], selection: Selection) -> Asked:
    """The names, or without any what `scope.include` owns, or else all there is."""
    scope = project.config.scope
    owned = ownership(scope, ())

    def wants(key: TemplateKey) -> bool:
        asked = key.name in names if names else scope.include is None or owned.includes(key)
        return asked and selects(selection, key)

    return Asked(wants, names)


def _present(result: PullResult, account: str, output: Output) -> None:
    if output.format == "json":
        output.document(_document(result, account))
    else:
        output.lines(_lines(result))
    for warning in result.warnings:
        output.note(f"warning: {warning}")


def _document(result: PullResult, account: str) -> Document:
    return {
        "format_version": FORMAT_VERSION,
        "account": account,
        "templates": _rows(result),
        "warnings": list(result.warnings),
    }


def _lines(result: PullResult) -> Iterator[Text]:
    rows = _rows(result)
    for row in rows:
        yield from outcome_lines(row)
    yield written_line(rows)


def _rows(result: PullResult) -> list[Document]:
    return [outcome_document(one.key, one.outcome, one.path, one.reason) for one in result.pulled]
