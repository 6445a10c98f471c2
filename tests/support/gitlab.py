"""A GitLab on loopback that keeps the notes of one merge request."""

from __future__ import annotations

import json
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

NOTES = "/projects/5/merge_requests/7/notes"


@dataclass(slots=True)
class GitLab:
    """The notes of one merge request."""

    url: str = ""
    notes: list[dict[str, Any]] = field(default_factory=list)

    @property
    def environment(self) -> dict[str, str]:
        """What a job of the merge request finds in its environment."""
        return {
            "CI_API_V4_URL": self.url,
            "CI_PROJECT_ID": "5",
            "CI_MERGE_REQUEST_IID": "7",
            "CI_JOB_URL": "https://gitlab.example/jobs/1",
            "GITLAB_TOKEN": "gitlab-token",
        }

    def add(self, body: str, author: int) -> dict[str, Any]:
        """A note that somebody wrote."""
        self.notes.append({"id": len(self.notes) + 1, "body": body, "author": {"id": author}})
        return self.notes[-1]


class Server(ThreadingHTTPServer):
    def __init__(self, state: GitLab) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.state = state


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        rows = {"/user": {"id": 42}, NOTES: self.server.state.notes}
        self.answer(rows[self.path.partition("?")[0]])

    def do_POST(self) -> None:
        assert self.path == NOTES
        self.answer(self.server.state.add(self.body(), 42))

    def do_PUT(self) -> None:
        note = self.server.state.notes[int(self.path.removeprefix(f"{NOTES}/")) - 1]
        note["body"] = self.body()
        self.answer(note)

    def body(self) -> str:
        return str(json.loads(self.rfile.read(int(self.headers["Content-Length"])))["body"])

    def answer(self, document: Any) -> None:
        known = self.headers["PRIVATE-TOKEN"] == "gitlab-token"
        content = json.dumps(document if known else {"message": "401 Unauthorized"}).encode()
        self.send_response(200 if known else 401)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Quiet."""


@contextmanager
def serving(state: GitLab) -> Iterator[None]:
    server = Server(state)
    state.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
