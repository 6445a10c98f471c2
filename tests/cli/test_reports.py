from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from support.command import syncer

if TYPE_CHECKING:
    from support.project import Project


class TestFiles:
    def test_a_report_is_the_same_result_in_another_format(self, project: Project) -> None:
        ran = syncer("plan", "--format", "json", "--report", "text=reports/plan.txt")
        text = (project.root / "reports/plan.txt").read_text()
        assert ran.json["accounts"][0]["summary"]["create"] == 2
        assert "+ create shop_greeting/en" in text
        assert text.splitlines()[-1].startswith("Plan: 2 to create, 0 to update")

    def test_there_may_be_several_and_of_drift_as_well(self, project: Project) -> None:
        ran = syncer("drift", "--report", "json=drift.json", "--report", "text=drift.txt")
        assert (project.root / "drift.txt").read_text() == ran.stdout
        document = json.loads((project.root / "drift.json").read_text())
        assert document["accounts"][0]["health"] == []

    def test_a_report_is_written_over_an_old_one(self, project: Project) -> None:
        project.write("plan.txt", "what was planned yesterday")
        ran = syncer("plan", "--report", "text=plan.txt")
        assert (project.root / "plan.txt").read_text() == ran.stdout


class TestFailures:
    def test_what_is_no_format_and_file_is_wrong_usage(self, project: Project) -> None:
        del project
        for value in ("plan.txt", "text=", "yaml=plan.yaml"):
            ran = syncer("plan", "--report", value)
            assert (ran.code, ran.stdout) == (64, "")
            assert "is not FORMAT=FILE; formats: text, json" in ran.stderr

    @pytest.mark.parametrize(
        "options",
        [
            ("--report", "text=plan.txt", "--report", "html=./plan.txt"),
            ("--out", "plan.txt", "--report", "text=plan.txt"),
        ],
    )
    def test_a_file_cannot_have_two_results(
        self, project: Project, options: tuple[str, ...]
    ) -> None:
        ran = syncer("plan", *options)
        assert (ran.code, ran.stdout) == (64, "")
        assert "plan.txt would be written twice" in ran.stderr
        assert not (project.root / "plan.txt").exists()

    def test_the_result_is_told_even_if_a_file_cannot_be_written(self, project: Project) -> None:
        project.write("there/is/a/folder", "")
        ran = syncer("plan", "--format", "json", "--report", "text=there/is")
        assert ran.code == 1
        assert ran.account()["summary"]["create"] == 2
        assert "error: there/is: is there and is not a file" in ran.stderr
