"""A repository on GitHub whose workflows use our action: its events, caches and artifacts."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from support.composite import our_action
from support.forge import REPOSITORY, Forge, forge
from support.project import ANOTHER, GREETING, Project, home_environment, new_project

from syncer.emulator import Account, Running, Settings, running

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from support.composite import Finished

    from syncer.template_document import Document

HEAD, MERGED = "a" * 40, "b" * 40


def pull_request(number: int = 7, repository: str | None = REPOSITORY) -> Document:
    """A pull request from this repository, or from a fork (None: which was deleted)."""
    source = {"full_name": repository} if repository else None
    return {"pull_request": {"number": number, "head": {"sha": HEAD, "repo": source}}}


@dataclass(slots=True)
class Repository:
    """What a workflow has: the checkout, the caches, GitHub, and NxCloud."""

    project: Project
    forge: Forge
    emulator: Running
    place: Path
    credentials: Mapping[str, str]
    caches: dict[str, Path] = field(default_factory=dict)
    jobs: int = 0

    def run(self, event_name: str, event: Document, **inputs: str) -> Finished:
        """One job with one step that uses the action; underscores of inputs are hyphens."""
        self.jobs += 1
        files = self.place / f"job-{self.jobs}"
        temporary = files / "temporary"
        (temporary / "syncer").mkdir(parents=True)
        # What a second use of the action in the same job finds: syncer is installed already.
        (temporary / "syncer" / "venv").symlink_to(sys.prefix)
        (files / "event.json").write_text(json.dumps(event))
        environment = {
            **self.credentials,
            "HOME": str(files),
            "RUNNER_TEMP": str(temporary),
            "GITHUB_WORKSPACE": str(self.project.root),
            "GITHUB_API_URL": self.forge.url,
            "GITHUB_SERVER_URL": "https://github.example",
            "GITHUB_REPOSITORY": REPOSITORY,
            "GITHUB_EVENT_NAME": event_name,
            "GITHUB_EVENT_PATH": str(files / "event.json"),
            "GITHUB_SHA": MERGED,
            "GITHUB_ACTOR": "somebody",
            "GITHUB_RUN_ID": str(100 + self.jobs),
            "FORGE_TOKEN": "forge-token",
        }
        stand_ins = {
            "actions/setup-python": lambda _: {"python-path": sys.executable},
            "actions/cache/restore": self._restore,
            "actions/cache/save": self._save,
            "actions/upload-artifact": self._upload,
        }
        named = {name.replace("_", "-"): value for name, value in inputs.items()}
        return our_action(stand_ins).run(named, environment, files, self.project.root)

    def make_live(self) -> None:
        """What the files say is live already."""
        home = {name: str(self.place / name) for name in ("SYNCER_CACHE_DIR", "SYNCER_STATE_DIR")}
        subprocess.run(
            [sys.executable, "-m", "syncer", "apply", "--auto-approve"],
            cwd=self.project.root,
            env={**os.environ, **self.credentials, **home},
            check=True,
            capture_output=True,
        )

    def _restore(self, given: Mapping[str, str]) -> Mapping[str, str]:
        found = [key for key in self.caches if key.startswith(given["restore-keys"])]
        if found:
            shutil.copytree(self.caches[found[-1]], given["path"])
        return {}

    def _save(self, given: Mapping[str, str]) -> Mapping[str, str]:
        assert given["key"] not in self.caches, "a cache is never changed"
        if Path(given["path"]).exists():
            kept = self.place / f"cache-{len(self.caches)}"
            shutil.copytree(given["path"], kept)
            self.caches[given["key"]] = kept
        return {}

    def _upload(self, given: Mapping[str, str]) -> Mapping[str, str]:
        path = Path(given["path"])
        name = given.get("name", path.name)
        content = path.read_bytes() if path.is_file() else b""
        made = self.forge.upload(name, HEAD, content)
        return {"artifact-url": f"https://github.example/artifacts/{made['id']}"}


@contextmanager
def repository(root: Path) -> Iterator[Repository]:
    """A repository with two templates, none of them live, for the length of a block."""
    account = Account("demo-access-key", "demo-access-secret", ("8615800001795",), 1)
    with ExitStack() as stack:
        emulator = stack.enter_context(running(Settings(accounts=(account,), edit_limits=False)))
        server = stack.enter_context(forge())
        project = new_project(root / "project", greeting=GREETING, goodbye=ANOTHER)
        home = home_environment(project, emulator)
        credentials = {name: value for name, value in home.items() if name.startswith("NXCLOUD")}
        yield Repository(project, server, emulator, root, credentials)


def health(emulator: Running, **fields: Any) -> None:
    """What Meta, or somebody by hand, changes in the greeting."""
    template = next(one for one in emulator.console.templates() if one["name"] == "shop_greeting")
    emulator.console.change_template(template["id"], fields)
