from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.command import syncer
from support.project import CONFIG

if TYPE_CHECKING:
    from support.project import Project


def test_the_json_is_a_list_that_a_ci_matrix_takes(offline: Project) -> None:
    offline.write("syncer.yaml", CONFIG + "  other: {base_url: 'https://x.example/api/'}\n")
    ran = syncer("accounts", "--format", "json")
    assert ran.code == 0
    assert ran.json == [
        {
            "account": "main",
            "phone": "8615800001795",
            "tenant_id": 1,
            "base_url": "https://api.nxcloud.com",
        },
        {
            "account": "other",
            "phone": None,
            "tenant_id": None,
            "base_url": "https://x.example/api",
        },
    ]


def test_the_text_is_a_table(offline: Project) -> None:
    offline.write("syncer.yaml", CONFIG + "  other: {base_url: 'https://x.example'}\n")
    assert syncer("accounts").stdout.splitlines() == [
        "ACCOUNT  PHONE          TENANT  BASE URL",
        "main     8615800001795  1       https://api.nxcloud.com",
        "other    -              -       https://x.example",
    ]


def test_credentials_are_never_shown(project: Project) -> None:
    del project
    ran = syncer("accounts", "--format", "json")
    assert "demo-access" not in ran.stdout + ran.stderr


SENDERS = """\
version: 1
accounts:
  spain: {phone: "8615800000001", tenant_id: 1}
  spain-news: {phone: "8615800000001", tenant_id: 1}
  france: {phone: "8615800000002", tenant_id: 1}
  italy: {phone: "8615800000003", tenant_id: 1}
"""


def test_shards_are_a_list_that_a_ci_matrix_takes(offline: Project) -> None:
    offline.write("syncer.yaml", SENDERS)
    ran = syncer("accounts", "--format", "json", "--shards", "2")
    assert ran.code == 0
    assert ran.json == [
        {
            "shard": 1,
            "accounts": ["spain", "spain-news"],
            "arguments": "--account spain --account spain-news",
        },
        {
            "shard": 2,
            "accounts": ["france", "italy"],
            "arguments": "--account france --account italy",
        },
    ]


def test_shards_as_text_are_a_table_too(offline: Project) -> None:
    offline.write("syncer.yaml", SENDERS)
    assert syncer("accounts", "--shards", "9").stdout.splitlines() == [
        "SHARD  ACCOUNTS",
        "1      spain, spain-news",
        "2      france",
        "3      italy",
    ]


def test_the_options_of_a_shard_choose_its_accounts(offline: Project) -> None:
    offline.write("syncer.yaml", SENDERS)
    first, _ = syncer("accounts", "--format", "json", "--shards", "2").json
    ran = syncer("graph", "--format", "json", *first["arguments"].split())
    assert [one["account"] for one in ran.json["accounts"]] == first["accounts"]


@pytest.mark.parametrize("number", ["0", "-1", "many", "1.5", ""])
def test_a_number_of_shards_that_is_none_is_wrong_usage(number: str, offline: Project) -> None:
    del offline
    ran = syncer("accounts", "--format", "json", "--shards", number)
    assert ran.code == 64
    assert ran.json["error"]["code"] == "usage"
    assert "--shards" in ran.stderr
