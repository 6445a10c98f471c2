"""`comment`: the result on the pull request, in one comment that is updated in place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from syncer.errors import EXIT_DONE
from syncer.github.own import find_own, marker_of
from syncer.github.pulls import pull_request_of
from syncer.github.texts import comment_text, links

if TYPE_CHECKING:
    from syncer.github.api import GitHub
    from syncer.github.folder import Folder
    from syncer.github.job import Job


def comment(folder: Folder, job: Job, github: GitHub, page_url: str) -> str:
    """Where the comment is; empty if there is none to write. Raises ForgeError.

    A pull request that changes nothing gets none, unless it has one already.
    """
    applies = folder.inputs.command == "apply"
    number = pull_request_of(job, github) if applies else job.pull_request
    if number is None:
        return ""
    marker = marker_of(folder.inputs)
    own = find_own(github.pages(f"issues/{number}/comments"), marker, github)
    if own is None and not _has_news(folder):
        return ""
    body = {"body": f"{marker}\n{comment_text(folder)}\n{links(job, page_url)}"}
    if own:
        written = github.patch(f"issues/comments/{own['id']}", body)
    else:
        written = github.post(f"issues/{number}/comments", body)
    return str(written["html_url"])


def _has_news(folder: Folder) -> bool:
    """Whether anything differs, failed or was applied."""
    results = [one.get("results") for one in folder.document.get("accounts", ())]
    return folder.ran.exit_code != EXIT_DONE or any(results)
