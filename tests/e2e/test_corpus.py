"""What real templates become: imported, validated, in canonical form, applied and pulled again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from support.command import syncer
from support.corpus import Verdict, batches, corpus, import_rows, needs_corpus, verdict
from support.project import CONFIG, at_home, new_project

from syncer.emulator import Form, Settings, running

if TYPE_CHECKING:
    from collections.abc import Iterable

    from support.corpus import CorpusRow

pytestmark = [needs_corpus, pytest.mark.slow]


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory: pytest.TempPathFactory) -> list[Verdict]:
    """Every row, in a project of its own."""
    folder = tmp_path_factory.mktemp("corpus")
    found = []
    for row in corpus():
        own = folder / str(row.number)
        own.mkdir()
        found.append(verdict(row, own))
    return found


def forms_of(rows: Iterable[CorpusRow]) -> tuple[Form, ...]:
    """The forms that the buttons of these rows open."""
    buttons = [
        button
        for row in rows
        for component in row.definition["components"]
        for button in component.get("buttons", ())
        if button["type"].upper() == "FLOW"
    ]
    return tuple(
        Form(str(button.get("flow_id") or 900 + number), str(button.get("flow_name")))
        for number, button in enumerate(buttons)
    )


def generous(forms: tuple[Form, ...]) -> Settings:
    """An account that takes as many templates as there are, and looks closely at each."""
    return Settings(
        forms=forms, templates_per_account=1000, creations_per_hour=1000, content_rules="all"
    )


CONFIGURATION = f"{CONFIG}limits: {{creations_per_hour: 1000}}\n"


def table() -> list[list[str]]:
    """The rows of corpus_errors.md: a row's number, a rule, and what breaks it."""
    page = Path(__file__).with_name("corpus_errors.md").read_text(encoding="utf-8")
    lines = [line for line in page.splitlines() if line.startswith("| ")][1:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def plan_is_empty() -> None:
    ran = syncer("plan", "--detailed-exitcode", "--format", "json")
    assert ran.code == 0, ran.stdout
    assert ran.account()["actions"] == []


def outcomes(rows: Iterable[dict[str, Any]]) -> set[str]:
    return {row["outcome"] for row in rows}


def test_no_approved_template_has_an_error(verdicts: list[Verdict]) -> None:
    approved = [one for one in verdicts if one.row.status == "APPROVED"]
    assert len(approved) >= 27
    assert [str(one) for one in approved if not one.is_valid] == []


def test_each_error_of_the_others_is_in_the_table_with_what_breaks_the_rule(
    verdicts: list[Verdict],
) -> None:
    found = {(one.row.number, rule) for one in verdicts for rule in one.rules}
    told = {(int(number), rule): why for number, rule, why in table()}
    assert found == told.keys()
    assert all(told.values())


def test_most_templates_can_be_imported(verdicts: list[Verdict]) -> None:
    assert len(verdicts) >= 292
    assert sum(not one.reason for one in verdicts) > 280


def test_an_import_is_in_canonical_form_and_the_same_again(tmp_path: Path) -> None:
    for number, batch in enumerate(batches(corpus())):
        project = new_project(tmp_path / str(number))
        with at_home(project, None):
            first = import_rows(batch, tmp_path)
            assert outcomes(first) <= {"written", "skipped"}
            assert syncer("fmt", "--check").code == 0
            again = import_rows(batch, tmp_path)
            assert [row["outcome"] for row in again] == [
                row["outcome"].replace("written", "unchanged") for row in first
            ]


def test_what_validates_is_applied_and_pulled_with_nothing_left_to_plan(
    verdicts: list[Verdict], tmp_path: Path
) -> None:
    valid = [one.row for one in verdicts if one.is_valid]
    for number, batch in enumerate(batches(valid)):
        with running(generous(forms_of(batch))) as emulator:
            project = new_project(tmp_path / f"{number}", CONFIGURATION)
            with at_home(project, emulator):
                assert outcomes(import_rows(batch, tmp_path)) == {"written"}
                applied = syncer("apply", "--auto-approve", "--format", "json")
                results = applied.account()["results"]
                assert [str(one) for one in results if one["outcome"] != "done"] == []
                assert len(results) == len(batch)
                plan_is_empty()
            with at_home(new_project(tmp_path / f"{number}-pulled"), emulator):
                pulled = syncer("pull", "--format", "json")
                assert pulled.code == 0, pulled.stdout
                assert outcomes(pulled.json["templates"]) == {"written"}
                plan_is_empty()
