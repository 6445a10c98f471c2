"""The one place where errors become text, JSON and exit codes."""

from __future__ import annotations

import contextlib
from itertools import pairwise
from typing import TYPE_CHECKING

import click

from syncer.cli import COMMANDS, group, printed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from syncer.errors import SyncerError


_GO_ON = "run it again: it goes on from what is there"


def run(arguments: Sequence[str]) -> int:
    """Run the command line and return its exit code."""
    printed.documents.clear()
    try:
        return _run(arguments)
    except KeyboardInterrupt:  # once more, while an error was being told
        from syncer.errors import EXIT_INTERRUPTED

        return EXIT_INTERRUPTED


def _run(arguments: Sequence[str]) -> int:
    try:
        code: int = group.main(list(arguments), prog_name="syncer", standalone_mode=False)
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 -- the boundary
        return _fail(error, arguments)
    return code


def _fail(error: BaseException, arguments: Sequence[str]) -> int:
    """What is needed only now is loaded only now, as everywhere on the way to --help."""
    from syncer.errors import UsageError

    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        click.echo(error.format_message(), err=True)
        return UsageError.exit_code
    return _tell(_explained(error, arguments), arguments)


def _explained(error: BaseException, arguments: Sequence[str]) -> SyncerError:
    """The error as one of ours: nobody is shown a bare traceback."""
    from syncer.cli.crash import reported
    from syncer.errors import InterruptedRunError, SyncerError

    match error:
        case SyncerError():
            return error
        case click.ClickException():
            return _usage(error, arguments)
        case click.Abort() | KeyboardInterrupt():
            return InterruptedRunError("interrupted", hint=_GO_ON)
    return reported(error, arguments)


def _tell(error: SyncerError, arguments: Sequence[str]) -> int:
    from syncer.cli.failures import failure_document
    from syncer.cli.output import Output, tell_error
    from syncer.errors import UnprintedError

    if _wants_json(arguments) and not printed.documents:
        with contextlib.suppress(UnprintedError):
            Output("json").document(failure_document(error))
    tell_error(error)
    return error.exit_code


def _wants_json(arguments: Sequence[str]) -> bool:
    """Whether the result should have been JSON; the arguments may be too wrong to be parsed."""
    return "--format=json" in arguments or ("--format", "json") in pairwise(arguments)


def _usage(error: click.ClickException, arguments: Sequence[str]) -> SyncerError:
    """The error in words of one line, and whose --help explains it."""
    from syncer.errors import UsageError

    whole = error.format_message()
    of_argument = isinstance(error, click.BadParameter) and isinstance(error.param, click.Argument)
    # An argument needs no name beside its value.
    message = error.message if of_argument and error.message else whole
    command = next((f"syncer {one}" for one in arguments[:1] if one in COMMANDS), "syncer")
    return UsageError(" ".join(message.split()), hint=f"see `{command} --help`")
