"""The words, each of which is one step of the action."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from syncer.errors import EXIT_CHANGES, EXIT_DONE, EXIT_USAGE, ForgeError, UsageError
from syncer.github.api import github_of
from syncer.github.comment import comment
from syncer.github.folder import Folder
from syncer.github.issue import issue
from syncer.github.job import read_job
from syncer.github.prepare import prepare
from syncer.github.reviewed import fetch_reviewed_plan
from syncer.github.run import annotate_files, run
from syncer.github.texts import links, summary_text
from syncer.github.webhook import tell_webhook
from syncer.github.workflow_commands import add_summary, annotate, set_outputs
from syncer.secrets import Secret

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def main(word: str, environment: Mapping[str, str]) -> int:
    """Do what the word says, and give the step's exit code.

    What GitHub or a webhook refuses is a warning: the job summary has everything all the same.
    """
    try:
        return WORDS[word](environment) or EXIT_DONE
    except UsageError as error:
        annotate("error", f"{error.message}; {error.hint}")
        return EXIT_USAGE
    except ForgeError as error:
        annotate("warning", f"{_UNTOLD[word]}: {error.message}")
        return EXIT_DONE


def _prepare(environment: Mapping[str, str]) -> None:
    prepare(read_job(environment), environment)


def _reviewed_plan(environment: Mapping[str, str]) -> None:
    found = fetch_reviewed_plan(_folder(environment), read_job(environment), github_of(environment))
    print(found.reason or f"the plan reviewed in {found.origin} is applied")  # noqa: T201


def _annotate(environment: Mapping[str, str]) -> None:
    annotate_files(_folder(environment))


def _run(environment: Mapping[str, str]) -> None:
    run(_folder(environment))


def _summary(environment: Mapping[str, str]) -> None:
    job, page = read_job(environment), environment.get("PAGE_URL", "")
    add_summary(f"{summary_text(_folder(environment))}\n{links(job, page)}")


def _comment(environment: Mapping[str, str]) -> None:
    job, page = read_job(environment), environment.get("PAGE_URL", "")
    url = comment(_folder(environment), job, github_of(environment), page)
    set_outputs(comment_url=url)


def _issue(environment: Mapping[str, str]) -> None:
    job, page = read_job(environment), environment.get("PAGE_URL", "")
    set_outputs(issue_url=issue(_folder(environment), job, github_of(environment), page))


def _webhook(environment: Mapping[str, str]) -> None:
    url, told = Secret(environment["WEBHOOK"]), Path(environment["TOLD_DIR"])
    if not tell_webhook(_folder(environment), read_job(environment), url, told):
        print("nothing new to tell")  # noqa: T201


def _end(environment: Mapping[str, str]) -> int:
    folder = _folder(environment)
    inputs, code = folder.inputs, folder.ran.exit_code
    tolerates = inputs.command != "drift" or not inputs.fail_on_drift
    if code == EXIT_CHANGES and tolerates:
        return EXIT_DONE
    if code:
        annotate("error", f"syncer {folder.ran.command}: exit code {code}; see the job summary")
    return code


def _folder(environment: Mapping[str, str]) -> Folder:
    return Folder(Path(environment["SYNCER_FOLDER"]))


WORDS: dict[str, Callable[[Mapping[str, str]], int | None]] = {
    "prepare": _prepare,
    "reviewed-plan": _reviewed_plan,
    "annotate": _annotate,
    "run": _run,
    "summary": _summary,
    "comment": _comment,
    "issue": _issue,
    "webhook": _webhook,
    "end": _end,
}
_UNTOLD = {
    "comment": "no comment was written",
    "issue": "the issue is not up to date",
    "webhook": "the webhook was not told",
}
