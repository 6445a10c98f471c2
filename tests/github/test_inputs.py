from __future__ import annotations

import pytest

from syncer.errors import UsageError
from syncer.github.inputs import Inputs, read_inputs

GIVEN = {
    "INPUT_COMMAND": "plan",
    "INPUT_REVIEWED_PLAN": "false",
    "INPUT_KEEP": "true",
    "INPUT_FAIL_ON_DRIFT": "true",
}


def read(**given: str) -> Inputs:
    return read_inputs(GIVEN | {f"INPUT_{name}": value for name, value in given.items()})


@pytest.mark.parametrize(
    ("text", "options"),
    [
        ("", []),
        ("all", ["--all-accounts"]),
        ("one two", ["--account=one", "--account=two"]),
        (" one,two ,\nthree", ["--account=one", "--account=two", "--account=three"]),
        ("-x", ["--account=-x"]),
    ],
)
def test_accounts_are_names_between_spaces_or_commas(text: str, options: list[str]) -> None:
    assert read(ACCOUNT=text).project_options == options


def test_a_configuration_comes_before_the_accounts() -> None:
    inputs = read(CONFIG="shop/syncer.yaml", ACCOUNT="one")
    assert inputs.project_options == ["--config=shop/syncer.yaml", "--account=one"]


def test_further_arguments_are_split_as_a_shell_does_and_never_run() -> None:
    assert read(ARGUMENTS="--only 'shop_* x' $(id)").arguments == ("--only", "shop_* x", "$(id)")


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"COMMAND": "pull"}, "there is no command 'pull'"),
        ({"KEEP": "yes"}, "`keep` is 'yes'"),
        ({"FAIL_ON_DRIFT": ""}, "`fail-on-drift` is ''"),
        ({"ARGUMENTS": "--only 'shop"}, "`arguments` cannot be read: No closing quotation"),
    ],
)
def test_what_is_no_input_is_wrong_usage(given: dict[str, str], message: str) -> None:
    with pytest.raises(UsageError) as caught:
        read(**given)
    assert caught.value.message == message
    assert caught.value.hint


def test_the_selection_is_the_same_for_each_command_and_order_of_accounts() -> None:
    one = read(ACCOUNT="b,a").selection
    assert one == read(ACCOUNT="a b a", COMMAND="apply", WORKING_DIRECTORY="./").selection
    assert one.startswith("a-b-")


@pytest.mark.parametrize(
    "given",
    [
        {"ACCOUNT": "a-b"},
        {"ACCOUNT": "a b c"},
        {"ACCOUNT": "a b", "CONFIG": "other.yaml"},
        {"ACCOUNT": "a b", "WORKING_DIRECTORY": "shop"},
        {},
    ],
)
def test_another_project_or_other_accounts_are_another_selection(given: dict[str, str]) -> None:
    assert read(**given).selection != read(ACCOUNT="a b").selection


def test_a_selection_can_be_a_part_of_the_name_of_an_artifact() -> None:
    selection = read(ACCOUNT=" ".join(f'{number}:/*?"<>|é' for number in range(99))).selection
    assert selection.isascii()
    assert selection.replace("-", "").isalnum()
    assert len(selection) < 80
