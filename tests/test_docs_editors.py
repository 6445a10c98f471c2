"""docs/editors.md: what it tells of schemas is so (tests/docs runs its commands)."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from support.command import syncer
from support.project import EXAMPLE, Project, example_project

from syncer.schema_files import load_schema

GUIDE = (Path(__file__).parents[1] / "docs" / "editors.md").read_text(encoding="utf-8")
pytestmark = pytest.mark.slow
COMMANDS = re.findall(r"^\$ (.+)$", GUIDE, re.MULTILINE)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    project = example_project(tmp_path / "project")
    monkeypatch.chdir(project.root)
    for command in COMMANDS:
        if command.startswith("syncer schema"):
            run(command)
    return project


def run(command: str) -> None:
    """Run a line of the guide as a shell would, in the current folder."""
    line, _, target = command.partition(" > ")
    program, *words = shlex.split(line)
    if program == "syncer":
        ran = syncer(*words)
        assert (ran.code, ran.stderr) == (0, "")
        if target:
            Path(target).write_text(ran.stdout, encoding="utf-8")
        return
    files = [file for word in words for file in sorted(map(str, Path().glob(word))) or [word]]
    module = [sys.executable, "-m", program.replace("-", "_"), "--no-cache"]
    subprocess.run([*module, *files], check=True, capture_output=True)


def settings() -> dict[str, str]:
    (block,) = re.findall(r"^```json\n(.*?)^```$", GUIDE, re.DOTALL | re.MULTILINE)
    schemas: dict[str, str] = json.loads(block)["yaml.schemas"]
    return schemas


def test_the_schemas_that_are_written_are_those_that_editors_are_pointed_at(
    project: Project,
) -> None:
    written = {path.name for path in project.root.glob("*.schema.json")}
    pointed_at = re.findall(r"\$schema[=:] ?([^`\s]+)", GUIDE)
    assert written == {Path(one).name for one in settings()}
    assert written == {Path(one).name for one in pointed_at}
    for name in written:
        schema = json.loads((project.root / name).read_text(encoding="utf-8"))
        assert schema == load_schema(name.removesuffix(".schema.json"))


def test_the_settings_of_vs_code_cover_every_file_of_a_project() -> None:
    covered = {path for glob in settings().values() for path in EXAMPLE.glob(glob)}
    assert covered == set(EXAMPLE.glob("**/*.yaml"))


def test_check_jsonschema_refuses_what_the_guide_says_it_does(project: Project) -> None:
    (command,) = [one for one in COMMANDS if "--schemafile template" in one]
    project.replace("templates/tracking.yaml", "name: shop_tracking", "name: 007")
    with pytest.raises(subprocess.CalledProcessError) as caught:
        run(command)
    assert b"7 is not of type 'string'" in caught.value.stdout
    project.replace("templates/tracking.yaml", "name: 007", 'name: "007"')
    run(command)
    first = (project.root / "templates/orders.yaml").read_text(encoding="utf-8")
    project.write("templates/orders.yaml", f"{first}---\n{first}")
    with pytest.raises(subprocess.CalledProcessError) as caught:
        run(command)
    assert b"single document" in caught.value.stdout
