"""Whatever is live: pull, and the next plan is empty."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from pull.seeding import go_live
from support.command import syncer
from support.files import document_of, project_of
from support.project import at_home, new_project
from support.templates import FORMS, template_sets, templates

from syncer.emulator import Form, Running, Settings, running

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from support.project import Project

    from syncer.model import Template


@pytest.fixture(scope="module")
def emulators() -> Iterator[dict[str, Running]]:
    """One emulator for each thing that short links may do."""
    forms = tuple(Form(form.id, form.name, form.status) for form in FORMS)
    with (
        running(Settings(forms=forms)) as plain,
        running(Settings(forms=forms, short_links="detail_and_list")) as shortening,
    ):
        yield {"off": plain, "detail_and_list": shortening}


def assert_pull_leaves_nothing_to_plan() -> None:
    ran = syncer("pull", "--overwrite")
    assert ran.code == 0, ran.stdout + ran.stderr
    plan = syncer("plan", "--detailed-exitcode")
    assert plan.code == 0, plan.stdout + plan.stderr


@settings(max_examples=6)
@given(live=template_sets(), short_links=st.sampled_from(("off", "detail_and_list")))
def test_any_live_templates_can_be_pulled_into_an_empty_project(
    emulators: dict[str, Running], live: tuple[Template, ...], short_links: str
) -> None:
    emulator = emulators[short_links]
    go_live(emulator, live)
    with tempfile.TemporaryDirectory() as folder:
        project = new_project(Path(folder, "project"))
        with at_home(project, emulator):
            assert_pull_leaves_nothing_to_plan()


@st.composite
def edited(draw: st.DrawFn) -> tuple[list[Template], tuple[Template, ...]]:
    """What the files declare, and what is live: the same keys and others, all different."""
    live = draw(template_sets(min_size=2))
    keys = [one.key for one in live]
    declared = draw(st.lists(st.sampled_from(keys), min_size=1, unique=True))
    return [draw(templates(st.just(key), declared)) for key in declared], live


def declare(project: Project, declared: Iterable[Template]) -> None:
    """Template files with one document for each name and category."""
    documents: dict[tuple[str, str], dict[str, Any]] = {}
    for one in declared:
        document = document_of(one)
        same = documents.setdefault((one.name, one.category), document)
        same["translations"] |= document["translations"]
    project.write("templates/all.yaml", yaml.safe_dump_all(documents.values(), sort_keys=False))


@settings(max_examples=6)
@given(sides=edited(), short_links=st.sampled_from(("off", "detail_and_list")))
def test_any_change_of_the_live_side_can_be_pulled_into_the_files(
    emulators: dict[str, Running],
    sides: tuple[list[Template], tuple[Template, ...]],
    short_links: str,
) -> None:
    declared, live = sides
    emulator = emulators[short_links]
    go_live(emulator, live)
    with tempfile.TemporaryDirectory() as folder:
        project = project_of(Path(folder, "project"), ())
        declare(project, declared)
        with at_home(project, emulator):
            assert_pull_leaves_nothing_to_plan()
