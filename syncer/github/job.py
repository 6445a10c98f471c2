"""The job that this runs in: what GitHub says of it in the environment and in the event's file."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from syncer.template_document import Document

_DEPENDABOT = "dependabot[bot]"


@dataclass(frozen=True, slots=True)
class Job:
    """One run of a job. `event` is the event's payload, `sha` the commit that was checked out.

    `run_url` is the page of the run, `run` its number with that of the attempt.
    """

    event_name: str
    event: Document
    repository: str
    sha: str
    actor: str
    run_url: str
    run: str

    @property
    def pull_request(self) -> int | None:
        """The number of the pull request that this is about, if the event is one."""
        number = self.event.get("pull_request", {}).get("number")
        return int(number) if number else None

    @property
    def commit(self) -> str:
        """The commit as people know it: a pull request's own, not the merge that is checked out."""
        head = self.event.get("pull_request", {}).get("head", {})
        return str(head.get("sha") or self.sha)

    @property
    def is_stranger(self) -> bool:
        """Whether the pull request comes from a fork, a deleted one included, or from Dependabot.

        GitHub gives neither of them secrets nor a token that writes.
        """
        if "pull_request" not in self.event:
            return False
        repository = self.event["pull_request"]["head"]["repo"] or {}
        return repository.get("full_name") != self.repository or self.actor == _DEPENDABOT


def read_job(environment: Mapping[str, str]) -> Job:
    """The job of this environment; what is not set is empty."""
    server = environment.get("GITHUB_SERVER_URL", "https://github.com")
    repository = environment.get("GITHUB_REPOSITORY", "")
    run = environment.get("GITHUB_RUN_ID", "")
    return Job(
        event_name=environment.get("GITHUB_EVENT_NAME", ""),
        event=_event(environment.get("GITHUB_EVENT_PATH", "")),
        repository=repository,
        sha=environment.get("GITHUB_SHA", ""),
        actor=environment.get("GITHUB_ACTOR", ""),
        run_url=f"{server}/{repository}/actions/runs/{run}",
        run=f"{run}-{environment.get('GITHUB_RUN_ATTEMPT', '1')}",
    )


def _event(path: str) -> Document:
    return dict(json.loads(Path(path).read_bytes())) if path else {}
