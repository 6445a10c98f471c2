"""`issue`: one issue as long as there is drift, updated in place and closed when it is gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from syncer.errors import EXIT_DONE
from syncer.github.own import find_own, marker_of
from syncer.github.texts import comment_text, links

if TYPE_CHECKING:
    from collections.abc import Iterator

    from syncer.github.api import GitHub
    from syncer.github.folder import Folder
    from syncer.github.job import Job
    from syncer.template_document import Document

LABEL = "syncer-drift"
_NAMED = 3


def issue(folder: Folder, job: Job, github: GitHub, page_url: str) -> str:
    """Where the issue is; empty if there is none. Raises ForgeError.

    An issue is closed only by a drift that looked at everything and found nothing.
    """
    marker = marker_of(folder.inputs)
    own = find_own(_open_issues(github), marker, github)
    if folder.ran.exit_code == EXIT_DONE:
        return _close(own, job, github) if own else ""
    if not _has_drift(folder.document):
        return str(own["html_url"]) if own else ""
    body = f"{marker}\n{comment_text(folder)}\n{links(job, page_url)}"
    if own:
        return str(github.patch(f"issues/{own['number']}", {"body": body})["html_url"])
    opened = {"title": _title(folder), "body": body, "labels": [LABEL]}
    return str(github.post("issues", opened)["html_url"])


def _open_issues(github: GitHub) -> Iterator[list[Document]]:
    return github.pages("issues", state="open", labels=LABEL)


def _has_drift(document: Document) -> bool:
    accounts = document.get("accounts", ())
    return any(one["actions"] or one["health"] for one in accounts)


def _title(folder: Folder) -> str:
    """GitHub takes 256 characters, so many accounts are counted."""
    accounts = folder.inputs.accounts
    names = ", ".join(accounts) if len(accounts) <= _NAMED else f"{len(accounts)} accounts"
    named = f" ({names})" if names else ""
    return f"WhatsApp templates: what is live differs from the files{named}"


def _close(own: Document, job: Job, github: GitHub) -> str:
    told = {"body": f"The drift is gone: {links(job, '')}"}
    github.post(f"issues/{own['number']}/comments", told)
    closed = {"state": "closed", "state_reason": "completed"}
    return str(github.patch(f"issues/{own['number']}", closed)["html_url"])
