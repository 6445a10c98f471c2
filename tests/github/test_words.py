from __future__ import annotations

import runpy
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from support.action_use import Use


@pytest.mark.parametrize(
    ("command", "fail_on_drift", "exit_code", "ends"),
    [
        ("plan", True, 0, 0),
        ("plan", True, 2, 0),
        ("drift", True, 2, 2),
        ("drift", False, 2, 0),
        ("drift", False, 1, 1),
        ("apply", True, 4, 4),
        ("validate", True, 1, 1),
        ("plan", True, 3, 3),
        ("plan", True, 64, 64),
    ],
)
def test_changes_fail_no_plan_and_drift_only_if_that_is_wanted(
    *, command: str, fail_on_drift: bool, exit_code: int, ends: int, use: Use
) -> None:
    use.inputs(command, fail_on_drift=fail_on_drift)
    use.ran(exit_code)
    assert use.word("end") == ends


def test_a_failure_is_annotated(use: Use, capsys: pytest.CaptureFixture[str]) -> None:
    use.inputs("apply")
    use.ran(4)
    use.word("end")
    assert capsys.readouterr().out == (
        "::error title=syncer::syncer apply: exit code 4; see the job summary\n"
    )


def test_outside_a_job_nothing_is_written(use: Use, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GITHUB_STEP_SUMMARY")
    use.inputs("plan")
    use.ran(1)
    assert use.word("summary") == 0


def test_the_module_takes_its_word_from_the_command_line(
    use: Use, monkeypatch: pytest.MonkeyPatch
) -> None:
    use.inputs("plan")
    use.ran(3)
    for name, value in use.environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "argv", ["syncer.github", "end"])
    with pytest.raises(SystemExit) as ended:
        runpy.run_module("syncer.github", run_name="__main__")
    assert ended.value.code == 3
