"""`reviewed-plan`: the plan file of the pull request that was merged, as its last plan run left it.

Runs of forks are never taken: whoever opens a pull request from one can upload anything. Nor is a
plan for other accounts than this job's. `syncer apply` looks at the rest: it refuses a plan that is
not what it would plan itself.
"""

from __future__ import annotations

import io
import json
import zipfile
from typing import TYPE_CHECKING

from syncer.errors import ForgeError
from syncer.forge.http import LARGEST
from syncer.github.folder import Reviewed
from syncer.github.inputs import ALL
from syncer.github.pulls import merged_pull_request

if TYPE_CHECKING:
    from collections.abc import Iterator

    from syncer.github.api import GitHub
    from syncer.github.folder import Folder
    from syncer.github.inputs import Inputs
    from syncer.github.job import Job
    from syncer.template_document import Document

FILE = "plan.json"


def fetch_reviewed_plan(folder: Folder, job: Job, github: GitHub) -> Reviewed:
    """Look for the plan, put it into the folder, and say where it is or why there is none."""
    try:
        found = _found(folder, job, github)
    except ForgeError as error:
        found = Reviewed(reason=f"GitHub was asked for it and said: {error.message}")
    folder.write(found)
    return found


def _found(folder: Folder, job: Job, github: GitHub) -> Reviewed:
    merged = merged_pull_request(job.sha, github)
    if merged is None:
        return Reviewed(reason=f"no pull request was merged as {job.sha[:10]}")
    number, name = merged["number"], f"syncer-plan-{folder.inputs.selection}"
    artifacts = sorted(_artifacts(merged["head"]["sha"], name, github), key=_age)
    if not artifacts:
        return Reviewed(reason=f"no plan run of #{number} has left an artifact {name}")
    plan = _unpacked(github.download(f"actions/artifacts/{artifacts[-1]['id']}/zip"))
    if not _is_for(folder.inputs, plan):
        return Reviewed(reason=f"the plan of #{number} is for other accounts")
    path = folder.path / "reviewed-plan.json"
    path.write_bytes(plan)
    path.chmod(0o600)
    return Reviewed(plan_file=str(path), origin=f"#{number}")


def _artifacts(sha: str, name: str, github: GitHub) -> Iterator[Document]:
    """What our own branch's runs for a pull request with this head have left, of this name."""
    for page in github.pages("actions/runs", event="pull_request", head_sha=sha):
        for run in page["workflow_runs"]:
            if (run["head_repository"] or {}).get("full_name") != github.repository:
                continue
            for listed in github.pages(f"actions/runs/{run['id']}/artifacts", name=name):
                yield from (one for one in listed["artifacts"] if not one["expired"])


def _age(artifact: Document) -> tuple[str, int]:
    return artifact["created_at"], artifact["id"]


def _is_for(inputs: Inputs, plan: bytes) -> bool:
    """Whether it is a plan for the accounts of this job; `syncer apply` refuses what is no plan."""
    try:
        planned = [str(one["account"]) for one in json.loads(plan)["accounts"]]
    except (ValueError, KeyError, TypeError):
        return True
    if not inputs.accounts:
        return len(planned) == 1
    return inputs.accounts == (ALL,) or sorted(planned) == sorted(set(inputs.accounts))


def _unpacked(archive: bytes) -> bytes:
    """The plan file in an artifact. Raises ForgeError."""
    try:
        with zipfile.ZipFile(io.BytesIO(archive)) as files:
            if files.getinfo(FILE).file_size > LARGEST:
                raise ForgeError(f"its {FILE} is larger than {LARGEST} bytes")
            return files.read(FILE)
    except (zipfile.BadZipFile, KeyError):
        raise ForgeError(f"its artifact is no archive with {FILE}") from None
