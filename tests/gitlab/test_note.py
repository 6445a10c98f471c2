from __future__ import annotations

import json
import runpy
import sys
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import pytest

from syncer.gitlab.note import main

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MARKER = "<!-- syncer:plan:main -->"
NOTES = "/projects/5/merge_requests/7/notes"


@dataclass(slots=True)
class GitLab:
    """The notes of one merge request."""

    url: str = ""
    notes: list[dict[str, Any]] = field(default_factory=list)

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


@pytest.fixture
def gitlab() -> Iterator[GitLab]:
    state = GitLab()
    with serving(state):
        yield state


@pytest.fixture
def environment(gitlab: GitLab) -> dict[str, str]:
    return {
        "CI_API_V4_URL": gitlab.url,
        "CI_PROJECT_ID": "5",
        "CI_MERGE_REQUEST_IID": "7",
        "CI_JOB_URL": "https://gitlab.example/jobs/1",
        "GITLAB_TOKEN": "gitlab-token",
    }


@pytest.fixture
def note(tmp_path: Path) -> Path:
    path = tmp_path / "note.md"
    path.write_text(f"{MARKER}\n2 to create\n")
    return path


def test_the_first_note_is_written_and_later_ones_replace_it(
    gitlab: GitLab, note: Path, environment: dict[str, str]
) -> None:
    gitlab.add(f"{MARKER}\nof somebody else", 1)
    gitlab.add("a remark of ours", 42)
    assert main(note, environment) == 0
    note.write_text(f"{MARKER}\n3 to create\n")
    assert main(note, environment) == 0
    assert [one["body"] for one in gitlab.notes[2:]] == [
        f"{MARKER}\n3 to create\n\n[this job](https://gitlab.example/jobs/1)\n"
    ]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"GITLAB_TOKEN": "wrong"}, "GitLab has not taken the note: 401 Unauthorized (HTTP 401)"),
        ({"GITLAB_TOKEN": None}, "GITLAB_TOKEN is not set in the environment"),
        ({"CI_MERGE_REQUEST_IID": None}, "CI_MERGE_REQUEST_IID is not set in the environment"),
    ],
)
def test_what_keeps_a_note_from_being_written_is_told(
    change: dict[str, str | None],
    told: str,
    note: Path,
    environment: dict[str, str],
    capsys: pytest.CaptureFixture[str],
) -> None:
    changed = {name: change.get(name, value) for name, value in environment.items()}
    assert main(note, {name: value for name, value in changed.items() if value}) == 1
    assert capsys.readouterr().err == f"error: {told}\n"


def test_a_missing_file_is_told(
    tmp_path: Path, environment: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(tmp_path / "nowhere.md", environment) == 1
    assert capsys.readouterr().err.endswith("nowhere.md: No such file or directory\n")


def test_the_module_takes_the_file_from_the_command_line(
    gitlab: GitLab, note: Path, environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "argv", ["syncer.gitlab", str(note)])
    with pytest.raises(SystemExit) as ended:
        runpy.run_module("syncer.gitlab", run_name="__main__")
    assert ended.value.code == 0
    assert len(gitlab.notes) == 1
