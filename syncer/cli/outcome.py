"""Apply what is ready, follow what comes of it, and say so: whatever happens, nothing is lost."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from syncer.apply.interrupts import interrupts_call
from syncer.cli.applying import apply_accounts, exit_code
from syncer.cli.crash import reported
from syncer.cli.failures import tell_failures, with_failures
from syncer.cli.output import tell_error
from syncer.cli.waiting import reviews_of
from syncer.errors import EXIT_ERROR, EXIT_PARTIAL, UnprintedError
from syncer.plan.file import FORMAT_VERSION
from syncer.render.documents import result_document
from syncer.render.results_text import results_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from syncer.apply.values import AccountResult
    from syncer.cli.failures import Failure
    from syncer.cli.output import Output
    from syncer.cli.planning import Run
    from syncer.cli.sequel import Sequel, Wait
    from syncer.cli.session import Session


def apply_and_tell(run: Run, session: Session, output: Output, wait: Wait | None = None) -> int:
    """Apply what is ready, present the result, and give the exit code.

    With `wait` the reviews are followed, what they allow is applied, and both are told with the
    result. An interrupt raises nothing meanwhile: it ends the calls, and the results are still
    told.
    """
    tell_failures(run.failed)
    with interrupts_call(lambda: None):
        applied = apply_accounts(run.ready, session, output)

        def sequel() -> Sequel | None:
            return wait(run.ready, applied, session, output) if wait else None

        try:
            return finish(applied, run.failed, output, sequel)
        except Exception as error:  # noqa: BLE001 -- the code still has to tell of what was written
            tell_error(reported(error, sys.argv[1:]))
            return exit_code(applied, run.failed) or EXIT_PARTIAL


def finish(
    applied: Sequence[AccountResult],
    failed: Sequence[Failure],
    output: Output,
    sequel: Callable[[], Sequel | None] = lambda: None,
) -> int:
    """Present the result, and give the exit code: it tells of writes even if nothing else can.

    `sequel` follows the reviews: after a result in text, before one in JSON, which holds both.
    """
    code = exit_code(applied, failed)
    try:
        after = present(applied, failed, output, sequel)
    except UnprintedError as error:
        tell_error(error)
        return EXIT_PARTIAL if any(one.count("done") for one in applied) else code or EXIT_ERROR
    if after is None:
        return code
    return after.waited.exit_code(exit_code(after.applied, (*failed, *after.failed)))


def present(
    applied: Sequence[AccountResult],
    failed: Sequence[Failure],
    output: Output,
    sequel: Callable[[], Sequel | None],
) -> Sequel | None:
    """The result: what became of each action, account by account, and of each review."""
    if output.format == "json":
        after = sequel()
        ended, waited = (after.applied, after.waited) if after else (applied, None)
        failed = (*failed, *(after.failed if after else ()))
        accounts = [result_document(one) | reviews_of(waited, one.account) for one in ended]
        document = {"format_version": FORMAT_VERSION, "accounts": accounts}
        output.document(with_failures(document, failed))
        return after
    _print(applied, output)
    if after := sequel():
        output.lines(after.waited.lines())
        _print(after.later, output)
    return after


def _print(applied: Sequence[AccountResult], output: Output) -> None:
    output.lines(results_lines(applied))
