"""Tab in a shell: the scripts, in real shells, and what they are answered."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import pytest
from support.command import syncer
from support.project import CONFIG, Project

from syncer.cli import COMMANDS, main

if TYPE_CHECKING:
    from collections.abc import Callable

STAGING = "  staging:\n    phone: '8615800001111'\n"

Tab: TypeAlias = "Callable[[str], list[str]]"


@pytest.fixture(autouse=True)
def project(offline: Project) -> Project:
    offline.write("syncer.yaml", CONFIG + STAGING)
    return offline


@pytest.fixture
def tab(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Tab:
    """What is offered at the end of a command line, as bash asks for it."""

    def tab(line: str) -> list[str]:
        monkeypatch.setenv("_SYNCER_COMPLETE", "bash_complete")
        monkeypatch.setenv("COMP_WORDS", line)
        monkeypatch.setenv("COMP_CWORD", str(len(line.split(" ")) - 1))
        monkeypatch.setattr("sys.argv", ["syncer"])
        with pytest.raises(SystemExit) as ended:
            main()
        assert not ended.value.code
        out, err = capfd.readouterr()
        assert err == ""
        return [one.partition(",")[2] for one in out.splitlines()]

    return tab


class TestWhatIsOffered:
    def test_first_are_the_commands(self, tab: Tab) -> None:
        assert tab("syncer ") == list(COMMANDS)
        assert tab("syncer st") == ["status"]
        assert tab("syncer --v") == ["--version"]

    def test_then_options_and_their_values(self, tab: Tab) -> None:
        assert "--account" in tab("syncer plan --")
        assert tab("syncer validate --format ") == ["text", "json", "github"]
        assert tab("syncer schema te") == ["template"]
        assert tab("syncer completion ") == ["bash", "zsh", "fish"]

    @pytest.mark.parametrize(
        "line", ["plan -a ", "drift --account ", "status -a main -a ", "diff ", "diff main "]
    )
    def test_accounts_are_those_of_syncer_yaml(self, line: str, tab: Tab) -> None:
        assert tab(f"syncer {line}") == ["main", "staging"]
        assert tab(f"syncer {line}st") == ["staging"]

    def test_a_value_after_a_sign_is_completed_as_one_after_a_space(self, tab: Tab) -> None:
        assert tab("syncer plan --account = st") == ["staging"]
        assert tab("syncer plan --account =") == ["main", "staging"]
        assert "--account" in tab("syncer plan --only --acc")

    def test_accounts_are_those_of_the_configuration_that_is_named(
        self, project: Project, tab: Tab
    ) -> None:
        project.write("other/shop.yaml", "accounts:\n  eu:\n  us:\n")
        assert tab("syncer plan -c other/shop.yaml -a ") == ["eu", "us"]
        os.environ["HOME"] = str(project.root)
        assert tab("syncer plan -c ~/other/shop.yaml -a ") == ["eu", "us"]

    @pytest.mark.parametrize(
        "line", ["plan --only ", "apply --exclude ", "status ", "pull ", "journal --only "]
    )
    def test_templates_are_those_of_the_files(self, line: str, tab: Tab) -> None:
        assert tab(f"syncer {line}") == ["shop_goodbye", "shop_greeting"]
        assert tab(f"syncer {line}shop_gr") == ["shop_greeting"]
        assert tab(f"syncer {line}shop_greeting/") == ["shop_greeting/en"]

    def test_files_are_left_to_the_shell(self, tab: Tab) -> None:
        assert tab("syncer import meta") == ["meta"]
        assert tab("syncer validate templ") == ["templ"]

    @pytest.mark.parametrize(
        "line", ["plan -a ", "plan --only ", "pull ", "nonsense ", "nonsense -a "]
    )
    def test_nothing_is_offered_outside_of_a_project_and_nothing_goes_wrong(
        self,
        line: str,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
        tab: Tab,
    ) -> None:
        monkeypatch.chdir(tmp_path)
        assert not any(tab(f"syncer {line}x"))

    def test_a_fault_is_not_told(self, monkeypatch: pytest.MonkeyPatch, tab: Tab) -> None:
        monkeypatch.setattr("syncer.cli.written_names.account_names", lambda _: 1 / 0)
        assert tab("syncer plan -a ") == []


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_is_printed_and_nothing_else(shell: str) -> None:
    ran = syncer("completion", shell)
    assert (ran.code, ran.stderr) == (0, "")
    assert "_SYNCER_COMPLETE=" in ran.stdout
    assert f"syncer completion {shell}" in syncer("completion", "--help").stdout


def test_another_shell_is_wrong_usage_that_names_those_there_are() -> None:
    ran = syncer("completion", "tcsh")
    assert ran.code == 64
    assert "'bash', 'zsh', 'fish'" in ran.stderr


def in_shell(shell: str, script: str) -> str:
    """What a shell prints that has this environment's syncer on its path."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    ran = subprocess.run(
        [shell, *(["-f"] if shell == "zsh" else []), "-c", script],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
        env=os.environ | {"PATH": path, "TERM": "xterm"},
    )
    assert ran.stderr == ""
    return ran.stdout


def needs(shell: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(not shutil.which(shell), reason=f"there is no {shell} here")


BASH = """
eval "$(syncer completion bash)"
complete -p syncer
COMP_WORDS=(syncer plan -a '') COMP_CWORD=3
_syncer_completion syncer
printf '%s\\n' "${COMPREPLY[@]}"
COMP_WORDS=(syncer status shop_gr) COMP_CWORD=2 COMPREPLY=()
_syncer_completion syncer
printf '%s\\n' "${COMPREPLY[@]}"
"""

FISH = """
syncer completion fish | source
complete -C 'syncer plan -a '
complete -C 'syncer status shop_gr'
"""

ZSH = """
zmodload zsh/zpty
zpty tested zsh -f -i
zpty -w tested 'PS1= PS2=; autoload -U compinit; compinit -u -D; eval "$(syncer completion zsh)"'
zpty -w tested 'bindkey "^I" complete-word; echo re""ady'
zpty -r tested seen '*ready*'
zpty -w -n tested $'syncer status shop_gr\\t'
zpty -r tested seen '*shop_greeting*'
print found
zpty -d tested
"""


@pytest.mark.slow
class TestShells:
    @needs("bash")
    def test_bash(self) -> None:
        lines = in_shell("bash", BASH).splitlines()
        assert shlex.split(lines[0])[-3:] == ["-F", "_syncer_completion", "syncer"]
        assert lines[1:] == ["main", "staging", "shop_greeting"]

    @needs("fish")
    def test_fish(self) -> None:
        assert in_shell("fish", FISH).split() == ["main", "staging", "shop_greeting"]

    @needs("zsh")
    def test_zsh(self) -> None:
        assert in_shell("zsh", ZSH).splitlines()[-1] == "found"
