from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from support.action_use import SHA

from syncer.github.inputs import Inputs

if TYPE_CHECKING:
    from support.action_use import Use
    from support.forge import Forge

HEAD = "a" * 40
NAME = f"syncer-plan-{Inputs('apply').selection}"


@pytest.fixture(autouse=True)
def _merged(use: Use, github: Forge) -> None:
    use.inputs("apply")
    github.merge(7, HEAD, SHA)


def test_the_newest_plan_of_the_merged_pull_request_is_taken(
    use: Use, github: Forge, capsys: pytest.CaptureFixture[str]
) -> None:
    github.most_rows = 1
    github.upload(NAME, HEAD, b"first")
    github.upload(NAME, HEAD, b"second")
    github.upload("something-else", HEAD, b"third")
    assert use.word("reviewed-plan") == 0
    reviewed = use.folder.reviewed
    assert (use.folder.path / "reviewed-plan.json").read_bytes() == b"second"
    assert reviewed.plan_file.endswith("reviewed-plan.json")
    assert (reviewed.origin, reviewed.reason) == ("#7", "")
    assert capsys.readouterr().out == "the plan reviewed in #7 is applied\n"
    assert github.strays == [], "the token is for GitHub, not for where it keeps artifacts"


def test_a_plan_file_is_for_its_owner_alone(use: Use, github: Forge) -> None:
    github.upload(NAME, HEAD, b"plan")
    use.word("reviewed-plan")
    assert (use.folder.path / "reviewed-plan.json").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    "fields",
    [
        {"expired": True},
        {"repository": "stranger/templates"},
    ],
)
def test_neither_an_expired_artifact_nor_one_of_a_fork_is_taken(
    fields: dict[str, object], use: Use, github: Forge
) -> None:
    github.upload(NAME, HEAD, b"plan", **fields)
    use.word("reviewed-plan")
    assert use.folder.reviewed.reason == f"no plan run of #7 has left an artifact {NAME}"


def test_a_run_of_a_fork_that_is_gone_is_not_taken(use: Use, github: Forge) -> None:
    github.upload(NAME, HEAD, b"plan")
    github.runs[0]["head_repository"] = None
    use.word("reviewed-plan")
    assert use.folder.reviewed.plan_file == ""


def test_a_plan_of_an_older_head_is_not_taken(use: Use, github: Forge) -> None:
    github.upload(NAME, "c" * 40, b"plan")
    use.word("reviewed-plan")
    assert use.folder.reviewed.plan_file == ""


@pytest.mark.parametrize("field", ["merged_at", "merge_commit_sha"])
def test_a_commit_that_no_merge_made_has_no_plan(
    field: str, use: Use, github: Forge, capsys: pytest.CaptureFixture[str]
) -> None:
    github.pulls[SHA][0][field] = None
    use.word("reviewed-plan")
    assert capsys.readouterr().out == "no pull request was merged as bbbbbbbbbb\n"


@pytest.mark.parametrize(("member", "content"), [("other.json", b"plan"), ("plan.json", b"")])
def test_an_artifact_that_is_no_plan_is_told(
    member: str, content: bytes, use: Use, github: Forge
) -> None:
    artifact = github.upload(NAME, HEAD, content, member=member)
    if not content:
        artifact["archive"] = b"no archive"
    use.word("reviewed-plan")
    reason = use.folder.reviewed.reason
    assert reason.endswith("its artifact is no archive with plan.json")


def test_an_archive_that_is_small_only_as_long_as_it_is_packed_is_not_unpacked(
    use: Use, github: Forge, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("syncer.github.reviewed.LARGEST", 1000)
    github.upload(NAME, HEAD, bytes(1001))
    use.word("reviewed-plan")
    assert use.folder.reviewed.reason.endswith("its plan.json is larger than 1000 bytes")


@pytest.mark.parametrize(
    ("asked", "planned", "taken"),
    [
        (("staging",), ("staging",), True),
        (("two", "one"), ("one", "two"), True),
        (("all",), ("staging", "production"), True),
        ((), ("main",), True),
        (("staging",), ("production",), False),
        (("staging",), ("staging", "production"), False),
        (("one", "two"), ("one",), False),
        ((), ("staging", "production"), False),
    ],
)
def test_a_plan_for_other_accounts_is_not_taken_whatever_its_artifact_is_called(
    asked: tuple[str, ...], planned: tuple[str, ...], *, taken: bool, use: Use, github: Forge
) -> None:
    """A job may write to its own accounts only: others may need another approval."""
    use.inputs("apply", accounts=asked)
    plan = {"accounts": [{"account": name} for name in planned]}
    name = f"syncer-plan-{use.folder.inputs.selection}"
    github.upload(name, HEAD, json.dumps(plan).encode())
    assert use.word("reviewed-plan") == 0
    reviewed = use.folder.reviewed
    assert bool(reviewed.plan_file) == taken
    assert reviewed.reason == ("" if taken else "the plan of #7 is for other accounts")


def test_a_token_without_the_permission_is_told(use: Use, github: Forge) -> None:
    github.refuse("GET", "/actions/runs", 403)
    assert use.word("reviewed-plan") == 0
    reason = use.folder.reviewed.reason
    assert "Resource not accessible by integration (HTTP 403)" in reason
