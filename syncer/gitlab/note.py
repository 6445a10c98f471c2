"""One note on a merge request, which is updated in place."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from syncer.errors import EXIT_DONE, EXIT_ERROR, ForgeError
from syncer.forge.api import Api
from syncer.secrets import Secret

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from syncer.template_document import Document


def main(file: Path, environment: Mapping[str, str]) -> int:
    """Write the note of a pipeline's merge request; the exit code is 1 if it could not be.

    `GITLAB_TOKEN` is a token of the project with the scope `api`: a job's own may not write notes.
    """
    try:
        print(write_note(file.read_text(encoding="utf-8"), environment))  # noqa: T201
    except OSError as error:
        return _failed(f"{file}: {error.strerror}")
    except KeyError as error:
        return _failed(f"{error.args[0]} is not set in the environment")
    except ForgeError as error:
        return _failed(f"GitLab has not taken the note: {error.message}")
    return EXIT_DONE


def write_note(markdown: str, environment: Mapping[str, str]) -> str:
    """Where the note is. Its first line, which is hidden, says which one it replaces.

    Raises ForgeError, and KeyError for a variable that is not set.
    """
    request = environment["CI_MERGE_REQUEST_IID"]
    notes = f"projects/{environment['CI_PROJECT_ID']}/merge_requests/{request}/notes"
    api = _api(environment)
    body = {"body": f"{markdown}\n[this job]({environment['CI_JOB_URL']})\n"}
    if own := _own(api, notes, markdown.partition("\n")[0]):
        api.send("PUT", f"{notes}/{own}", body)
        return f"note {own} is updated"
    return f"note {api.send('POST', notes, body)['id']} is written"


def _own(api: Api, notes: str, marker: str) -> int | None:
    """The id of the note with this first line that the token's owner wrote, if there is one."""
    me = api.get("user")["id"]
    for page in api.pages(notes):
        for one in page:
            if _is_own(one, me, marker):
                return int(one["id"])
    return None


def _is_own(note: Document, me: int, marker: str) -> bool:
    return bool(note["author"]["id"] == me and note["body"].startswith(marker))


def _api(environment: Mapping[str, str]) -> Api:
    token = Secret(environment["GITLAB_TOKEN"])
    return Api(environment["CI_API_V4_URL"], lambda: {"PRIVATE-TOKEN": token.reveal()})


def _failed(text: str) -> int:
    print(f"error: {text}", file=sys.stderr)  # noqa: T201
    return EXIT_ERROR
