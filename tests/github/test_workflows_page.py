"""`docs/workflows.md` says what is so."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
import yaml
from support.composite import ROOT

if TYPE_CHECKING:
    from support.action_use import Use
    from support.forge import Forge

PAGE = (ROOT / "docs" / "workflows.md").read_text(encoding="utf-8")
ACTION = yaml.safe_load((ROOT / "action.yml").read_text())


def block(opening: str) -> str:
    """The text of the block that opens so."""
    return PAGE.partition(f"```{opening}\n")[2].partition("```")[0]


def rows_below(heading: str) -> list[list[str]]:
    """The rows of the table below a heading, cell by cell."""
    section = PAGE.partition(f"### {heading}\n")[2].partition("\n#")[0]
    rows = [line.strip("|").split("|") for line in section.splitlines() if line.startswith("| `")]
    return [[cell.strip() for cell in row] for row in rows]


@pytest.mark.parametrize("kind", ["inputs", "outputs"])
def test_every_input_and_output_is_told_and_no_other(kind: str) -> None:
    names = [
        name for row in rows_below(kind.capitalize()) for name in re.findall("`(.*?)`", row[0])
    ]
    assert sorted(names) == sorted(ACTION[kind])


def test_the_defaults_of_inputs_are_those_of_the_action() -> None:
    for name, default, _ in rows_below("Inputs"):
        if default.startswith("`"):
            assert ACTION["inputs"][name.strip("`")]["default"] == default.strip("`")


def test_the_webhook_s_message_is_what_is_sent(use: Use, github: Forge) -> None:
    shown = json.loads(block("json"))
    (finding,) = shown["findings"]
    account = finding.pop("account")
    use.environment["GITHUB_SERVER_URL"] = "https://github.com"
    use.inputs("drift")
    use.printed({"accounts": [{"account": account, "health": [finding]}]})
    assert use.word("webhook") == 0
    assert github.hooks == [shown | {"findings": [{"account": account, **finding}]}]


def test_every_example_has_its_place_in_the_page() -> None:
    for path in (ROOT / "docs" / "workflows").iterdir():
        assert f"(workflows/{path.name})" in PAGE


def test_the_hooks_of_its_pre_commit_configuration_are_there() -> None:
    shown = yaml.safe_load(
        PAGE.partition("```yaml .pre-commit-config.yaml\n")[2].partition("```")[0]
    )
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
    assert {one["id"] for one in shown["repos"][0]["hooks"]} == {one["id"] for one in hooks}
