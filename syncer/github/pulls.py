"""Which pull request a job is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from syncer.github.api import GitHub
    from syncer.github.job import Job
    from syncer.template_document import Document


def pull_request_of(job: Job, github: GitHub) -> int | None:
    """The number of the event's pull request, or of the one whose merge made the commit."""
    if job.pull_request or job.event_name != "push":
        return job.pull_request
    merged = merged_pull_request(job.sha, github)
    return int(merged["number"]) if merged else None


def merged_pull_request(sha: str, github: GitHub) -> Document | None:
    """The pull request whose merge, squash or rebase ended in this commit. Raises ForgeError."""
    for page in github.pages(f"commits/{sha}/pulls"):
        for one in page:
            if one["merged_at"] and one["merge_commit_sha"] == sha:
                return dict(one)
    return None
