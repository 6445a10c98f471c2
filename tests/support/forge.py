"""A GitHub on loopback: comments, issues, runs, artifacts, and a webhook; and its refusals."""

from __future__ import annotations

import io
import json
import re
import threading
import zipfile
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

REPOSITORY = "shop/templates"
BOT = {"login": "github-actions[bot]", "type": "Bot"}
STRANGER = {"login": "stranger", "type": "User"}


@dataclass(frozen=True, slots=True)
class Refusal:
    """What a request is answered with in place of what it asks for, and how often."""

    method: str
    path: str
    status: int
    headers: dict[str, str]
    times: list[None]


@dataclass(slots=True)
class Forge:
    """What the server has, and what it was asked. `me` is who the token acts for."""

    url: str = ""
    me: dict[str, str] = field(default_factory=lambda: dict(BOT))
    comments: dict[int, list[dict[str, Any]]] = field(default_factory=dict)
    issues: list[dict[str, Any]] = field(default_factory=list)
    pulls: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    runs: list[dict[str, Any]] = field(default_factory=list)
    artifacts: list[dict[str, Any]] = field(default_factory=list)
    hooks: list[dict[str, Any]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    strays: list[str] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    most_rows: int = 100

    def refuse(
        self, method: str, path: str, status: int, *, times: int = 1000, **headers: str
    ) -> None:
        """From now on answer requests to paths that match with this status."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.refusals.append(Refusal(method, path, status, named, [None] * times))

    def add_comment(self, number: int, body: str, user: dict[str, str]) -> dict[str, Any]:
        """A comment that somebody wrote."""
        comments = self.comments.setdefault(number, [])
        id_ = sum(map(len, self.comments.values())) + 1
        url = f"https://github.example/{REPOSITORY}/pull/{number}#{id_}"
        comments.append({"id": id_, "body": body, "user": user, "html_url": url})
        return comments[-1]

    def add_issue(self, user: dict[str, str], **fields: Any) -> dict[str, Any]:
        """An issue that somebody opened."""
        number = len(self.issues) + 1
        url = f"https://github.example/{REPOSITORY}/issues/{number}"
        new = {"number": number, "state": "open", "user": user, "html_url": url, **fields}
        self.issues.append(new)
        return new

    def merge(self, number: int, head: str, merged_as: str) -> None:
        """A pull request with this head was merged, which made this commit."""
        self.pulls.setdefault(merged_as, []).append(
            {
                "number": number,
                "merged_at": "2026-11-26T12:00:00Z",
                "merge_commit_sha": merged_as,
                "head": {"sha": head},
            }
        )

    def upload(self, name: str, head: str, content: bytes, **fields: Any) -> dict[str, Any]:
        """An artifact of a new run for a pull request with this head."""
        run = {
            "id": len(self.runs) + 1,
            "event": "pull_request",
            "head_sha": head,
            "head_repository": {"full_name": fields.pop("repository", REPOSITORY)},
        }
        self.runs.append(run)
        archive = io.BytesIO()
        with zipfile.ZipFile(archive, "w") as files:
            files.writestr(fields.pop("member", "plan.json"), content)
        id_ = len(self.artifacts) + 1
        artifact = {
            "id": id_,
            "run": run["id"],
            "name": name,
            "expired": False,
            "created_at": f"2026-11-26T12:00:{id_:02}Z",
            "archive": archive.getvalue(),
            **fields,
        }
        self.artifacts.append(artifact)
        return artifact


@contextmanager
def forge() -> Iterator[Forge]:
    """The server, for the length of a block."""
    state = Forge()
    server = _Server(state)
    state.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield state
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Server(ThreadingHTTPServer):
    def __init__(self, forge: Forge) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.forge = forge


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    @property
    def forge(self) -> Forge:
        return self.server.forge

    def do_GET(self) -> None:
        self._handle("GET")

    def do_POST(self) -> None:
        self._handle("POST")

    def do_PATCH(self) -> None:
        self._handle("PATCH")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Quiet."""

    def _handle(self, method: str) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        body = json.loads(self.rfile.read(length) or b"null")
        split = urlsplit(self.path)
        self.forge.asked.append(f"{method} {self.path}")
        if refused := _refusal(self.forge, method, split.path):
            message = {"message": "Resource not accessible by integration"}
            self._answer(refused.status, message, refused.headers)
            return
        if split.path.startswith("/storage/"):
            if self.headers.get("Authorization"):
                self.forge.strays.append(self.path)
            self._send(200, _archive(self.forge, split.path), {})
            return
        if split.path == "/teapot":
            self._send(418, b"<html>", {})
            return
        if split.path == "/hook":
            self.forge.hooks.append(body)
            self._send(200, b"ok", {})
            return
        self._route(method, split.path, dict(parse_qsl(split.query)), body)

    def _route(self, method: str, path: str, query: dict[str, str], body: Any) -> None:
        if self.headers.get("Authorization") != "Bearer forge-token":
            self._answer(401, {"message": "Bad credentials"}, {})
            return
        for verb, pattern, handle in _ROUTES:
            match = re.fullmatch(pattern.replace("REPO", f"/repos/{REPOSITORY}"), path)
            if verb == method and match:
                status, found = handle(self.forge, query, body, *match.groups())
                self._paged(status, found, path, query)
                return
        self._answer(404, {"message": "Not Found"}, {})

    def _paged(self, status: int, found: Any, path: str, query: dict[str, str]) -> None:
        if status == 302:
            self._send(302, b"", {"Location": found})
            return
        key = next((k for k in ("workflow_runs", "artifacts") if k in found), None)
        rows = found[key] if key else found
        if not isinstance(rows, list):
            self._answer(status, found, {})
            return
        size = min(int(query["per_page"]), self.forge.most_rows)
        page = int(query.get("page", "1"))
        shown = rows[(page - 1) * size : page * size]
        headers = {}
        if page * size < len(rows):
            asked = "&".join(f"{k}={v}" for k, v in {**query, "page": str(page + 1)}.items())
            headers["Link"] = f'<{self.forge.url}{path}?{asked}>; rel="next"'
        self._answer(status, {key: shown} if key else shown, headers)

    def _answer(self, status: int, document: Any, headers: dict[str, str]) -> None:
        self._send(status, json.dumps(document).encode(), headers)

    def _send(self, status: int, content: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(content))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)


