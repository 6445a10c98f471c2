"""What holds for every project and every server: with generated projects, over HTTP."""

from __future__ import annotations

import json
import os
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.command import syncer
from support.edits import Edit, edits
from support.files import make_tags, project_of, rewrite, targets_of
from support.project import CONFIG, at_home, new_project
from support.templates import FORMS, template, template_sets

from syncer.emulator import Form, Running, Settings, running
from syncer.plan.file import plan_document, read_plan

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from support.project import Project

    from syncer.model import Template

SWITCHES: dict[str, Sequence[Any]] = {
    "create_answer": ("id", "nothing", "meta_id"),
    "short_links": ("off", "detail", "detail_and_list"),
    "page_size_cap": (None, 1, 2),
    "media_names": ("kept", "replaced"),
    "put_missing_fields": ("kept", "cleared"),
    "name_search": ("substring", "exact"),
    "tag_ids_read": ("kept", "empty"),
    "code_type": ("integer", "string"),
}
switches = st.fixed_dictionaries({name: st.sampled_from(of) for name, of in SWITCHES.items()})
examples = settings(
    max_examples=int(os.environ.get("SYNCER_EXAMPLES", "6")),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@contextmanager
def world(
    declared: Sequence[Template], known: Sequence[Template], switches: dict[str, Any]
) -> Iterator[tuple[Project, Running]]:
    """A project of the declared templates, and an emulator with the tags of the known ones."""
    forms = tuple(Form(form.id, form.name) for form in FORMS)
    with (
        tempfile.TemporaryDirectory() as folder,
        running(Settings(edit_limits=False, forms=forms, **switches)) as emulator,
    ):
        make_tags(emulator, known)
        project = project_of(Path(folder) / "project", declared)
        with at_home(project, emulator):
            yield project, emulator


def writes(emulator: Running) -> list[str]:
    return [request.endpoint for request in emulator.console.requests() if request.method != "GET"]


def apply() -> None:
    ran = syncer("apply", "--auto-approve", "--force", "--format", "json")
    assert ran.code == 0, ran.stdout + ran.stderr


def planned() -> Any:
    return syncer("plan", "--format", "json").account()


@examples
@given(template_sets(), switches)
def test_after_apply_the_plan_is_empty_and_a_second_apply_writes_nothing(
    templates: tuple[Template, ...], switches: dict[str, Any]
) -> None:
    with world(templates, templates, switches) as (_, emulator):
        apply()
        assert planned()["actions"] == []
        emulator.console.reset_requests()
        apply()
        assert writes(emulator) == []


@examples
@given(template_sets(), switches)
def test_what_is_pulled_into_an_empty_project_plans_empty(
    templates: tuple[Template, ...], switches: dict[str, Any]
) -> None:
    with world(templates, templates, switches) as (project, emulator):
        apply()
        elsewhere = new_project(project.root.parent / "elsewhere", CONFIG)
        with at_home(elsewhere, emulator):
            pulled = syncer("pull", "--format", "json")
            assert pulled.code == 0, pulled.stdout
            assert syncer("plan", "--detailed-exitcode").code == 0


@examples
@given(edits(), switches)
def test_one_edit_is_planned_as_exactly_that_change_and_is_there_after_apply(
    edit: Edit, switches: dict[str, Any]
) -> None:
    others = [
        template(key.name, key.language)
        for key in sorted(targets_of([edit.before, edit.after]) - {edit.before.key})
    ]
    with world([edit.before, *others], [edit.before, edit.after], switches) as (project, _):
        apply()
        rewrite(project, [edit.after, *others])
        (action,) = planned()["actions"]
        (change,) = action["changes"]
        assert change["path"] == edit.path
        if not edit.path.startswith("header"):
            assert (change["before"], change["after"]) == (edit.old, edit.new)
        if edit.path == "category":
            assert action["action"] == "blocked"
            assert syncer("apply", "--auto-approve").code == 4
        else:
            assert action["action"] == "update"
            apply()
            assert planned()["actions"] == []


@examples
@given(template_sets())
def test_a_plan_written_as_json_and_read_back_is_the_same_plan(
    templates: tuple[Template, ...],
) -> None:
    with world(templates, templates, {}):
        document = syncer("plan", "--format", "json").json
        assert plan_document(read_plan(json.loads(json.dumps(document)))) == document
