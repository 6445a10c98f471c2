from __future__ import annotations

from typing import TYPE_CHECKING

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
