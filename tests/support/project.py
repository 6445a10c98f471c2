"""A project on disk with the environment that points it at an emulator."""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from syncer.emulator import Running

EXAMPLE = Path(__file__).parents[2] / "templates.example"

CONFIG = """\
version: 1
templates: templates
accounts:
  main:
    phone: "8615800001795"
    tenant_id: 1
"""

GREETING = """\
name: shop_greeting
category: UTILITY
translations:
  en:
    body: Hello {{First Name}}, good to see you.
"""

ANOTHER = """\
name: shop_goodbye
category: MARKETING
translations:
  en:
    body: See you soon, {{First Name}}, and take care.
    footer: Reply STOP to opt out
"""


@dataclass(frozen=True, slots=True)
class Project:
    """The files of a project."""

    root: Path

    def write(self, path: str, text: str | bytes) -> Path:
        """Write one file, its folders included."""
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text if isinstance(text, bytes) else text.encode())
        return target

    def replace(self, path: str, old: str, new: str) -> None:
        """Change one place in a file."""
        text = (self.root / path).read_text()
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
        self.write(path, text.replace(old, new))


def new_project(root: Path, config: str = CONFIG, **templates: str) -> Project:
    """A project with a configuration and one template file for each keyword."""
    project = Project(root)
    project.write("syncer.yaml", config)
    (root / "templates").mkdir(exist_ok=True)
    for name, text in templates.items():
        project.write(f"templates/{name}.yaml", text)
    return project


def example_project(root: Path) -> Project:
    """A copy of the example that shows everything once."""
    shutil.copytree(EXAMPLE, root)
    return Project(root)


def home_environment(project: Project, emulator: Running | None) -> dict[str, str]:
    """What points a command at the emulator, with a machine's own state and cache."""
    home = project.root.parent / f"{project.root.name}-home"
    values = {"SYNCER_CACHE_DIR": str(home / "cache"), "SYNCER_STATE_DIR": str(home / "state")}
    if emulator:
        account = emulator.settings.accounts[0]
        values |= {
            "NXCLOUD_BASE_URL": emulator.base_url,
            "NXCLOUD_ACCESS_KEY": account.access_key,
            "NXCLOUD_ACCESS_SECRET": account.access_secret,
        }
    return values


@contextmanager
def at_home(project: Project, emulator: Running | None) -> Iterator[None]:
    """Work in the project's folder, with a machine's own state and cache, against the emulator."""
    before, folder = dict(os.environ), Path.cwd()
    os.environ.update(home_environment(project, emulator))
    os.chdir(project.root)
    try:
        yield
    finally:
        os.chdir(folder)
        os.environ.clear()
        os.environ.update(before)