def _refusal(state: Forge, method: str, path: str) -> Refusal | None:
    for one in state.refusals:
        if one.method == method and re.search(one.path, path) and one.times:
            one.times.pop()
            return one
    return None


def _user(state: Forge, query: Any, body: Any) -> tuple[int, Any]:
    del query, body
    if state.me["type"] == "Bot":
        return 403, {"message": "Resource not accessible by integration"}
    return 200, state.me


def _comments(state: Forge, query: Any, body: Any, number: str) -> tuple[int, Any]:
    del query, body
    return 200, state.comments.get(int(number), [])


def _new_comment(state: Forge, query: Any, body: Any, number: str) -> tuple[int, Any]:
    del query
    return 201, state.add_comment(int(number), body["body"], state.me)


def _change_comment(state: Forge, query: Any, body: Any, id_: str) -> tuple[int, Any]:
    del query
    every = [one for comments in state.comments.values() for one in comments]
    (found,) = [one for one in every if one["id"] == int(id_)]
    found.update(body)
    return 200, found


def _issues(state: Forge, query: dict[str, str], body: Any) -> tuple[int, Any]:
    del body
    chosen = [one for one in state.issues if one["state"] == query["state"]]
    return 200, [one for one in chosen if query["labels"] in one.get("labels", [])]


def _new_issue(state: Forge, query: Any, body: Any) -> tuple[int, Any]:
    del query
    return 201, state.add_issue(state.me, **body)


def _change_issue(state: Forge, query: Any, body: Any, number: str) -> tuple[int, Any]:
    del query
    (found,) = [one for one in state.issues if one["number"] == int(number)]
    found.update(body)
    return 200, found


def _pulls(state: Forge, query: Any, body: Any, sha: str) -> tuple[int, Any]:
    del query, body
    return 200, state.pulls.get(sha, [])


def _runs(state: Forge, query: dict[str, str], body: Any) -> tuple[int, Any]:
    del body
    wanted = {"event", "head_sha"}
    return 200, {
        "workflow_runs": [
            one for one in state.runs if all(one[key] == query[key] for key in wanted)
        ]
    }


def _artifacts(state: Forge, query: dict[str, str], body: Any, run: str) -> tuple[int, Any]:
    del body
    shown = [
        {key: value for key, value in one.items() if key not in ("archive", "run")}
        for one in state.artifacts
        if one["run"] == int(run) and one["name"] == query["name"]
    ]
    return 200, {"artifacts": shown}


def _zip(state: Forge, query: Any, body: Any, id_: str) -> tuple[int, Any]:
    """Artifacts lie at another server, which wants no token."""
    del query, body
    return 302, f"{state.url.replace('127.0.0.1', 'localhost')}/storage/{id_}"


def _archive(state: Forge, path: str) -> bytes:
    id_ = int(path.rpartition("/")[2])
    return next(bytes(one["archive"]) for one in state.artifacts if one["id"] == id_)


_ROUTES: tuple[tuple[str, str, Callable[..., tuple[int, Any]]], ...] = (
    ("GET", "/user", _user),
    ("GET", r"REPO/issues/(\d+)/comments", _comments),
    ("POST", r"REPO/issues/(\d+)/comments", _new_comment),
    ("PATCH", r"REPO/issues/comments/(\d+)", _change_comment),
    ("GET", "REPO/issues", _issues),
    ("POST", "REPO/issues", _new_issue),
    ("PATCH", r"REPO/issues/(\d+)", _change_issue),
    ("GET", r"REPO/commits/(\w+)/pulls", _pulls),
    ("GET", "REPO/actions/runs", _runs),
    ("GET", r"REPO/actions/runs/(\d+)/artifacts", _artifacts),
    ("GET", r"REPO/actions/artifacts/(\d+)/zip", _zip),
)
