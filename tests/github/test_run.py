"""How the action calls syncer, with the real command as a process of its own."""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
import time
from typing import TYPE_CHECKING, Any

import pytest
from support.project import GREETING, new_project

from syncer.emulator import Account, Settings, running
from syncer.github.running import syncer

if TYPE_CHECKING:
    from pathlib import Path

    from support.action_use import Use

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def _project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A project without credentials, in the folder `shop` of the workspace."""
    new_project(tmp_path / "workspace" / "shop", greeting=GREETING)
    monkeypatch.chdir(tmp_path / "workspace")
    for name in [name for name in os.environ if name.startswith("NXCLOUD_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("SYNCER_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("SYNCER_STATE_DIR", str(tmp_path / "state"))


def run(use: Use, command: str, **inputs: Any) -> dict[str, str]:
    use.inputs(command, working_directory="shop", **inputs)
    assert use.word("run") == 0, "the exit code is for `end`"
    return use.outputs()


def test_the_accounts_are_an_output_for_a_matrix(use: Use) -> None:
    outputs = run(use, "accounts", config="syncer.yaml")
    assert json.loads(outputs["accounts"]) == ["main"]
    assert outputs["exit-code"] == "0"


def test_the_shards_are_an_output_for_a_matrix(use: Use) -> None:
    outputs = run(use, "accounts", arguments=("--shards", "4"))
    shard = {"shard": 1, "accounts": ["main"], "arguments": "--account main"}
    assert json.loads(outputs["shards"]) == [shard]
    assert json.loads(outputs["accounts"]) == ["main"]


def test_without_shards_there_are_none(use: Use) -> None:
    assert run(use, "accounts")["shards"] == ""


def test_further_arguments_cannot_take_away_what_the_outputs_are_made_of(use: Use) -> None:
    outputs = run(use, "accounts", arguments=("--format=text",))
    assert json.loads(outputs["accounts"]) == ["main"]


def test_files_are_annotated_and_validated(
    use: Use, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "workspace/shop/templates/greeting.yaml").write_text("name: 1x")
    outputs = run(use, "validate", accounts=("main",), arguments=("--strict",))
    assert outputs["exit-code"] == "1"
    capfd.readouterr()
    assert use.word("annotate") == 0
    assert "::error file=templates/greeting.yaml,line=1," in capfd.readouterr().out


def test_what_a_command_tells_is_in_the_log_and_is_not_obeyed(
    use: Use, capsys: pytest.CaptureFixture[str]
) -> None:
    outputs = run(use, "plan", accounts=("::error::nobody",))
    assert outputs["exit-code"] == "1"
    stop, *told, go = capsys.readouterr().out.splitlines()
    assert go == f"::{stop.removeprefix('::stop-commands::')}::"
    assert told[0] == "error: there is no account '::error::nobody'"
    assert use.folder.ran.told == tuple(told)
    assert use.folder.document["error"]["code"] == "account"


def test_what_is_told_while_files_are_annotated_is_not_obeyed_either(
    use: Use, capsys: pytest.CaptureFixture[str]
) -> None:
    use.inputs("plan", working_directory="shop", accounts=("##[add-mask]nobody",))
    assert use.word("annotate") == 0
    stop, *told, go = capsys.readouterr().out.splitlines()
    assert go == f"::{stop.removeprefix('::stop-commands::')}::"
    assert told[0] == "error: there is no account '##[add-mask]nobody'"


@pytest.mark.parametrize(
    ("inputs", "exit_code", "told"),
    [
        ({"accounts": ("all",)}, "1", "NXCLOUD_ACCESS_KEY"),
        ({"plan_file": "nowhere.json"}, "64", "nowhere.json"),
    ],
)
def test_an_apply_is_of_accounts_or_of_a_saved_plan(
    inputs: dict[str, Any], exit_code: str, told: str, use: Use
) -> None:
    outputs = run(use, "apply", **inputs)
    assert outputs["exit-code"] == exit_code
    assert told in "\n".join(use.folder.ran.told)


def test_a_drift_without_credentials_tells_which_are_missing(use: Use) -> None:
    outputs = run(use, "drift")
    assert (outputs["exit-code"], outputs["findings"]) == ("1", "0")
    assert "NXCLOUD_ACCESS_KEY" in str(use.folder.document)


def interpreter(folder: Path, script: str) -> str:
    """A program in place of Python, which takes no notice of its arguments."""
    path = folder / "python"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o700)
    return str(path)


def test_a_cancelled_job_is_told_to_syncer_which_ends_in_its_own_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = "trap 'echo ending >&2; exit 7' TERM; touch ready; while :; do sleep 0.02; done"
    monkeypatch.setattr(sys, "executable", interpreter(tmp_path, script))

    def cancel() -> None:
        while not (tmp_path / "ready").exists():
            time.sleep(0.01)
        os.kill(os.getpid(), signal.SIGTERM)

    thread = threading.Thread(target=cancel)
    thread.start()
    assert syncer([], tmp_path, tmp_path / "printed") == (7, ("ending",))
    thread.join()


def test_a_command_that_was_killed_has_the_exit_code_of_its_signal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", interpreter(tmp_path, "echo told >&2; kill -9 $$"))
    assert syncer([], tmp_path, tmp_path / "printed") == (137, ("told",))


def test_without_a_reviewed_plan_an_apply_is_a_plan(use: Use) -> None:
    use.reviewed(reason="there is none")
    outputs = run(use, "apply", reviewed_plan=True)
    assert outputs["exit-code"] == "1"
    assert use.folder.ran.command == "plan"


def test_changes_that_nobody_reviewed_are_an_error(
    use: Use, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    account = Account("demo-access-key", "demo-access-secret", ("8615800001795",), 1)
    use.reviewed(reason="there is none")
    with running(Settings(accounts=(account,))) as emulator:
        monkeypatch.setenv("NXCLOUD_BASE_URL", emulator.base_url)
        monkeypatch.setenv("NXCLOUD_ACCESS_KEY", account.access_key)
        monkeypatch.setenv("NXCLOUD_ACCESS_SECRET", account.access_secret)
        outputs = run(use, "apply", reviewed_plan=True)
    assert (outputs["exit-code"], outputs["create"], outputs["plan-file"]) == ("1", "1", "")
    assert "+ create shop_greeting/en" in capsys.readouterr().out, "people read the log, too"
